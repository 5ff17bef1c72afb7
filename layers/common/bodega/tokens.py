"""Access tokens: short-lived JWTs, signed with HS256.

Only the users function signs and only the authorizer verifies (`bodega.token_verification`), so a shared key is enough.
A token names its session and the account's token version, and no role. The authorizer reads the session and the role at
each use, so a revocation takes effect at once. `kid` is the id of the key's version in Secrets Manager: after a
rotation, the previous version verifies until its last tokens have expired.
"""

import os
import time
from typing import Final, NamedTuple, Self

LIFETIME: Final = 15 * 60
ALGORITHM: Final = "HS256"
PURPOSE: Final = "access"
_MINIMUM_KEY_BYTES: Final = 32  # RFC 7518 §3.2: as long as the hash


class WeakKey(Exception):
    """The signing key is missing or too short."""


class _Key(NamedTuple):
    kid: str
    secret: str


class SigningKey(_Key):
    """A key and its id. Raises: WeakKey if the secret is too short."""

    def __new__(cls, kid: str, secret: str) -> Self:
        if len(secret.encode()) < _MINIMUM_KEY_BYTES:
            raise WeakKey(f"the signing key needs at least {_MINIMUM_KEY_BYTES} bytes")
        return super().__new__(cls, kid, secret)

    def __repr__(self) -> str:
        return f"SigningKey({self.kid})"


class Claims(NamedTuple):
    """`token_version`: the account's version when the token was issued. It rises when all tokens are ended."""

    user_id: str
    session_id: str
    token_version: int


def issue_access_token(key: SigningKey, claims: Claims, *, lifetime: int = LIFETIME) -> str:
    """Return a token with `claims`, valid for `lifetime` seconds from now."""
    import jwt  # most requests issue no token

    issued = int(time.time())
    content = {
        "iss": os.environ["TOKEN_ISSUER"],
        "aud": os.environ["TOKEN_AUDIENCE"],
        "sub": claims.user_id,
        "sid": claims.session_id,
        "ver": claims.token_version,
        "purpose": PURPOSE,
        "iat": issued,
        "exp": issued + lifetime,
    }
    return jwt.encode(content, key.secret, algorithm=ALGORITHM, headers={"kid": key.kid})
