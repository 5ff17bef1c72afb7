"""Tokens in mail, derived from a secret key: the outbox holds the seed of a token, and never the token.

token = base64url(HMAC-SHA256(key, "bodega mailed token" ‖ purpose ‖ nonce))

The users function stores the SHA-256 of a token and puts its seed into the outbox. The mailer derives the token again,
with the version of the key that the seed names. So neither the table nor its stream contains a token that works.
"""

import hmac
import os
import secrets
from base64 import urlsafe_b64encode
from typing import Final, NamedTuple

from bodega.secret_values import read_secret, reread_secret

_MINIMUM_KEY_BYTES: Final = 32  # as long as the hash
_NONCE_BYTES: Final = 32
_CONTEXT: Final = "bodega mailed token"


class TokenSeed(NamedTuple):
    """What a token is derived from. `nonce`: 256 random bits as hexadecimal digits; `kid`: the version of the key."""

    purpose: str
    nonce: str
    kid: str


class KeyGone(Exception):
    """The version of the key is neither the current nor the previous one."""


def require_mail_token_key() -> None:
    """Check the key before any write.

    Raises: StorageUnavailable, RuntimeError for a key that is too short.
    """
    _current_key()


def new_token(purpose: str) -> tuple[TokenSeed, str]:
    """Return the seed of a new token, and the token: 43 characters.

    Raises: StorageUnavailable; check the key before any write (`require_mail_token_key`).
    """
    kid, key = _current_key()
    seed = TokenSeed(purpose, secrets.token_hex(_NONCE_BYTES), kid)
    return seed, _derive(key, seed)


def derive_token(seed: TokenSeed) -> str:
    """Return the token of `seed`. An unknown version of the key is looked up again, because of a recent rotation.

    Raises: KeyGone, StorageUnavailable.
    """
    name = os.environ["MAIL_TOKEN_KEY_SECRET"]
    for read in (read_secret, reread_secret):
        for stage in ("AWSCURRENT", "AWSPREVIOUS"):
            secret = read(name, stage)
            if secret is not None and secret.version == seed.kid:
                return _derive(secret.value, seed)
    raise KeyGone


def _current_key() -> tuple[str, str]:
    """Return the version and the value of the current key."""
    secret = read_secret(os.environ["MAIL_TOKEN_KEY_SECRET"])
    if secret is None or len(secret.value.encode()) < _MINIMUM_KEY_BYTES:
        raise RuntimeError(f"the key of mailed tokens needs at least {_MINIMUM_KEY_BYTES} bytes")
    return secret.version, secret.value


def _derive(key: str, seed: TokenSeed) -> str:
    # No part contains a line break, so no two seeds have the same message.
    message = f"{_CONTEXT}\n{seed.purpose}\n{seed.nonce}"
    return urlsafe_b64encode(hmac.digest(key.encode(), message.encode(), "sha256")).rstrip(b"=").decode()
