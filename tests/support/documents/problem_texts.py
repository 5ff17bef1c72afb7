"""All texts that a caller meets who sends wrong values: to every field, parameter and header of the API document."""

import json
from collections.abc import Iterator
from typing import Any

from harness import ROOT
from harness.shop.client import Answer
from tests.support.access.expectations import ACCESS, Access, Route
from tests.support.access.seeded_shop import SeededShop
from tests.support.attacks.hostile_input import restore, send_body
from tests.support.attacks.string_fields import Path, with_value
from tests.support.shop.gateway import InProcessGateway

Text = tuple[str, str]
"""A field and a text about it. The field is `SENTENCE` for the `detail` of the whole problem."""
SENTENCE = "detail"

VALUES: tuple[Any, ...] = (None, True, 0, -1, 1.5, 10**15, [], ["x"], [1], ["x"] * 2000, {}, {"x": 1}, "", "x" * 5000)
TEXTS: tuple[str, ...] = (
    *(" ", "x", "12", "ü", "x\u0001", "\u202e", "ﷺ" * 110, "😀" * 300, "USD", "ZZ", "a@b", "ä@shop.example"),
    *("http://shop.example", "https://shop.example/a b", "4242424242424242", "password1234"),
    *("2026-13-01T00:00:00Z", "1990-01-01T00:00:00Z", "2990-01-01T00:00:00Z", "2026-01-31T09:30:00"),
)
TWICE = ["add_01JD4W0Q8V5E2M7T9X3K6B1ZCN"] * 2
BODIES: tuple[bytes, ...] = (
    *(b"", b"[]", b"1", b"null", b'"x"', b"{", b"}", b'{"a"', b'{"a":', b'{"a":1', b'{"a":1,', b'{"a":1,}', b"{a:1}"),
    *(b"{'a':1}", b'{"a" 1}', b'{"a":1 "b":2}', b'{"a":[1', b'{"a":[1,]}', b'{"a":"x', b'{"a":"\n"}', b'{"a":"\\x"}'),
    *(b'{"a":"\\u12"}', b'{"a":"\\ud800"}', b"{} {}", b'{"a":1,"a":2}', b'{"a":NaN}', b'{"a":Infinity}', b'{"a":01}'),
    *(
        b'{"a":1e5000}',
        b'{"a":' + b"9" * 5000 + b"}",
        b"\xef\xbb\xbf{}",
        b"\xff",
        b"[" * 100_000,
        b'{"a":tru}',
        b"name=x",
    ),
    *(b'{"unknown": 1}', b'{"a/b": 1}', b'{"4242424242424242": 1}', b'{"' + b"x" * 5000 + b'": 1}'),
    b" " * 300_000 + b"{}",
)
PARAMETERS = (
    "",
    "x",
    "-1",
    "0",
    "1.5",
    "99999",
    "9" * 5000,
    "x" * 5000,
    "2026-02-30",
    "1999-01-01",
    "2026-01-01",
    "%00",
)
HEADERS = ("", "é", "x" * 300, "1", '"x', "x\ty")

_DOCUMENT: dict[str, Any] = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))
_PARSED: Route = ("POST", "/addons")  # bodies are parsed in the same way for every route
_SHOWN = 40


def texts(seeded: SeededShop, gateway: InProcessGateway, route: Route) -> set[Text]:
    """Return the texts of all problems of a route."""
    found: set[Text] = set()
    for answer in _answers(seeded, gateway, route):
        if answer.status >= 400:
            problem = answer.json
            found.add((SENTENCE, problem["detail"]))
            for error in problem.get("errors", ()):
                detail = error.pop("detail")
                ((_, where),) = error.items()
                found.add((where[:_SHOWN], detail))
    return found


def _answers(seeded: SeededShop, gateway: InProcessGateway, route: Route) -> Iterator[Answer]:
    access = ACCESS[route]
    operation = _DOCUMENT["paths"][route[1]][route[0].lower()]
    bodies = [b"", b"[]", b'{"unknown": 1}'] if "requestBody" in operation else []
    if route == _PARSED:
        bodies += BODIES
    if access.body is not None:
        for path, kind in _fields(operation["requestBody"]["content"]["application/json"]["schema"]):
            values = VALUES + (TEXTS if kind == "string" else (TWICE,) if kind == "array" else ())
            bodies += [json.dumps(with_value(seeded.request(access)[1], path, value)).encode() for value in values]
    for body in bodies:
        answer = send_body(seeded, gateway, route, body)
        yield answer
        restore(seeded, answer, f"{route} {body[:200]!r}")
    for url, headers in _requests(seeded, access, operation):
        body = seeded.request(access)[1]
        seeded.env.forget()
        answer = gateway.call(route[0], url, body, token=seeded.tokens.get(access.caller), **headers)
        yield answer
        if route[0] != "GET":  # GET /menu stores the menu
            restore(seeded, answer, f"{route} {url} {headers}")


def _requests(seeded: SeededShop, access: Access, operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    url, _, headers = seeded.request(access)
    path, _, query = url.partition("?")
    for parameter in operation.get("parameters", ()):
        name = parameter["name"]
        if parameter["in"] == "query":
            others = "&".join(part for part in query.split("&") if part and not part.startswith(f"{name}="))
            yield f"{path}?{others}", headers
            yield f"{path}?{others}&{name}=1&{name}=2", headers
            for value in PARAMETERS:
                yield f"{path}?{others}&{name}={value}", headers
        elif parameter["in"] == "header":
            for value in HEADERS:
                yield url, {**headers, name.replace("-", "_"): value}
        else:
            yield url.replace(url.split("/")[-1], "x"), headers
    yield f"{url}{'&' if query else '?'}unknown=1", headers


def _fields(schema: dict[str, Any], at: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield the paths and types of all fields of a body. For lists, also those of the first element."""
    if "$ref" in schema:
        schema = _DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if at and "type" in schema:
        yield at, schema["type"]
    for way in ("anyOf", "allOf", "oneOf"):
        for part in schema.get(way, ()):
            if part.get("type") != "null":
                yield from _fields(part, at)
    if schema.get("type") == "array":
        yield from _fields(schema["items"], (*at, 0))
    for name, part in schema.get("properties", {}).items():
        yield from _fields(part, (*at, name))
