"""Cursors of lists: where the next page starts, signed, and good for the list that gave it only.

Without the signature a client could start a query at any key of the table that it makes up.
"""

import base64
import hashlib
import hmac
import os

from bodega.errors import InvalidCursor
from bodega.secret_values import read_secret

_SIGNATURE_BYTES = 16


def encode_cursor(position: str, scope: str) -> str:
    """`position` (a sort key) as a cursor; `scope` is the route and the filters that it belongs to."""
    payload = position.encode()
    return _as_text(_signature(payload, scope) + payload)


def decode_cursor(cursor: str, scope: str) -> str:
    """Raises: InvalidCursor for one that was changed or belongs to another list."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raw = b""
    signature, payload = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
    # Base64url has spellings that decode alike; only the one that we write is taken.
    if not hmac.compare_digest(signature, _signature(payload, scope)) or cursor != _as_text(raw):
        raise InvalidCursor("Take the cursor from nextCursor as it is, with the same filters; or start without one.")
    return payload.decode()


def _as_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _signature(payload: bytes, scope: str) -> bytes:
    secret = read_secret(os.environ["CURSOR_KEY_SECRET"])
    if secret is None:
        raise RuntimeError("the cursor key has no current version")
    message = len(scope).to_bytes(4) + scope.encode() + payload
    return hmac.digest(secret.value.encode(), message, hashlib.sha256)[:_SIGNATURE_BYTES]
