"""Events: those of events/ as a browser sends them, and requests that every program has to reject."""

import json
from typing import Any

from benchmarks import ROOT
from benchmarks.programs import ROUTES

Event = dict[str, Any]

_BROWSER_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "en-CA,en;q=0.9,fr-CA;q=0.8",
    "Host": "a1b2c3d4e5.execute-api.ca-central-1.amazonaws.com",
    "Origin": "https://shop.example",
    "Referer": "https://shop.example/",
    "Sec-Fetch-Mode": "cors",
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "X-Amzn-Trace-Id": "Root=1-697dcb88-1f2e3d4c5b6a798812345678",
    "X-Forwarded-For": "192.0.2.1",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Proto": "https",
}
_CREATE_HEADERS = {"Content-Type": "application/json", "Authorization": "Bearer e30.e30.e30"}

_INVALID_FIELDS: dict[str, dict[str, Any]] = {
    "price missing": {"price": None},
    "price negative": {"price": {"amount": -1, "currency": "CAD"}},
    "price fractional": {"price": {"amount": 4.75, "currency": "CAD"}},
    "currency unknown": {"price": {"amount": 475, "currency": "dollars"}},
    "name empty": {"name": ""},
    "name too long": {"name": "x" * 121},
    "name a number": {"name": 5},
    "inStock not a boolean": {"inStock": "some"},
    "image over plain HTTP": {"images": ["http://images.example.com/flat-white.webp"]},
    "image a script": {"images": ["javascript:alert(1)"]},
    "too many images": {"images": ["https://images.example.com/flat-white.webp"] * 11},
    "id of another kind": {"customizationIds": ["prd_01JD4W0Q8V5E2M7T9X3K6B1ADM"]},
    "spiciness too high": {"spiciness": 6},
    "quantity negative": {"quantity": -1},
    "tax category with spaces": {"taxCategory": "prepared food"},
    "unknown field": {"admin": True},
}
_INVALID_BODIES = {"truncated JSON": '{"name": "Flat white"', "body a list": "[]"}


def browser_event(name: str, **headers: str) -> Event:
    """Return an event of events/, such as "products/get", with the headers of a browser and these."""
    event: Event = json.loads((ROOT / "events" / f"{name}.json").read_text(encoding="utf-8"))
    sent = _BROWSER_HEADERS | headers
    return event | {"headers": sent, "multiValueHeaders": {header: [value] for header, value in sent.items()}}


def product_events() -> dict[str, Event]:
    """Return an event for each of ROUTES.

    Headers that only the shop reads are left out: idempotent creation is not part of the comparison.
    """
    events = {
        route: browser_event(f"products/{route}", **(_CREATE_HEADERS if route == "create" else {})) for route in ROUTES
    }
    events["list"]["queryStringParameters"] = {"limit": "25"}
    events["list"]["multiValueQueryStringParameters"] = {"limit": ["25"]}
    return events


def invalid_events() -> dict[str, Event]:
    """Return requests to create an invalid product, by what is wrong with them."""
    create = product_events()["create"]
    valid = json.loads(create["body"])
    bodies = {name: json.dumps(valid | fields) for name, fields in _INVALID_FIELDS.items()}
    return {name: {**create, "body": body} for name, body in (bodies | _INVALID_BODIES).items()}


def authorizer_event(token: str) -> Event:
    return {
        "type": "TOKEN",
        "methodArn": "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/v1/POST/products",
        "authorizationToken": f"Bearer {token}",
    }
