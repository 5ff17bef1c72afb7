"""The string fields in the body of every route, from docs/openapi.json."""

import json
from collections.abc import Iterator
from typing import Any

from harness import ROOT
from tests.support.access.expectations import Route

Path = tuple[str | int, ...]

_DOCUMENT: dict[str, Any] = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))
_METHODS = ("post", "put", "patch", "delete")


def string_fields() -> dict[Route, list[Path]]:
    """Return the paths of all string fields of the body, by route. For lists, the path of the first element."""
    return {
        (method.upper(), path): sorted(_texts(_body(operation)), key=str)
        for path, operations in _DOCUMENT["paths"].items()
        for method, operation in operations.items()
        if method in _METHODS and "requestBody" in operation
    }


def _body(operation: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = operation["requestBody"]["content"]["application/json"]["schema"]
    return schema


def _texts(schema: dict[str, Any], at: Path = ()) -> Iterator[Path]:
    if "$ref" in schema:
        yield from _texts(_DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]], at)
    for way in ("anyOf", "allOf", "oneOf"):
        for part in schema.get(way, ()):
            yield from _texts(part, at)
    kind = schema.get("type")
    if kind == "string":
        yield at
    elif kind == "array":
        yield from _texts(schema["items"], (*at, 0))
    elif kind == "object":
        for name, part in schema.get("properties", {}).items():
            yield from _texts(part, (*at, name))


def with_value(body: Any, path: Path, value: Any) -> Any:
    """Return a copy of `body` with `value` at `path`."""
    if not path:
        return value
    first, *rest = path
    if isinstance(first, int):
        inner = body[0] if isinstance(body, list) and body else None
        return [with_value(inner, tuple(rest), value)]
    return {**(body or {}), first: with_value((body or {}).get(first), tuple(rest), value)}
