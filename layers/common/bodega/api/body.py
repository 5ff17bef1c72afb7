"""Request bodies: strict JSON (RFC 8259) of a limited size."""

import base64
import json
import math
from typing import Any, NoReturn

from bodega.errors import MalformedBody, PayloadTooLarge, UnsupportedMediaType

MAXIMUM_BYTES = 256 * 1024
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
    if len(raw) > MAXIMUM_BYTES:
        raise PayloadTooLarge(f"A body holds at most {MAXIMUM_BYTES // 1024} KB.")
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in _MEDIA_TYPES:
        raise UnsupportedMediaType("Send JSON, with Content-Type: application/json.")
    return {**event, "body": text, "isBase64Encoded": False}


def parse_json(text: str) -> dict[str, Any]:
    """Parse `text`, which must be exactly one JSON object.

    Raises: MalformedBody for invalid JSON and other types, and for NaN, repeated names, lone surrogates, too deep
    nesting and too large numbers.
    """
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_float=_finite, parse_constant=_refuse_constant)
        # Python's parser accepts a lone surrogate (`"\ud800"`), which cannot be encoded in UTF-8.
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        rule = error.msg.removesuffix(" at")  # some of Python's messages end with it
        raise MalformedBody(f"The body is not valid JSON: {rule} at character {error.pos}.") from None
    except UnicodeEncodeError:
        raise MalformedBody("The body is not valid JSON: a string holds half of a surrogate pair.") from None
    except RecursionError:
        raise MalformedBody("The body is nested too deeply.") from None
    except ValueError:  # int() refuses more than 4,300 digits
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
