"""Sessions: what makes an access token good at the moment it is used.

A session stands while its item does, its time has not come, and it belongs to the account's present
`tokenVersion`. Raising that version ends every session at once, without looking for them.
"""

import time
from typing import NamedTuple, cast

from bodega.dynamodb import Item, Key, Table
from bodega.ids import is_id, unguessable_id
from bodega.roles import Role

_accounts = Table("ACCOUNTS_TABLE")


class Session(NamedTuple):
    """A session that stands; `token_version` is that of the access tokens it takes."""

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
    """The session with its user's present role; None where it stands no more. 1 BatchGetItem, 2 RCU.

    Strongly consistent: what was ended a moment ago is over, and what was opened a moment ago is open.
    """
    if not is_id(user_id, "usr") or not is_id(session_id, "ses"):
        return None
    keys = (profile_key(user_id), session_key(user_id, session_id))
    items = {item["sk"]: item for item in _accounts.batch_get(keys, consistent=True)}
    profile, session = (items.get(key.sk) for key in keys)
    if profile is None or session is None or not _stands(profile, session):
        return None
    return Session(user_id, session_id, cast(Role, profile["role"]), session["tokenVersion"])


def _stands(profile: Item, session: Item) -> bool:
    return (
        # What is left of an erased account has no status.
        profile.get("status") == "active"
        and profile["tokenVersion"] == session["tokenVersion"]
        # DynamoDB may take days to delete what has expired.
        and session["expiresAt"] > time.time()
    )
