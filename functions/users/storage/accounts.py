"""The accounts table's keys and its shared reads and writes: profile, credentials, login guard.

Profile and credentials are two items of one account: `user` in the credentials is the public
document made from the profile, so that a log-in answers with it after its one read. Whoever changes
the profile changes `user` in the same transaction; `tokenVersion` stands in both.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from bodega import sessions
from bodega.dynamodb import ANY, Delete, Item, Key, Table, Update

table = Table("ACCOUNTS_TABLE")

MOST_FAILURES = 5
profile_key = sessions.profile_key
session_key = sessions.session_key

_USER = (
    "id",
    "email",
    "emailVerified",
    "firstName",
    "lastName",
    "phone",
    "role",
    "status",
    "createdAt",
    "updatedAt",
    "version",
)


def credentials_key(email_key: str) -> Key:
    """`email_key`: the email as `bodega.emails.normalise` has it, here and below."""
    return Key(f"EMAIL#{email_key}", "CREDENTIALS")


def guard_key(email_key: str) -> Key:
    return Key(f"GUARD#{hashlib.sha256(email_key.encode()).hexdigest()}", "GUARD")


def user_document(profile: Item) -> dict[str, Any]:
    """The user as the API shows it: no hash, no counter, no key."""
    return {name: profile[name] for name in _USER}


def read_profile(user_id: str) -> Item | None:
    """1 RCU."""
    return table.get(profile_key(user_id), consistent=True)


def read_credentials(email_key: str) -> Item | None:
    """1 RCU."""
    return table.get(credentials_key(email_key), consistent=True)


def change_credentials(
    email_key: str,
    condition: str = "attribute_exists(#pk)",
    *,
    set: Mapping[str, Any] | None = None,  # named like Update's
    add: Mapping[str, int] | None = None,
    values: Mapping[str, Any] | None = None,
) -> Update:
    """A write to the credentials; like every change of them it raises their `version`."""
    add = {"version": 1, **(add or {})}
    return Update(credentials_key(email_key), condition, set=set or {}, add=add, values=values or {})


def end_all_tokens(user_id: str, email_key: str) -> list[Update]:
    """Writes that end every session, access token and refresh token of an account at once."""
    return [
        Update(profile_key(user_id), "attribute_exists(#pk)", add={"tokenVersion": 1}),
        # The email may have got another account in the meantime.
        change_credentials(email_key, "#userId = :userId", add={"tokenVersion": 1}, values={"userId": user_id}),
    ]


def lift_guard(email_key: str) -> Delete:
    """The write that forgets wrong guesses, and with them the freeze that they led to."""
    return Delete(guard_key(email_key), ANY)
