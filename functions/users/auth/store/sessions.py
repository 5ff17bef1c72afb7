"""Sessions in the accounts table: opened, continued with the next refresh token, and ended."""

import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bodega import clock
from bodega.dynamodb import ANY, Check, ConditionFailed, Delete, Item, Put, Query, TransactionFailed, Update
from users.auth.store.attempts import Attempt, reserve_attempt
from users.storage.accounts import (
    SESSIONS,
    Credentials,
    NoAccount,
    credentials_key,
    profile_key,
    session_key,
    table,
    user_partition,
)
from users.storage.profiles import delete_items
from users.storage.writes import EXISTS, NEW, change_credentials, end_tokens


class CredentialsChanged(Exception):
    """The credentials were changed or erased after they were read. `credentials`: as they are now, if at all."""

    def __init__(self, credentials: Credentials | None) -> None:
        super().__init__("the credentials were changed")
        self.credentials = credentials


class NotActive(Exception):
    """An admin has frozen the account."""


class RefreshTokenReused(Exception):
    """The session exists, and its latest refresh token is another one. `session`: the item."""

    def __init__(self, session: Item) -> None:
        super().__init__("the refresh token was used before")
        self.session = session


class SessionOver(Exception):
    """The session does not exist, has expired, or its account's tokens were ended."""


class StoredSession(NamedTuple):
    """A session as it is stored. Times are in epoch seconds.

    `refresh_hash`: the SHA-256 of its latest refresh token. `seed`: the random part of that token's derivation.
    `ends_at`: when it ends even if it is in use. `expires_at`: when it ends unless it is refreshed.
    """

    user_id: str
    session_id: str
    token_version: int
    generation: int
    refresh_hash: str
    seed: str
    refreshed_at: int
    ends_at: int
    expires_at: int
    user_agent: str | None = None

    def attributes(self) -> dict[str, Any]:
        return {
            "refreshHash": self.refresh_hash,
            "seed": self.seed,
            "generation": self.generation,
            "tokenVersion": self.token_version,
            "refreshedAt": self.refreshed_at,
            "endsAt": self.ends_at,
            "expiresAt": self.expires_at,
        }


def open_session(
    email_key: str, credentials: Credentials, session: StoredSession, attempt: Attempt, new_hash: str | None
) -> None:
    """Open a session if the credentials are still valid, and settle the attempt as right.

    `new_hash`: of the same password.

    1 TransactWriteItems, 8 WCU.

    Raises: CredentialsChanged, NotActive, NoAccount.
    """
    try:
        table.transact(
            {
                "credentials": _unchanged_credentials(email_key, credentials, new_hash),
                "profile": Check(profile_key(session.user_id), "#status = :active", {"active": "active"}),
                "attempt": attempt.withdrawn(),
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
    update = update_session(session, condition, {"presented": presented_hash, **version})
    try:
        table.transact(
            {
                "session": update._replace(set={**update.set, "previousHash": presented_hash}),
                "profile": Check(
                    profile_key(session.user_id),
                    "#status = :active AND #tokenVersion = :version",
                    {"active": "active", **version},
                ),
            }
        )
    except TransactionFailed as failed:
        stored = failed.item("session")
        # After all tokens were ended, an older token is no sign of a theft.
        current = stored is not None and stored["tokenVersion"] == session.token_version and not failed.broke("profile")
        if stored is None or not current or stored["refreshHash"] == presented_hash:
            raise SessionOver from None
        raise RefreshTokenReused(stored) from None


def reserve_confirmation(user_id: str, session_id: str, most: int) -> Attempt:
    """Reserve an attempt to confirm the password in this session. 1 UpdateItem, 1 WCU.

    Raises: LockedOut, AllReserved, NoSuchItem.
    """
    return reserve_attempt(session_key(user_id, session_id), most, condition=EXISTS)


def count_failed_confirmation(attempt: Attempt) -> int:
    """Settle the attempt as wrong; return how many failed in this session. 1 UpdateItem, 1 WCU."""
    try:
        return len(table.update(Update(attempt.key, EXISTS, add=attempt.as_failed()))["failed"])
    except ConditionFailed:
        return 0  # the session was ended in the meantime


def list_sessions(user_id: str) -> list[Item]:
    """Return the user's sessions, oldest first, also ended ones. 1 Query per MB, 1 RCU per 4 KB."""
    values = {"pk": user_partition(user_id), "sessions": SESSIONS}
    return list(table.query_all(Query("#pk = :pk AND begins_with(#sk, :sessions)", values, consistent=True)))


def remove_sessions(user_id: str, session_ids: Sequence[str]) -> None:
    """Delete sessions. 1 TransactWriteItems per 100, 2 WCU per session."""
    delete_items([session_key(user_id, session_id) for session_id in session_ids])


def end_existing_session(user_id: str, session_id: str) -> bool:
    """End a session; return whether it existed. 1 TransactWriteItems, 2 WCU."""
    try:
        table.transact({"session": Delete(session_key(user_id, session_id), EXISTS)})
    except TransactionFailed:
        return False
    return True


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
    opened = {"createdAt": clock.timestamp(clock.now()), "userAgent": session.user_agent}
    return Put({"pk": key.pk, "sk": key.sk, **opened, **session.attributes()}, NEW)


def update_session(session: StoredSession, condition: str, values: Mapping[str, Any]) -> Update:
    """Return the write that continues a session, if it has not ended and `condition` holds."""
    return Update(
        session_key(session.user_id, session.session_id),
        f"#expiresAt > :now AND ({condition})",
        set=session.attributes(),
        values={"now": int(time.time()), **values},
    )
