"""Cross-origin requests (CORS protocol of the Fetch standard).

Functions answer preflights themselves, because the allowed origin depends on the request. Other origins may not send
cookies: the cookie of a session is for pages of the API's own origin (`users.session_cookies`).
"""

import os
from collections.abc import Mapping

# `x-amzn-RequestId` is the request ID, which API Gateway adds to each answer.
_EXPOSED = "Allow, Content-Disposition, ETag, Idempotency-Replayed, Link, Location, Retry-After, x-amzn-RequestId"
# All methods, so that a page can read the 405 of a method that a path does not take.
_METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"
# Besides the headers that the API reads: those that libraries for tracing, caching and AJAX add. `*` stands for every
# other header; browsers that do not know it (Safari before 15.4) need the names. It never stands for Authorization.
_REQUEST_HEADERS = (
    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
    "Baggage, Cache-Control, Pragma, Sentry-Trace, Traceparent, Tracestate, X-Request-ID, X-Requested-With, *"
)
_MAX_AGE_SECONDS = 7200  # Chrome caps it at this


def origin_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of an answer that let a page of an allowed origin read it."""
    allowed = os.environ["ALLOWED_ORIGINS"].split(",")
    if "*" in allowed:
        return {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": _EXPOSED}
    origin = headers.get("origin")
    if origin not in allowed:
        return {}
    return {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": _EXPOSED}


def varies_by_origin() -> bool:
    return os.environ["ALLOWED_ORIGINS"] != "*"


def is_preflight(method: str, headers: Mapping[str, str]) -> bool:
    return method == "OPTIONS" and "access-control-request-method" in headers


def preflight_headers() -> dict[str, str | list[str]]:
    return {
        "Access-Control-Allow-Methods": _METHODS,
        "Access-Control-Allow-Headers": _REQUEST_HEADERS,
        "Access-Control-Max-Age": str(_MAX_AGE_SECONDS),
    }
