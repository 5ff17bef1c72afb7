"""Builds valid and invalid tokens without the library that verifies them."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

from harness.shop.variables import ENVIRONMENT

USER = "usr_01JD4W0Q8V5E2M7T9X3K6B1ADM"
SESSION = "ses_01JD4W0Q8V5E2M7T9X3K6B1ADM"


def encoded(part: Any) -> str:
    """Return a segment of a token. `part`: bytes, or a value for JSON."""
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(segment: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))


def claims(without: str = "", **changes: Any) -> dict[str, Any]:
    """Return valid claims with `changes`, without the claim `without`."""
    now = int(time.time())
    right = {
        "iss": ENVIRONMENT["TOKEN_ISSUER"],
        "aud": ENVIRONMENT["TOKEN_AUDIENCE"],
        "sub": USER,
        "sid": SESSION,
        "ver": 1,
        "purpose": "access",
        "iat": now,
        "exp": now + 900,
    }
    return {name: value for name, value in (right | changes).items() if name != without}


def header(without: str = "", **changes: Any) -> dict[str, Any]:
    right = {"alg": "HS256", "typ": "JWT", "kid": "version-1"}
    return {name: value for name, value in (right | changes).items() if name != without}


def signature(signed: str, secret: str, digest: Any = hashlib.sha256) -> str:
    return encoded(hmac.digest(secret.encode(), signed.encode(), digest))


def signed(head: Any, body: Any, secret: str, digest: Any = hashlib.sha256) -> str:
    """Return a token with a valid signature for any content."""
    text = f"{encoded(head)}.{encoded(body)}"
    return f"{text}.{signature(text, secret, digest)}"
