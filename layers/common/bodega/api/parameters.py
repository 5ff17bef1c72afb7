"""Query, header and path parameters. Each is declared once, with the JSON schema that the API document repeats.

Requests are checked without pydantic, which takes as long to import as the rest of a cold start.
"""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple

from bodega.errors import FieldError, ValidationFailed, counted, one_of

_INTEGER = re.compile(r"[^\S\x1c-\x1f]*([+-]?[0-9](?:_?[0-9])*)(?:\.0+)?[^\S\x1c-\x1f]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FREE = frozenset({"type", "format"})  # a schema with nothing else accepts any text
_MOST_DIGITS = 4300  # Python's int() parses no more


class Parameter(NamedTuple):
    """`place`: `query`, `header` or `path`.

    `schema`: its `type` (`string` or `integer`), `enum`, `minLength`, `maxLength`, `minimum` and `maximum` are checked.
    A `boolean` stays text: its `enum` is `true` and `false`.
    `check`: another rule of a text with a `maxLength`. It raises ValueError, with the broken rule as text.
    """

    name: str
    place: str
    description: str
    schema: Mapping[str, Any]
    check: Callable[[str], object] | None = None

    def parse(self, value: Any) -> Any:
        """Return a value of the schema's type.

        `value`: a text, a list if the request repeats the parameter, None if it omits it.

        Raises: ValueError, with the broken rule as text.
        """
        rules = self.schema
        if value is None:
            raise ValueError("is required")
        if isinstance(value, list):
            raise ValueError("must be sent only once")  # noqa: TRY004  # the value is a text, sent several times
        if _SURROGATE.search(value) and not rules.keys() <= _FREE:
            raise ValueError("must be text")
        if choices := rules.get("enum"):
            if value not in choices:
                raise ValueError(f"must be {one_of(choices)}")
        elif rules["type"] == "integer":
            return _integer(value, rules)
        elif "maxLength" in rules:
            _check_length(value, rules.get("minLength", 0), rules["maxLength"])
            if self.check is not None:
                self.check(value)
        return value

    @property
    def key(self) -> str:
        """Return the name under which the value arrives. Names of headers are the same in upper and lower case."""
        return self.name.lower() if self.place == "header" else self.name

    def error(self, rule: str) -> FieldError:
        return FieldError(self.key, rule, "header" if self.place == "header" else "parameter")


def query(name: str, description: str, check: Callable[[str], object] | None = None, **schema: Any) -> Parameter:
    return Parameter(name, "query", description, {"type": "string", **schema}, check)


def header(name: str, description: str) -> Parameter:
    return Parameter(name, "header", description, {"type": "string"})


def _integer(text: str, rules: Mapping[str, Any]) -> int:
    match, least, most = _INTEGER.fullmatch(text), rules["minimum"], rules["maximum"]
    if match is not None and len(match[1]) <= _MOST_DIGITS and least <= (number := int(match[1])) <= most:
        return number
    raise ValueError(f"must be a whole number from {least} to {most}")


def _check_length(text: str, least: int, most: int) -> None:
    if len(text) < least:
        raise ValueError(f"must have at least {counted(least, 'character')}")
    if len(text) > most:
        raise ValueError(f"must have at most {counted(most, 'character')}")


Id = Annotated[str, Parameter("id", "path", "The ID", {"type": "string"})]
Limit = Annotated[int, query("limit", "Items per page", type="integer", maximum=100, minimum=1)]
Cursor = Annotated[str | None, query("cursor", "`nextCursor` of the previous page", maxLength=4096)]
IdempotencyKey = Annotated[
    str | None, header("Idempotency-Key", "Any unique text, for example a UUID, to make retries safe")
]
RequiredIdempotencyKey = Annotated[
    str | None, header("Idempotency-Key", "Any unique text, for example a UUID. It is required.")
]
"""Of routes that change an amount, which a request that is sent twice would change twice. See `required_key`."""


def required_key(idempotency_key: str | None) -> str:
    """Return the key. Raises: ValidationFailed for a request without one."""
    if idempotency_key is None:
        rule = "is required, so that a repeated request changes nothing twice; for example a UUID"
        raise ValidationFailed([FieldError("Idempotency-Key", rule, "header")])
    return idempotency_key
