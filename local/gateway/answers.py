"""Checks a function's answer as API Gateway does, and makes an HTTP response of it."""

from __future__ import annotations

import base64
import binascii
import gzip
import json
from typing import Any

from local.gateway.events import Request
from local.gateway.responses import GatewayError, Rendered
from local.words import words

_KEYS = frozenset({"body", "headers", "isBase64Encoded", "multiValueHeaders", "statusCode"})
# Headers that a function cannot set: API Gateway renames them.
# https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
_REMAPPED = words(
    "authorization connection content-length content-md5 date expect host max-forwards proxy-authenticate server te"
    " trailer transfer-encoding upgrade user-agent via warn www-authenticate"
)
_NO_BODY = (204, 304)
_STATUSES = range(200, 600)


def http_response(raw: bytes, request: Request, binary_media_types: tuple[str, ...]) -> Rendered:
    """Return the response that a function's JSON describes. Raises GatewayError (502) for an invalid one."""
    document = _parse(raw)
    status = _status(document.get("statusCode"))
    headers = [
        ("x-amzn-RequestId", request.id),
        ("x-amz-apigw-id", request.extended_id),
        ("X-Amzn-Trace-Id", request.trace_id),
        *_headers(document),
    ]
    if not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("Content-Type", "application/json"))
    return Rendered(status, headers, _body(document, request, binary_media_types))


def compress(response: Rendered, request: Request, minimum_size: int | None) -> Rendered:
    """Compress the response with gzip when it is large enough and the client accepts that.

    `minimum_size` is in bytes; None turns compression off.
    """
    if minimum_size is None or len(response.body) < minimum_size or response.status in _NO_BODY:
        return response
    if not _accepts_gzip(request.header("Accept-Encoding") or "") or _has(response, "content-encoding"):
        return response
    headers = [*response.headers, ("Content-Encoding", "gzip")]
    return Rendered(response.status, headers, gzip.compress(response.body, compresslevel=5, mtime=0))


def _malformed(reason: str) -> GatewayError:
    return GatewayError("INTEGRATION_FAILURE", explanation=f"Malformed Lambda proxy response: {reason}.")


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        document = json.loads(raw)
    except ValueError:
        raise _malformed("not JSON") from None
    if not isinstance(document, dict):
        raise _malformed("not an object")
    unknown = document.keys() - _KEYS
    if unknown:
        raise _malformed(f"unknown keys {', '.join(sorted(unknown))}")
    return document


def _status(value: Any) -> int:
    if isinstance(value, str) and value.isdecimal():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value not in _STATUSES:
        raise _malformed(f"statusCode is {value!r}")
    return value


def _headers(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Return both kinds of headers merged. A multi-value header wins over a single one of the same name."""
    single, multi = document.get("headers"), document.get("multiValueHeaders")
    single, multi = {} if single is None else single, {} if multi is None else multi
    if not isinstance(single, dict) or not isinstance(multi, dict):
        raise _malformed("headers are not an object")
    pairs: list[tuple[str, Any]] = []
    for name, values in multi.items():
        if not isinstance(values, list):
            raise _malformed(f"multiValueHeaders.{name} is not a list")
        pairs += [(name, value) for value in values]
    named = {name.lower() for name in multi}
    pairs += [(name, value) for name, value in single.items() if name.lower() not in named]
    return [(_name(name), _value(name, value)) for name, value in pairs if value is not None]


def _name(name: str) -> str:
    return f"x-amzn-Remapped-{name}" if name.lower() in _REMAPPED else name


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise _malformed(f"the header {name} is not a string")
    text = str(value)
    if "\r" in text or "\n" in text:
        raise _malformed(f"the header {name} has a line break")
    return text


def _body(document: dict[str, Any], request: Request, binary_media_types: tuple[str, ...]) -> bytes:
    body = document.get("body")
    if body is None:
        return b""
    if not isinstance(body, str):
        raise _malformed("body is not a string")
    accept = (request.header("Accept") or "").partition(",")[0].partition(";")[0].strip()
    # Without a matching binary media type the client gets base64, as on AWS.
    if document.get("isBase64Encoded") and ("*/*" in binary_media_types or accept in binary_media_types):
        try:
            return base64.b64decode(body, validate=True)
        except binascii.Error:
            raise _malformed("body is not base64") from None
    return body.encode("utf-8", "replace")


def _accepts_gzip(accept_encoding: str) -> bool:
    for item in accept_encoding.lower().split(","):
        coding, _, weight = item.partition(";")
        if coding.strip() in ("gzip", "*"):
            return weight.strip().removeprefix("q=").strip("0.") != "" if weight else True
    return False


def _has(response: Rendered, header: str) -> bool:
    return any(name.lower() == header for name, _ in response.headers)
