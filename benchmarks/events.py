"""The events that are measured: those of events/, as a browser makes them, and some that have to be refused."""

import json
from typing import Any

from benchmarks import ROOT

ROUTES = ("list", "get", "create")

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

Event = dict[str, Any]

_REFUSED_CHANGES: dict[str, dict[str, Any]] = {
    "no price": {"price": None},
    "a price below nothing": {"price": {"amount": -1, "currency": "CAD"}},
    "a price that is a fraction": {"price": {"amount": 4.75, "currency": "CAD"}},
    "a currency that is none": {"price": {"amount": 475, "currency": "dollars"}},
    "an empty name": {"name": ""},
    "a name without end": {"name": "x" * 121},
    "a name that is a number": {"name": 5},
    "stock that is neither": {"inStock": "some"},
    "an image over plain HTTP": {"images": ["http://images.example.com/flat-white.webp"]},
    "an image that is a script": {"images": ["javascript:alert(1)"]},
    "too many images": {"images": ["https://images.example.com/flat-white.webp"] * 11},
    "an id of another kind": {"customizationIds": ["prd_01JD4W0Q8V5E2M7T9X3K6B1ADM"]},
    "too hot": {"spiciness": 6},
    "less than none": {"quantity": -1},
    "a field that nobody knows": {"admin": True},
}
_REFUSED_BODIES = {"half a document": '{"name": "Flat white"', "a list": "[]"}


def product_events() -> dict[str, Event]:
    """The three routes' events by route."""
    events = {route: _sample("products", route) for route in ROUTES}
    events["list"]["queryStringParameters"] = {"limit": "25"}
    events["list"]["multiValueQueryStringParameters"] = {"limit": ["25"]}
    # What only the shop looks at is left out: repeatable creation is not part of what is compared.
    _set_headers(events["list"], {})
    _set_headers(events["get"], {})
    _set_headers(events["create"], {"Content-Type": "application/json", "Authorization": "Bearer e30.e30.e30"})
    return events


def refused_events() -> dict[str, Event]:
    """Requests to create what must not be created, by what is wrong with them."""
    create = product_events()["create"]
    good = json.loads(create["body"])
    bodies = {name: json.dumps(good | change) for name, change in _REFUSED_CHANGES.items()}
    return {name: {**create, "body": body} for name, body in (bodies | _REFUSED_BODIES).items()}


def authorizer_event(token: str) -> Event:
    return {
        "type": "TOKEN",
        "methodArn": "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/v1/POST/products",
        "authorizationToken": f"Bearer {token}",
    }


def _sample(function: str, name: str) -> Event:
    event: Event = json.loads((ROOT / "events" / function / f"{name}.json").read_text(encoding="utf-8"))
    return event


def _set_headers(event: Event, more: dict[str, str]) -> None:
    headers = {**_BROWSER_HEADERS, **more}
    event["headers"] = headers
    event["multiValueHeaders"] = {name: [value] for name, value in headers.items()}
