"""Sessions: opened by a log-in, continued with refresh tokens, ended one by one or all at once.

A session is a chain of refresh tokens; the table has the hashes of the latest one and of the one before. If an older
one is presented, either its sender or the user is a thief, so the session ends for both (RFC 9700 §4.14.2). The token
before the latest one stays good for a minute: it gives the latest one again. So a lost response, or two tabs that
refresh at once, end no session.
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from bodega import clock, deadline
from bodega.errors import NotFound, SessionEnded, StorageUnavailable
from bodega.ids import is_id
from bodega.items import Item
from bodega.sessions import new_session_id
from bodega.tokens import Claims
from users.auth.refresh_tokens import LONGEST_LIFETIME, RefreshToken, SessionTokens, hash_of, key_ring, tokens_document
from users.auth.store import sessions as store
from users.auth.store.sessions import RefreshTokenReused, SessionOver
from users.storage.accounts import SESSIONS, NoAccount, read_account

GRACE_SECONDS = 60
"""How long a refresh token stays good after it was used, if its successor was not used."""

_LONGEST_USER_AGENT = 200


def require_signing_key() -> None:
    """Check the signing key before any write.

    Raises: StorageUnavailable, WeakKey.
    """
    key_ring().keys()


def new_session(
    user_id: str, token_version: int, user_agent: str | None, *, lifetime: int = LONGEST_LIFETIME
) -> SessionTokens:
    """Return the tokens of a new session. `token_version`: of the account. `user_agent`: of the client.

    `lifetime`: the seconds after which it ends in any case.
    """
    claims = Claims(user_id, new_session_id(), token_version)
    token = RefreshToken(claims, generation=1, ends_at=int(time.time()) + lifetime)
    return SessionTokens.next(token, _shortened(user_agent))


def continued_session(user_id: str, session: Item, token_version: int) -> SessionTokens:
    """Return the next tokens of a session, with a new version of the account. `session`: its item."""
    claims = Claims(user_id, session["sk"].removeprefix(SESSIONS), token_version)
    return SessionTokens.next(RefreshToken(claims, session["generation"] + 1, session["endsAt"]))


def refresh(refresh_token: str) -> dict[str, Any]:
    """Return the next tokens of the session.

    A token that was used within the last minute gives the same refresh token again, unless that was used too. Another
    used token ends the session.

    1 TransactWriteItems, 4 WCU; 1 more if the session ends.

    Raises: SessionEnded.
    """
    presented = RefreshToken.parse(refresh_token)
    tokens = SessionTokens.next(presented._replace(generation=presented.generation + 1))
    try:
        store.continue_session(tokens.stored(), presented_hash=hash_of(refresh_token))
    except RefreshTokenReused as reused:
        again = _given_again(tokens.token, refresh_token, reused.session)
        if again is not None:
            return tokens_document(tokens.token.claims, again)
        # Session IDs cannot be guessed, so this is an earlier token of the session.
        store.end_session(presented.claims.user_id, presented.claims.session_id)
        raise SessionEnded from None
    except SessionOver:
        raise SessionEnded from None
    return tokens.document()


def _given_again(successor: RefreshToken, presented: str, session: Item) -> str | None:
    """Return the session's latest refresh token if it is the successor of the presented one, which is still good."""
    if session.get("previousHash") != hash_of(presented) or time.time() > session["refreshedAt"] + GRACE_SECONDS:
        return None
    # The signing key may have been rotated in the last minute.
    keys = key_ring().keys()
    candidates = (successor.written(key, session["seed"]) for key in keys)
    return next((token for token in candidates if hash_of(token) == session["refreshHash"]), None)


def list_sessions(user_id: str, own_session_id: str) -> list[dict[str, Any]]:
    """Return the user's open sessions, the newest first. 1 Query, 1 RCU per 4 KB. `own_session_id`: the caller's.

    Raises: SessionEnded if the caller's session has ended.
    """
    sessions = store.list_sessions(user_id)
    own = next((item for item in sessions if _id(item) == own_session_id), None)
    if own is None:
        raise SessionEnded
    found = open_sessions(sessions, own["tokenVersion"])
    return [{**represent_session(item), "current": item is own} for item in reversed(found)]


def open_sessions(sessions: Iterable[Item], token_version: int) -> list[Item]:
    """Return the sessions that have not ended. `token_version`: of the account."""
    now = time.time()
    return [item for item in sessions if item["tokenVersion"] == token_version and item["expiresAt"] > now]


def represent_session(item: Item) -> dict[str, Any]:
    """Return a session as the API shows it."""
    return {
        "id": _id(item),
        "userAgent": item["userAgent"],
        "createdAt": item["createdAt"],
        "refreshedAt": _timestamp(item["refreshedAt"]),
        "expiresAt": _timestamp(item["expiresAt"]),
    }


def end_other_session(user_id: str, session_id: str) -> None:
    """End one of the user's sessions. 1 TransactWriteItems, 2 WCU.

    Raises: NotFound.
    """
    if not is_id(session_id, "ses") or not store.end_existing_session(user_id, session_id):
        raise NotFound("You have no session with this id.")


def remove_ended_sessions(user_id: str, token_version: int) -> None:
    """Delete the sessions that ended when the account got `token_version`.

    1 Query, 1 RCU per 4 KB; 1 TransactWriteItems per 100 sessions, 2 WCU per session.
    """
    sessions = store.list_sessions(user_id)
    store.remove_sessions(user_id, [_id(item) for item in sessions if item["tokenVersion"] < token_version])


def end_session(user_id: str, session_id: str) -> None:
    """End one session. 1 TransactWriteItems, 2 WCU."""
    store.end_session(user_id, session_id)


def end_all_sessions(user_id: str, session_id: str) -> None:
    """End all sessions of the account, and delete them.

    1 GetItem, 1 TransactWriteItems, 1 RCU and 6 WCU; then the calls of `remove_ended_sessions`.

    Raises: SessionEnded if the account was erased.
    """
    email_key = None
    while True:
        deadline.require_time()
        profile = read_account(user_id)
        if profile is None or profile["emailKey"] == email_key:
            raise SessionEnded
        email_key = profile["emailKey"]
        try:
            store.end_all_sessions(user_id, session_id, email_key)
        except NoAccount:
            continue  # the account was erased, or its email was changed
        with suppress(StorageUnavailable):  # all sessions have ended; the rest expires by itself
            remove_ended_sessions(user_id, profile["tokenVersion"] + 1)
        return


def _id(item: Item) -> str:
    return str(item["sk"].removeprefix(SESSIONS))


def _timestamp(seconds: int) -> str:
    return clock.timestamp(datetime.fromtimestamp(seconds, UTC))


def _shortened(user_agent: str | None) -> str | None:
    """Return the client's name of itself, printable and of a limited length."""
    printable = "".join(character for character in user_agent or "" if character.isprintable())
    return printable[:_LONGEST_USER_AGENT] or None
