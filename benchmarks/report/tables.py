"""The tables of the terminal and of docs/performance.md, in Markdown, from the figures of a measurement."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import Any

from benchmarks.budgets import AUTHORIZERS, budget_figures
from scripts.costs import Priced
from scripts.route_costs import Cost

Json = Mapping[str, Any]

_TITLES = {
    "ours": "Bodega",
    "ours_token_only": "Bodega, token only",
    "bare": "bare botocore",
    "fastapi_mangum": "FastAPI, Mangum",
    "flask_serverless_wsgi": "Flask, serverless-wsgi",
    "chalice_app": "Chalice",
    "powertools": "Powertools",
    "authorizer_powertools": "Powertools and PyJWT",
    "authorizer_token_only": "Powertools and PyJWT, token only",
    "built": "Bodega's layer",
    "pip": "as pip installs it",
    "bodega": "Bodega",
    "aws_lambda_powertools": "Powertools",
}


def title(program: str) -> str:
    return _TITLES.get(program, program)


def markdown(heads: Sequence[str], rows: Iterable[Sequence[str]], texts: int = 1) -> str:
    """Return a table with the first `texts` columns aligned left, the others right."""
    lines = [heads, ["---"] * texts + ["--:"] * (len(heads) - texts), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def ratio_text(ratio: float) -> str:
    """Return a ratio with two decimals below ten, and none above."""
    return f"{ratio:.2f}" if round(ratio, 2) < 10 else f"{ratio:,.0f}"  # noqa: PLR2004  # the docstring names it


def order(programs: Iterable[str]) -> list[str]:
    """Sort the shop first, the reference second."""
    return sorted(programs, key=lambda name: (name != "ours", name != "bare"))


def budgets(limits: Mapping[str, float], figures: Json) -> str:
    """Return each budget beside the shop's figure and its peers'. `figures` are those of all measurements."""
    peers = [name for name in order(figures["warm"]["get"]) if name not in {"ours", "bare"}]
    rows = []
    for name, limit in limits.items():
        found = budget_figures(name, figures)
        ours, *others = ["–" if peer not in found else f"{found[peer]:.2f}" for peer in ("ours", *peers)]
        kept = "ours" in found and found["ours"] <= limit
        rows.append([name, f"{limit:.2f}", f"**{ours}**", "yes" if kept else "**no**", *others])
    return markdown(["", "at most", "Bodega", "kept", *map(title, peers)], rows)


def warm(figures: Json) -> str:
    return _by_route(figures, "", lambda found: (f"{found['cpu_ms']['median']:.2f}", _spread(found["ratio"])), ", ms")


def instructions(figures: Json) -> str:
    return _by_route(figures, "millions", lambda found: (f"{found['instructions'] / 1e6:.2f}", f"{found['ratio']:.2f}"))


def _by_route(figures: Json, corner: str, cells: Any, unit: str = "") -> str:
    heads = [corner, *(head for route in figures for head in (f"{route}{unit}", "ratio"))]
    programs = order(next(iter(figures.values())))
    return markdown(
        heads,
        [[title(name), *(cell for found in figures.values() for cell in cells(found[name]))] for name in programs],
    )


def cold(first: Json) -> str:
    return _starts({f"first {route}": (order(found), found) for route, found in first.items()}, wall=True)


def authorizer(first: Json) -> str:
    """Each of the shop's programs comes before the peer that does the same work."""
    return _starts({what: (pair, first) for what, pair in AUTHORIZERS.items()}, wall=False)


def aws_clients(figures: Json) -> str:
    """Cold starts and warm calls: CPU and wall time with each client, and the ratio of boto3 to the builtin one."""
    times = {"cpu_ms": "ratio", "wall_ms": "wall_ratio"}
    heads = [f"{clock}, builtin|{clock}, boto3|ratio".split("|") for clock in ("CPU ms", "wall ms")]
    rows = []
    for kind, digits in {"cold": 0, "warm": 2}.items():
        for name, found in figures[kind].items():
            builtin, boto3 = found["builtin"], found["boto3"]
            medians = [[f"{each[time]['median']:.{digits}f}" for each in (builtin, boto3)] for time in times]
            ratios = [_spread(boto3[ratio]) for ratio in times.values()]
            rows.append([kind, name, *medians[0], ratios[0], *medians[1], ratios[1]])
    return markdown(["", "", *heads[0], *heads[1]], rows, texts=2)


def _starts(groups: Mapping[str, tuple[Iterable[str], Json]], *, wall: bool) -> str:
    """Return a table of cold starts from programs and figures by group."""
    heads = ["", "", "import, CPU ms", "first call", "both", "ratio", *["both, wall ms"] * wall, "memory, MB"]
    rows = []
    for group, (programs, figures) in groups.items():
        for name in programs:
            found = figures[name]
            whole = {part: f"{found[part]['median']:.0f}" for part in found}
            times = [whole["import_cpu_ms"], whole["call_cpu_ms"], whole["cpu_ms"], _spread(found["ratio"])]
            rows.append([group, title(name), *times, *[whole["wall_ms"]] * wall, whole["memory_mb"]])
    return markdown(heads, rows, texts=2)


def _spread(value: Json) -> str:
    return f"{value['median']:.2f} ({value['low']:.2f}–{value['high']:.2f})"


def imports(imports_ms: Mapping[str, Mapping[str, float]]) -> str:
    """Programs side by side, the slowest package first."""
    names = [name for name in order(imports_ms) if imports_ms[name]]
    columns = [[f"{package} {ms:.0f}" for package, ms in imports_ms[name].items()] for name in names]
    return markdown([title(name) for name in names], list(zip_longest(*columns, fillvalue="")), len(names))


