"""Refresh tokens, and the tokens that a client gets for a session.

A refresh token is derived from the signing key and a random seed in the table, so that it can be given again. Neither
the key nor the table alone is enough to derive it. The table has only its SHA-256.
"""

import hashlib
import hmac
import os
import re
import secrets
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from bodega.errors import SessionEnded
from bodega.key_ring import KeyRing
from bodega.tokens import LIFETIME, Claims, SigningKey
from users.auth.store.sessions import StoredSession

IDLE_LIFETIME = 30 * 24 * 60 * 60
"""Seconds after which a session ends that is not refreshed."""
LONGEST_LIFETIME = 180 * 24 * 60 * 60
"""Seconds after which a session ends in any case."""

_SEED_BYTES = 16
_PURPOSE = "bodega refresh token"
_ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}"
_NUMBER = "[1-9][0-9]{0,9}"
_REFRESH_TOKEN = re.compile(
    rf"rt_(?P<user>{_ULID})_(?P<session>{_ULID})_(?P<version>{_NUMBER})_(?P<generation>{_NUMBER})_(?P<end>{_NUMBER})"
    r"_[\w-]{43}",
    re.ASCII,
)


class RefreshToken(NamedTuple):
    """What a refresh token says. `generation`: its place in the chain. `ends_at`: of the session, epoch seconds."""

    claims: Claims
    generation: int
    ends_at: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises: SessionEnded if the text has not the form of a refresh token, or the session has ended."""
        match = _REFRESH_TOKEN.fullmatch(text)
        if match is None or int(match["end"]) <= time.time():
            raise SessionEnded
        claims = Claims(f"usr_{match['user']}", f"ses_{match['session']}", int(match["version"]))
        return cls(claims, int(match["generation"]), int(match["end"]))

    def written(self, key: SigningKey, seed: str) -> str:
        """Return the token as the client gets it."""
        user, session = self.claims.user_id.removeprefix("usr_"), self.claims.session_id.removeprefix("ses_")
        head = f"rt_{user}_{session}_{self.claims.token_version}_{self.generation}_{self.ends_at}"
        secret = hmac.digest(key.secret.encode(), f"{_PURPOSE}\n{head}\n{seed}".encode(), "sha256")
        return f"{head}_{urlsafe_b64encode(secret).decode().rstrip('=')}"


@dataclass(frozen=True, slots=True)
class SessionTokens:
    """The next tokens of a session."""

    token: RefreshToken
    written: str = field(repr=False)
    """The refresh token as the client gets it."""
    seed: str = field(repr=False)
    user_agent: str | None = None

    @classmethod
    def next(cls, token: RefreshToken, user_agent: str | None = None) -> Self:
        seed = secrets.token_hex(_SEED_BYTES)
        return cls(token, token.written(key_ring().keys()[0], seed), seed, user_agent)

    def stored(self) -> StoredSession:
        """Return what is stored of the session."""
        claims, now = self.token.claims, int(time.time())
        return StoredSession(
            user_id=claims.user_id,
            session_id=claims.session_id,
            token_version=claims.token_version,
            generation=self.token.generation,
            refresh_hash=hash_of(self.written),
            seed=self.seed,
            refreshed_at=now,
            ends_at=self.token.ends_at,
            expires_at=min(now + IDLE_LIFETIME, self.token.ends_at),
            user_agent=self.user_agent,
        )

    def document(self) -> dict[str, Any]:
        """Return the response for the client."""
        return tokens_document(self.token.claims, self.written)


def tokens_document(claims: Claims, refresh_token: str) -> dict[str, Any]:
    """Return tokens as the client gets them. `expiresIn`: seconds until the access token expires."""
    return {"accessToken": key_ring().sign(claims), "refreshToken": refresh_token, "expiresIn": LIFETIME}


def seconds_left(refresh_token: str) -> int:
    """Return the seconds after which the session ends if the refresh token, which was just given, is not used."""
    return min(IDLE_LIFETIME, RefreshToken.parse(refresh_token).ends_at - int(time.time()))


def hash_of(refresh_token: str) -> str:
    """Return the SHA-256 of a refresh token, in hex."""
    return hashlib.sha256(refresh_token.encode()).hexdigest()


def key_ring() -> KeyRing:
    return KeyRing(os.environ["SIGNING_KEY_SECRET"])
