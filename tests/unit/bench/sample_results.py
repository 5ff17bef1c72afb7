"""Stored results with made-up figures."""

from typing import Any

Json = dict[str, Any]

PROGRAMS = {
    "bare": 1.0,
    "fastapi_mangum": 1.3,
    "flask_serverless_wsgi": 1.5,
    "chalice_app": 1.4,
    "powertools": 1.2,
    "ours": 0.8,
}


def spread(median: float) -> dict[str, float]:
    return {"median": median, "low": median * 0.95, "high": median * 1.05}


def kept(measurement: str, figures: Json, **settings: Any) -> Json:
    return {
        "measurement": measurement,
        "date": "2026-11-25T08:00:00+00:00",
        "machine": {"processor": "A processor", "architecture": "x86_64", "cores": 2, "memory": 8, "system": "Linux"},
        "versions": {"python": "3.13.0", "boto3": "1.44.5"},
        "settings": settings,
        "figures": figures,
    }


def started(ratio: float, ms: float = 200) -> Json:
    parts = {"import_cpu": 0.9, "call_cpu": 0.1, "cpu": 1, "import_wall": 1, "call_wall": 0.1, "wall": 1.1}
    times = {f"{part}_ms": spread(share * ms * ratio) for part, share in parts.items()}
    return {**times, "memory_mb": spread(50), "ratio": spread(ratio), "wall_ratio": spread(ratio)}


def loaded(name: str, clients: int, p50: float, errors: int = 0) -> Json:
    return {
        "name": name,
        "route": "GET /x",
        "what": f"what {name} is",
        "clients": clients,
        "requests": 1234,
        "per_second": clients * 1000 / p50,
        "rounds": [clients * 900 / p50, clients * 1100 / p50],
        "p50": p50,
        "p99": p50 * 3,
        "errors": errors,
        "statuses": {"200": 1234},
    }


def grown(name: str, grows_with: str = "", factor: float = 1) -> Json:
    sizes = [
        {"size": size, "calls": ["Query"], "capacity": 2 * grow, "milliseconds": 5.0 * grow, "bytes": int(6000 * grow)}
        for size, grow in ((100, 1), (10_000, factor), (100_000, factor**1.5))
    ]
    return {
        "name": name,
        "route": "GET /x",
        "unit": "things",
        "grows_with": grows_with,
        "why": "it is so",
        "sizes": sizes,
    }


def first_requests() -> Json:
    modules = {"bodega": 30, "pydantic": 0, "aws_lambda_powertools": 70, "others": 100}
    packages = {
        name: {**started(ratio), "instructions": 400e6 * ratio} for name, ratio in {"lazy": 0.75, "eager": 1.0}.items()
    }
    return {
        "modules": {"product": modules, "own user": {**modules, "bodega": 80}},
        "packages": {"product": packages, "own user": packages},
        "write": {
            "cpu_ms": {"first": spread(101.0), "warm": spread(1.0)},
            "memory_mb": 512,
            "vcpu_share": 512 / 1769,
        },
    }


def results() -> dict[str, Json]:
    routes = ("list", "get", "create")
    warm = {
        route: {name: {"cpu_ms": spread(ratio), "ratio": spread(ratio)} for name, ratio in PROGRAMS.items()}
        for route in routes
    }
    counted = {
        route: {name: {"instructions": 5e6 * ratio, "ratio": ratio} for name, ratio in PROGRAMS.items()}
        for route in (*routes, "first get")
    }
    cold = {route: {name: started(ratio) for name, ratio in PROGRAMS.items()} for route in routes}
    imports = {"ours": {"botocore": 70.4, "pydantic": 30.0}, "powertools": {"botocore": 71.0}}
    authorizers = {"ours": 0.2, "authorizer_powertools": 1.0, "ours_token_only": 0.3, "authorizer_token_only": 1.0}
    sizes = {
        "mb": 20.5,
        "files_mb": 18.2,
        "files": 1234,
        "bytecode_mb": 3.0,
        "packages_mb": {"botocore": 9.5, "bodega": 0.2},
    }
    load = [
        loaded(name, clients, p50 * clients)
        for name, p50 in {"menu": 30.0, "product": 4.0, "log-in": 250.0, "redeem": 13.0, "intake": 50.0}.items()
        for clients in (1, 8)
    ]
    clients = {"builtin": 1.0, "boto3": 2.5}
    calls = {
        client: {
            "cpu_ms": spread(0.5 * ratio),
            "wall_ms": spread(0.6 * ratio),
            "ratio": spread(ratio),
            "wall_ratio": spread(ratio),
        }
        for client, ratio in clients.items()
    }
    aws_clients = {
        "cold": {"products, first get": {client: started(ratio) for client, ratio in clients.items()}},
        "warm": {"products, get": calls, "GetItem": calls},
    }
    orders = {
        "warm": {route: {name: warm["get"][name] for name in ("bare", "ours")} for route in ("quote", "order")},
        "first": {route: {name: cold["get"][name] for name in ("bare", "ours")} for route in ("quote", "order")},
    }
    growth = [grown("list"), grown("log-in"), grown("build of the menu", "its size", 100)]
    storefront = {
        **{name: spread(value) for name, value in {"paint": 1200, "task": 80, "kb": 60, "shift": 0.01}.items()},
        **{name: spread(0) for name in ("scrolling", "scrolling_large")},
        "requests": 20,
        "products": {"demo": 84, "large": 5000},
    }
    return {
        "warm": kept("warm", warm, quick=False),
        "cold": kept("cold", {"first": cold, "imports_ms": imports}, quick=False),
        "first_requests": kept("first_requests", first_requests(), quick=False),
        "orders": kept("orders", orders, rounds=80, starts=15, quick=False),
        "authorizer": kept(
            "authorizer",
            {
                "first": {name: started(ratio, 80) for name, ratio in authorizers.items()},
                "imports_ms": {name: {"re": 12.0} for name in authorizers},
            },
            quick=False,
        ),
        "aws_clients": kept("aws_clients", aws_clients, quick=False),
        "instructions": kept("instructions", counted),
        "layer": kept("layer", {"built": sizes, "pip": {**sizes, "mb": 65.0}}),
        "load": kept(
            "load",
            {"rows": load, "seconds_until_counted": 0.9},
            clients=[1, 8],
            seconds=4.0,
            rounds=3,
            events=25,
            busy=0.1,
        ),
        "growth": kept(
            "growth",
            {"rows": growth, "counted_per_second": 1500, "taken_per_second": 1800, "problems": []},
            rounds=30,
        ),
        "storefront": kept("storefront", storefront, visits=7, quick=False),
    }
