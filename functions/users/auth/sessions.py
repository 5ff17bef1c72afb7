"""Sessions: opened by a log-in, kept going by refresh tokens that work once, ended here or everywhere.

A session is a family of refresh tokens: the item holds the hash of the latest one. Whoever presents an
older one holds what was used already, so that either they or the user before them is a thief: the
session ends for both (RFC 9700 §4.14.2).
"""

import hashlib
import os
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from bodega import clock
from bodega.dynamodb import ANY, Check, Delete, Put, TransactionFailed, Update
from bodega.errors import Unauthorized
from bodega.key_ring import KeyRing
from bodega.sessions import new_session_id
from bodega.tokens import LIFETIME, Claims
from users.storage.accounts import end_all_tokens, profile_key, read_profile, session_key, table

REFRESH_LIFETIME = 30 * 24 * 60 * 60
_RANDOM_BYTES = 32
_ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}"
_REFRESH_TOKEN = re.compile(rf"rt_({_ULID})_({_ULID})_([1-9][0-9]{{0,9}})_[\w-]{{43}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SessionTokens:
    """A session's tokens as the client gets them: those of a new session, or the next ones of an old one."""

    claims: Claims
    refresh_token: str = field(repr=False)

    @property
    def refresh_hash(self) -> str:
        return _hash(self.refresh_token)

    def opened(self) -> Put:
        """The write that opens the session."""
        key = session_key(self.claims.user_id, self.claims.session_id)
        item = {
            "pk": key.pk,
            "sk": key.sk,
            "createdAt": clock.timestamp(clock.now()),
            **self._attributes(),
        }
        return Put(item, "attribute_not_exists(#pk)")

    def continued(self, condition: str, values: dict[str, Any]) -> Update:
        """The write that goes on with the session, where it stands and `condition` holds."""
        return Update(
            session_key(self.claims.user_id, self.claims.session_id),
            f"attribute_exists(#pk) AND #expiresAt > :now AND ({condition})",
            set=self._attributes(),
            values={"now": int(time.time()), **values},
        )

    def document(self) -> dict[str, Any]:
        """What the client gets. `expiresIn`: seconds, of the access token."""
        signed = _keys().sign(self.claims)
        return {"accessToken": signed, "refreshToken": self.refresh_token, "expiresIn": LIFETIME}

    def _attributes(self) -> dict[str, Any]:
        return {
            "refreshHash": self.refresh_hash,
            "tokenVersion": self.claims.token_version,
            "expiresAt": int(time.time()) + REFRESH_LIFETIME,
        }


def require_signing_key() -> None:
    """To be called before anything is counted or written: what nobody gets the tokens for is not to be done.

    Raises: StorageUnavailable, WeakKey.
    """
    _keys().keys()


def new_session(user_id: str, token_version: int) -> SessionTokens:
    return next_tokens(Claims(user_id, new_session_id(), token_version))


def next_tokens(claims: Claims) -> SessionTokens:
    """Tokens for the session of `claims`.

    A refresh token names its session in the open, so that refreshing needs no read.
    """
    user, session = claims.user_id.removeprefix("usr_"), claims.session_id.removeprefix("ses_")
    secret = secrets.token_urlsafe(_RANDOM_BYTES)
    return SessionTokens(claims, f"rt_{user}_{session}_{claims.token_version}_{secret}")


def refresh(refresh_token: str) -> dict[str, Any]:
    """New tokens for one that was not used yet; 1 TransactWriteItems.

    Raises: Unauthorized.
    """
    match = _REFRESH_TOKEN.fullmatch(refresh_token)
    if match is None:
        raise _ended()
    require_signing_key()
    claims = Claims(f"usr_{match[1]}", f"ses_{match[2]}", int(match[3]))
    tokens = next_tokens(claims)
    presented = _hash(refresh_token)
    version = {"version": claims.token_version}
    session = tokens.continued(
        "#refreshHash = :presented AND #tokenVersion = :version", {"presented": presented, **version}
    )
    account = Check(
        profile_key(claims.user_id), "#status = :active AND #tokenVersion = :version", {"active": "active", **version}
    )
    try:
        table.transact([session, account])
    except TransactionFailed as failed:
        item = failed.failures.get(0)
        # Session ids cannot be guessed: who knows one and has the wrong token, has an old one.
        if item is not None and item["refreshHash"] != presented:
            end_session(claims.user_id, claims.session_id)
        raise _ended() from None
    return tokens.document()


def end_session(user_id: str, session_id: str) -> None:
    """1 TransactWriteItems."""
    table.transact([Delete(session_key(user_id, session_id), ANY)])


def end_all_sessions(user_id: str, session_id: str) -> None:
    """1 GetItem, 1 TransactWriteItems. Raises: Unauthorized where the account is gone."""
    profile = read_profile(user_id)
    if profile is None or "emailKey" not in profile:
        raise _ended()
    try:
        table.transact([*end_all_tokens(user_id, profile["emailKey"]), Delete(session_key(user_id, session_id), ANY)])
    except TransactionFailed:  # erased in the meantime
        raise _ended() from None


def _keys() -> KeyRing:
    return KeyRing(os.environ["SIGNING_KEY_SECRET"])


def _hash(refresh_token: str) -> str:
    return hashlib.sha256(refresh_token.encode()).hexdigest()


def _ended() -> Unauthorized:
    return Unauthorized("This session has ended. Log in again.")
