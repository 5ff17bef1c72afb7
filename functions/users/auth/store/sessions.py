"""Sessions in the accounts table: opened, continued with the next refresh token, and ended."""

import time
from collections.abc import Mapping
from typing import Any, NamedTuple

from bodega import clock
from bodega.dynamodb import ANY, Check, Delete, Put, TransactionFailed, Update
from users.storage.accounts import Credentials, NoAccount, credentials_key, profile_key, session_key, table
from users.storage.writes import NEW, change_credentials, end_tokens, lift_lockout


class CredentialsChanged(Exception):
    """The credentials were changed or erased after they were read. `credentials`: as they are now, if at all."""

    def __init__(self, credentials: Credentials | None) -> None:
        super().__init__("the credentials were changed")
        self.credentials = credentials


class NotActive(Exception):
    """An admin has frozen the account."""


class RefreshTokenReused(Exception):
    """The session exists, and its latest refresh token is another one."""


class SessionOver(Exception):
    """The session does not exist, has expired, or its account's tokens were ended."""


class StoredSession(NamedTuple):
    """A session as it is stored. `refresh_hash`: the SHA-256 of its latest refresh token."""

    user_id: str
    session_id: str
    token_version: int
    refresh_hash: str
    expires_at: int  # epoch seconds

    def attributes(self) -> dict[str, Any]:
        return {
            "refreshHash": self.refresh_hash,
            "tokenVersion": self.token_version,
            "expiresAt": self.expires_at,
        }


def open_session(email_key: str, credentials: Credentials, session: StoredSession, new_hash: str | None) -> None:
    """Open a session and lift the lock-out, if the credentials are still valid. `new_hash`: of the same password.

    1 TransactWriteItems, 8 WCU.

    Raises: CredentialsChanged, NotActive, NoAccount.
    """
    try:
        table.transact(
            {
                "credentials": _unchanged_credentials(email_key, credentials, new_hash),
                "profile": Check(profile_key(session.user_id), "#status = :active", {"active": "active"}),
                "lock-out": lift_lockout(email_key),
                "session": put_session(session),
            }
        )
    except TransactionFailed as failed:
        if failed.broke("credentials"):
            raise CredentialsChanged(failed.item("credentials")) from None
        raise (NotActive if failed.item("profile") else NoAccount) from None


def _unchanged_credentials(email_key: str, credentials: Credentials, new_hash: str | None) -> Check | Update:
    """Fail if the account is another one or its tokens were ended. `new_hash` replaces the hash of the password."""
    condition = "#userId = :userId AND #tokenVersion = :tokenVersion"
    values = {name: credentials[name] for name in ("userId", "tokenVersion")}
    if new_hash is None:
        return Check(credentials_key(email_key), condition, values)
    return change_credentials(email_key, condition, set={"passwordHash": new_hash}, values=values)


def continue_session(session: StoredSession, presented_hash: str) -> None:
    """Continue a session with the next refresh token, if `presented_hash` is the hash of its latest one.

    1 TransactWriteItems, 4 WCU.

    Raises: RefreshTokenReused, SessionOver.
    """
    version = {"version": session.token_version}
    condition = "#refreshHash = :presented AND #tokenVersion = :version"
    try:
        table.transact(
            {
                "session": update_session(session, condition, {"presented": presented_hash, **version}),
                "profile": Check(
                    profile_key(session.user_id),
                    "#status = :active AND #tokenVersion = :version",
                    {"active": "active", **version},
                ),
            }
        )
    except TransactionFailed as failed:
        stored = failed.item("session")
        reused = stored is not None and stored["refreshHash"] != presented_hash
        raise (RefreshTokenReused if reused else SessionOver) from None


def end_session(user_id: str, session_id: str) -> None:
    """End a session. 1 TransactWriteItems, 2 WCU."""
    table.transact({"session": Delete(session_key(user_id, session_id), ANY)})


def end_all_sessions(user_id: str, session_id: str, email_key: str) -> None:
    """End all sessions of an account. `session_id`: the caller's own session. 1 TransactWriteItems, 6 WCU.

    Raises: NoAccount.
    """
    # The email can belong to another account by now.
    own = {"userId": user_id}
    try:
        table.transact(
            {
                "profile": end_tokens(user_id),
                "credentials": change_credentials(email_key, "#userId = :userId", add={"tokenVersion": 1}, values=own),
                "session": Delete(session_key(user_id, session_id), ANY),
            }
        )
    except TransactionFailed:
        raise NoAccount from None


def put_session(session: StoredSession) -> Put:
    """Return the write that opens a session."""
    key = session_key(session.user_id, session.session_id)
    created = clock.timestamp(clock.now())
    return Put({"pk": key.pk, "sk": key.sk, "createdAt": created, **session.attributes()}, NEW)


def update_session(session: StoredSession, condition: str, values: Mapping[str, Any]) -> Update:
    """Return the write that continues a session, if it has not ended and `condition` holds."""
    return Update(
        session_key(session.user_id, session.session_id),
        f"attribute_exists(#pk) AND #expiresAt > :now AND ({condition})",
        set=session.attributes(),
        values={"now": int(time.time()), **values},
    )
