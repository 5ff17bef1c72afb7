"""Sessions: opened by a log-in, continued with refresh tokens that work once, ended one by one or all at once.

A session is a family of refresh tokens; the table has the hash of the latest one. If an older one is presented, either
its sender or the user is a thief, so the session ends for both (RFC 9700 §4.14.2).
"""

import hashlib
import os
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from bodega.errors import Unauthorized
from bodega.key_ring import KeyRing
from bodega.sessions import new_session_id
from bodega.tokens import LIFETIME, Claims
from users.auth.store import sessions as store
from users.auth.store.sessions import RefreshTokenReused, SessionOver, StoredSession
from users.storage.accounts import NoAccount, read_account

REFRESH_LIFETIME = 30 * 24 * 60 * 60
_RANDOM_BYTES = 32
_ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}"
_REFRESH_TOKEN = re.compile(rf"rt_({_ULID})_({_ULID})_([1-9][0-9]{{0,9}})_[\w-]{{43}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SessionTokens:
    """The tokens of a session, as the client gets them."""

    claims: Claims
    refresh_token: str = field(repr=False)

    def stored(self) -> StoredSession:
        """Return what is stored of the session."""
        return StoredSession(
            user_id=self.claims.user_id,
            session_id=self.claims.session_id,
            token_version=self.claims.token_version,
            refresh_hash=_hash(self.refresh_token),
            expires_at=int(time.time()) + REFRESH_LIFETIME,
        )

    def document(self) -> dict[str, Any]:
        """Return the response for the client. `expiresIn`: seconds until the access token expires."""
        signed = _keys().sign(self.claims)
        return {"accessToken": signed, "refreshToken": self.refresh_token, "expiresIn": LIFETIME}


def require_signing_key() -> None:
    """Check the signing key before any write.

    Raises: StorageUnavailable, WeakKey.
    """
    _keys().keys()


def new_session(user_id: str, token_version: int) -> SessionTokens:
    """Return the tokens of a new session. `token_version`: of the account."""
    return next_tokens(Claims(user_id, new_session_id(), token_version))


def next_tokens(claims: Claims) -> SessionTokens:
    """Return the next tokens of a session. The refresh token names its session, so that a refresh needs no read."""
    user, session = claims.user_id.removeprefix("usr_"), claims.session_id.removeprefix("ses_")
    secret = secrets.token_urlsafe(_RANDOM_BYTES)
    return SessionTokens(claims, f"rt_{user}_{session}_{claims.token_version}_{secret}")


def refresh(refresh_token: str) -> dict[str, Any]:
    """Return the next tokens of the session. A refresh token that was used before ends the session.

    1 TransactWriteItems, 4 WCU; 1 more for a used token.

    Raises: Unauthorized.
    """
    match = _REFRESH_TOKEN.fullmatch(refresh_token)
    if match is None:
        raise session_ended()
    require_signing_key()
    claims = Claims(f"usr_{match[1]}", f"ses_{match[2]}", int(match[3]))
    tokens = next_tokens(claims)
    try:
        store.continue_session(tokens.stored(), presented_hash=_hash(refresh_token))
    except RefreshTokenReused:
        # Session IDs cannot be guessed, so this is an earlier token of the session.
        store.end_session(claims.user_id, claims.session_id)
        raise session_ended() from None
    except SessionOver:
        raise session_ended() from None
    return tokens.document()


def end_session(user_id: str, session_id: str) -> None:
    """End one session. 1 TransactWriteItems, 2 WCU."""
    store.end_session(user_id, session_id)


def end_all_sessions(user_id: str, session_id: str) -> None:
    """End all sessions of the account. 1 GetItem, 1 TransactWriteItems; 1 RCU and 6 WCU.

    Raises: Unauthorized if the account was erased.
    """
    profile = read_account(user_id)
    if profile is None:
        raise session_ended()
    try:
        store.end_all_sessions(user_id, session_id, profile["emailKey"])
    except NoAccount:
        raise session_ended() from None


def session_ended() -> Unauthorized:
    return Unauthorized("This session has ended. Log in again.")


def _keys() -> KeyRing:
    return KeyRing(os.environ["SIGNING_KEY_SECRET"])


def _hash(refresh_token: str) -> str:
    return hashlib.sha256(refresh_token.encode()).hexdigest()
