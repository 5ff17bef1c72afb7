"""List cursors: the position of the next page, signed, and valid only for the list that issued it.

Without the signature, a client could start a query at any key of the table.
"""

import base64
import hashlib
import hmac
import os
from typing import Any

from bodega.errors import InvalidCursor
from bodega.items import Page
from bodega.secret_values import read_secret

_SIGNATURE_BYTES = 16


def encode_cursor(position: str, scope: str) -> str:
    """Return a cursor for `position` (a sort key). `scope`: the route and filters that the cursor is valid for."""
    payload = position.encode()
    return _as_text(_signature(payload, scope) + payload)


def decode_cursor(cursor: str, scope: str) -> str:
    """Return the position in `cursor`. Raises: InvalidCursor if it was changed or belongs to another list."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raw = b""
    signature, payload = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
    # Several base64url spellings decode alike. Only the canonical one is accepted.
    if not hmac.compare_digest(signature, _signature(payload, scope)) or cursor != _as_text(raw):
        raise InvalidCursor
    return payload.decode()


def page_document(page: Page, scope: str) -> dict[str, Any]:
    """Return a page of a list as the API shows it, with the cursor of the next one."""
    position = page.next_position
    return {"items": page.items, "nextCursor": encode_cursor(position, scope) if position else None}


def _as_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _signature(payload: bytes, scope: str) -> bytes:
    secret = read_secret(os.environ["CURSOR_KEY_SECRET"])
    if secret is None:
        raise RuntimeError("the cursor key has no current version")
    message = len(scope).to_bytes(4) + scope.encode() + payload
    return hmac.digest(secret.value.encode(), message, hashlib.sha256)[:_SIGNATURE_BYTES]