def modules(figures: Mapping[str, Mapping[str, int]]) -> str:
    """Modules that a first request loads, in all and by package."""
    packages = list(next(iter(figures.values())))
    rows = [
        [name, str(sum(found.values())), *(str(found[each]) for each in packages)] for name, found in figures.items()
    ]
    return markdown(["first", "modules", *map(title, packages)], rows)


def packages(figures: Mapping[str, Json]) -> str:
    """First requests with lazy packages beside the same with eager ones."""
    rows = []
    for name, found in figures.items():
        lazy, eager = found["lazy"], found["eager"]
        counts = [f"{each['instructions'] / 1e6:.0f}" for each in (lazy, eager)]
        saved = f"{1 - lazy['instructions'] / eager['instructions']:.0%}"
        times = [f"{each['cpu_ms']['median']:.0f}" for each in (lazy, eager)]
        rows.append([name, *counts, saved, *times, _spread(lazy["ratio"])])
    heads = ["first", "million instructions, lazy", "eager", "saved", "CPU ms, lazy", "eager", "ratio"]
    return markdown(heads, rows)


def first_write(figures: Json) -> str:
    """The first create of a process after a get, beside a create of a warm process."""
    first, warm = (figures["cpu_ms"][name]["median"] for name in ("first", "warm"))
    rows = [
        [name, f"{cpu:.1f}", f"{cpu / figures['vcpu_share']:.0f}"]
        for name, cpu in {"first create": first, "warm create": warm, "difference": first - warm}.items()
    ]
    return markdown(["", "CPU ms", f"ms at {figures['memory_mb']} MB"], rows)


def layer(figures: Json) -> str:
    rows = []
    for name, size in figures.items():
        largest = ", ".join(f"{package} {mb:.1f}" for package, mb in list(size["packages_mb"].items())[:5])
        rows.append([title(name), largest, *(f"{size[what]:.1f}" for what in ("mb", "files_mb", "bytecode_mb"))])
    return markdown(["", "largest packages", "MB on disk", "in files", "byte-code in files"], rows, texts=2)


def load(rows: Sequence[Json]) -> str:
    columns: dict[str, Callable[[Json], str]] = {
        "": lambda row: f"{row['name']}: {row['what']}",
        "clients": lambda row: str(row["clients"]),
        "per second": lambda row: f"{row['per_second']:,.0f} ({min(row['rounds']):,.0f}–{max(row['rounds']):,.0f})",
        "p50, ms": lambda row: f"{row['p50']:,.1f}",
        "p99, ms": lambda row: f"{row['p99']:,.1f}",
        "requests": lambda row: f"{row['requests']:,}",
        "failed": lambda row: str(row["errors"]),
    }
    return markdown(list(columns), [[cell(row) for cell in columns.values()] for row in rows])


def growth(rows: Sequence[Json]) -> str:
    cells = [
        [
            "" if place else row["name"],
            f"{size['size']:,} {row['unit']}",
            calls_text([[call] for call in size["calls"]]),
            f"{size['capacity']:g}",
            f"{size['milliseconds']:,.1f}",
            ratio_text(size["milliseconds"] / row["sizes"][0]["milliseconds"]),
        ]
        for row in rows
        for place, size in enumerate(row["sizes"])
    ]
    return markdown(["", "in the tables", "calls", "units", "ms", "ratio"], cells, texts=3)


def storefront(figures: Json, limits: Mapping[str, float]) -> str:
    """Return what a customer sees of the storefront on a slow phone, beside its budgets."""
    what = {
        "paint": (f"largest paint (LCP), demo menu of {figures['products']['demo']} products", 1000, "s"),
        "shift": ("content that moves (CLS)", 1, ""),
        "kb": ("transferred", 1, "KB"),
        "scrolling": ("longest task while the demo menu scrolls", 1, "ms"),
        "scrolling_large": (f"longest task while {figures['products']['large']:,} products scroll", 1, "ms"),
    }

    def text(value: float, unit: str) -> str:
        return f"{value:,.0f} {unit}" if unit in {"ms", "KB"} else f"{value:,.2f} {unit}".rstrip()

    rows = [
        [
            title,
            text(limits[name] / divisor, unit) if name in limits else "–",
            f"**{text(figures[name]['median'] / divisor, unit)}**",
        ]
        for name, (title, divisor, unit) in what.items()
    ]
    return markdown(["", "at most", "median"], rows)


def calls_text(calls: Sequence[Sequence[Any]]) -> str:
    """Return calls in order, as "GetItem 1, TransactWriteItems 4 + 1", with equal neighbours grouped."""
    texts = []
    for (operation, *units), group in groupby(calls, key=list):
        count = len(list(group))
        of_index = f" + {units[1]:g}" if len(units) > 1 and units[1] else ""
        text = f"{operation} {units[0]:g}{of_index}" if units else operation
        texts.append(f"{count} × {text}" if count > 1 else text)
    return ", ".join(texts)


def calls(priced: Sequence[Priced], costs: Mapping[str, Cost]) -> str:
    """By route, the cheapest first. Routes with the same figures share a line."""
    lines: dict[tuple[str, ...], list[str]] = {}
    for each in priced:
        cost = each.cost
        later = [f"; then the {name}'s {calls_text(costs[name].calls)}" for name in cost.then]
        request = cost.request + (" and a mail" if cost.mails else "")
        figures = (f"{each.reads:g}", f"{each.writes:g}", f"{each.usd:.2f}")
        lines.setdefault((request, calls_text(cost.calls) + "".join(later), *figures), []).append(cost.name)
    rows = [[request, ", ".join(f"`{name}`" for name in names), *rest] for (request, *rest), names in lines.items()]
    return markdown(["Request", "Routes", "Calls", "Reads", "Writes", "USD per million"], rows, texts=3)
