"""Sessions: whether an access token is still valid when it is used.

A session is valid while its item exists, has not expired, and has the account's current `tokenVersion`. Raising that
version ends all sessions of the account at once, without finding them.
"""

import time
from typing import NamedTuple, cast

from bodega.dynamodb import Item, Key, Table
from bodega.ids import is_id, unguessable_id
from bodega.roles import Role

_accounts = Table("ACCOUNTS_TABLE")


class Session(NamedTuple):
    """A valid session. `token_version`: the version that its access tokens must have."""

    user_id: str
    session_id: str
    role: Role
    token_version: int


def new_session_id() -> str:
    return unguessable_id("ses")


def profile_key(user_id: str) -> Key:
    return Key(f"USER#{user_id}", "PROFILE")


def session_key(user_id: str, session_id: str) -> Key:
    return Key(f"USER#{user_id}", f"SESSION#{session_id}")


def read_session(user_id: str, session_id: str) -> Session | None:
    """Return the session with its user's current role, or None if it is not valid. 1 BatchGetItem, 2 RCU.

    Strongly consistent: a session that was opened or ended a moment ago is seen as such.
    """
    if not is_id(user_id, "usr") or not is_id(session_id, "ses"):
        return None
    keys = (profile_key(user_id), session_key(user_id, session_id))
    items = {item["sk"]: item for item in _accounts.batch_get(keys, consistent=True)}
    profile, session = (items.get(key.sk) for key in keys)
    if profile is None or session is None or not _is_valid(profile, session):
        return None
    return Session(user_id, session_id, cast(Role, profile["role"]), session["tokenVersion"])


def _is_valid(profile: Item, session: Item) -> bool:
    return (
        # The remains of an erased account have no status.
        profile.get("status") == "active"
        and profile["tokenVersion"] == session["tokenVersion"]
        # DynamoDB may take days to delete an expired item.
        and session["expiresAt"] > time.time()
    )
