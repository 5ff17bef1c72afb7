"""Request bodies: strict JSON (RFC 8259), of a size that a shop needs, and nothing that breaks a parser."""

import base64
import json
import math
from typing import Any, NoReturn

from bodega.errors import MalformedBody, PayloadTooLarge, UnsupportedMediaType

MAXIMUM_BYTES = 256 * 1024
_MEDIA_TYPES = frozenset({"application/json", "application/merge-patch+json"})  # RFC 7396 §4


def read_body(event: dict[str, Any]) -> dict[str, Any]:
    """The event with its body as text, whose type and size are ours.

    Raises: PayloadTooLarge, UnsupportedMediaType, MalformedBody.
    """
    body = event.get("body")
    if not body:
        return event
    try:
        raw = base64.b64decode(body, validate=True) if event.get("isBase64Encoded") else body.encode()
        text = raw.decode()
    except ValueError:  # neither base64 nor UTF-8
        raise MalformedBody("The body is not text in UTF-8.") from None
    # API Gateway hands bodies on as text: this stands for each byte that was none in UTF-8.
    if "\N{REPLACEMENT CHARACTER}" in text:
        raise MalformedBody("The body is not text in UTF-8.")
    if len(raw) > MAXIMUM_BYTES:
        raise PayloadTooLarge(f"A body holds at most {MAXIMUM_BYTES // 1024} KB.")
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in _MEDIA_TYPES:
        raise UnsupportedMediaType("Send JSON, with Content-Type: application/json.")
    # The resolver's parser knows JSON under its plain name only.
    return {**event, "body": text, "isBase64Encoded": False, "headers": {**headers, "content-type": "application/json"}}


def parse_json(text: str) -> dict[str, Any]:
    """The object that `text` says.

    Raises: MalformedBody for all that is not exactly one JSON object: NaN, repeated names, lone
    surrogates, an endless nesting and numbers that no integer of ours can be.
    """
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_float=_finite, parse_constant=_refuse_constant)
        # A lone surrogate (`"\ud800"`) is valid to the parser and cannot be written in UTF-8.
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        rule = error.msg.removesuffix(" at")  # some of Python's messages end so
        raise MalformedBody(f"The body is not valid JSON: {rule} at character {error.pos}.") from None
    except UnicodeEncodeError:
        raise MalformedBody("The body is not valid JSON: a string holds half of a surrogate pair.") from None
    except RecursionError:
        raise MalformedBody("The body is nested too deeply.") from None
    except ValueError:  # int() refuses thousands of digits
        raise MalformedBody("The body is not valid JSON: a number has too many digits.") from None
    if not isinstance(value, dict):
        raise MalformedBody("The body is not a JSON object.")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise MalformedBody("The body is not valid JSON: an object names a member twice.")
    return members


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise MalformedBody("The body is not valid JSON: a number is too large.")
    return number


def _refuse_constant(_: str) -> NoReturn:
    raise MalformedBody("The body is not valid JSON: NaN and Infinity are not numbers.")
