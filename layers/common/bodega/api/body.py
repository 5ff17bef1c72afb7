"""Request bodies: strict JSON (RFC 8259) of a limited size and depth."""

import base64
import json
from itertools import accumulate
from typing import Any, NoReturn

from bodega.errors import MalformedBody, PayloadTooLarge, UnsupportedMediaType

MAXIMUM_BYTES = 256 * 1024
MAXIMUM_DEPTH = 32
"""The most objects and lists inside each other. The deepest body of the API, an order, has seven.

Python's stack ends after about 930, so code behind `parse_json` may recurse on a body.
"""
_MOST_DIGITS = 100  # of a number with an exponent: as an int, seven characters could take milliseconds
_MEDIA_TYPES = frozenset({"application/json", "application/merge-patch+json"})  # RFC 7396 §4


def read_body(event: dict[str, Any]) -> dict[str, Any]:
    """Return the event with its body as UTF-8 text, after checking media type and size.

    Raises: PayloadTooLarge, UnsupportedMediaType, MalformedBody.
    """
    body = event.get("body")
    if not body:
        return event
    try:
        raw = base64.b64decode(body, validate=True) if event.get("isBase64Encoded") else body.encode()
        text = raw.decode()
    except ValueError:  # invalid base64 or UTF-8
        raise MalformedBody("The body is not text in UTF-8.") from None
    # API Gateway passes bodies on as text and replaces each byte that is not valid UTF-8 by this character.
    if "\N{REPLACEMENT CHARACTER}" in text:
        raise MalformedBody("The body is not text in UTF-8.")
    check_size(raw)
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in _MEDIA_TYPES:
        raise UnsupportedMediaType("Send JSON, with Content-Type: application/json.")
    return {**event, "body": text, "isBase64Encoded": False}


def check_size(body: bytes) -> None:
    """Raises: PayloadTooLarge."""
    if len(body) > MAXIMUM_BYTES:
        raise PayloadTooLarge(f"A body holds at most {MAXIMUM_BYTES // 1024} KB.")


def parse_json(text: str) -> dict[str, Any]:
    """Parse `text`, which must be exactly one JSON object. A number such as `100.0` or `1e2` becomes an int.

    Raises: MalformedBody for invalid JSON and other types, and for NaN, repeated names, lone surrogates, too deep
    nesting and too large numbers.
    """
    # Most bodies have so few brackets that the depth need not be known.
    if text.count("{") + text.count("[") > MAXIMUM_DEPTH and _depth(text) > MAXIMUM_DEPTH:
        raise MalformedBody(f"The body is nested more than {MAXIMUM_DEPTH} levels deep.")
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_float=_number, parse_constant=_refuse_constant)
        # Python's parser accepts a lone surrogate (`"\ud800"`), which cannot be encoded in UTF-8.
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise _malformed(_syntax_error(error)) from None
    except UnicodeEncodeError:
        raise _malformed("a text has half of a character, without the other half") from None
    except ValueError:  # int() refuses more than 4,300 digits
        raise _malformed("a number has too many digits") from None
    if not isinstance(value, dict):
        raise MalformedBody("The body is not a JSON object.")
    return value


def _depth(text: str) -> int:
    """Return how deep brackets are nested in JSON. In invalid JSON, a parser gets no deeper than this.

    It takes linear time and does not recurse.
    """
    if "\\" in text:  # the quotes that are left begin and end strings
        text = text.replace("\\\\", "").replace('\\"', "")
    marks = text.encode(errors="replace").translate(_STEPS, _OTHERS)
    # The quotes of a string without brackets are neighbours now. Of the others, each second part is outside of strings.
    outside = b"".join(marks.replace(b'""', b"").split(b'"')[::2])
    return max(accumulate(memoryview(outside).cast("b")), default=0)


# Opening brackets become 1 and closing ones -1, as signed bytes. Only quotes stay beside them.
_STEPS = bytes.maketrans(b"{[]}", b"\x01\x01\xff\xff")
_OTHERS = bytes({*range(256)} - {*b'{[]}"'})


def _malformed(rule: str) -> MalformedBody:
    return MalformedBody(f"The body is not valid JSON: {rule}.")


def _syntax_error(error: json.JSONDecodeError) -> str:
    """Return the place and the rule in plain words. The messages of Python's parser differ between versions."""
    rule = next(
        (rule for message, rule in _SYNTAX_ERRORS.items() if error.msg.startswith(message)), "something is wrong"
    )
    return f"{rule} at character {error.pos}"


_SYNTAX_ERRORS = {
    "Expecting value": "a value is missing or misspelt",
    "Expecting property name": "a name in double quotes is missing",
    "Expecting ':'": "a colon is missing",
    "Expecting ','": "a comma or a closing bracket is missing",
    "Illegal trailing comma": "a comma is too much",
    "Unterminated string": "the closing quote is missing for the text",
    "Invalid control character": "a text has a line break or another control character",
    "Invalid \\": "a text has a backslash before a wrong character",
    "Extra data": "there is more after the end of the object",
    "Unexpected UTF-8 BOM": "there is a byte order mark",
}


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _malformed("an object has the same name twice")
    return members


def _number(text: str) -> int | float:
    """Return the value of a number with a fraction or an exponent: an int if it is whole, exactly.

    JSON has one type of numbers, and some clients write whole ones as `100.0`. A float would round
    `1.0000000000000001` to a whole number.
    """
    from decimal import Decimal  # most bodies have no such number

    try:
        number = Decimal(text)
    except ArithmeticError:  # an exponent of 20 digits
        raise _malformed("a number has too many digits") from None
    if number and number.adjusted() >= _MOST_DIGITS:
        raise _malformed("a number has too many digits")
    return int(number) if number == number.to_integral_value() else float(number)


def _refuse_constant(_: str) -> NoReturn:
    raise _malformed("NaN and Infinity are not numbers")
