"""The target of a request, as it was sent."""

from __future__ import annotations

import re

_AUTHORITY = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://[^/?]*")


def origin_form(target: str) -> str:
    """Return path and query of a request target, also of one in absolute form (RFC 9112, 3.2.2)."""
    authority = _AUTHORITY.match(target)
    if authority is None:
        return target
    rest = target[authority.end() :]
    return rest if rest.startswith("/") else f"/{rest}"
