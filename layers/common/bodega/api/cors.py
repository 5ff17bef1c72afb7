"""Cross-origin requests (CORS protocol of the Fetch standard).

Functions answer preflights themselves, because the allowed origin depends on the request. Cookies are never allowed:
bearer tokens need none.
"""

import os
from collections.abc import Iterable, Mapping

_EXPOSED = "ETag, Idempotency-Replayed, Location, Retry-After"
_REQUEST_HEADERS = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match"
_MAX_AGE_SECONDS = 7200  # browsers cap it at this


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


def preflight_headers(methods: Iterable[str]) -> dict[str, str | list[str]]:
    return {
        "Access-Control-Allow-Methods": ", ".join(sorted(methods)),
        "Access-Control-Allow-Headers": _REQUEST_HEADERS,
        "Access-Control-Max-Age": str(_MAX_AGE_SECONDS),
    }
