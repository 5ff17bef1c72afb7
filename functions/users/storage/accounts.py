"""The keys of the accounts table, and the reads that several concerns share.

Profile and credentials are two items of one account. `user` in the credentials is a copy of the public user, so that a
log-in can return the user after its only read. A transaction that changes the profile also changes this copy.
`tokenVersion` is an attribute of both items.
"""

import hashlib
from typing import Any

from bodega import sessions
from bodega.dynamodb import Key, Table
from bodega.items import Item

table = Table("ACCOUNTS_TABLE")

Profile = Item
Credentials = Item

BY_CREATED = "users-by-created"
"""The index that lists users, and the mails of a user, by the time of creation."""
USERS = "USER"
"""The partition of all profiles in the index."""

GUEST = "guest"
"""The role of a guest, whose profile has no `emailKey` and who has no credentials."""
LEAVING = "leaving"
"""The role of an account that is being erased. Its token can only continue the erasure."""

REQUESTS = "REQUEST#"
SESSIONS = "SESSION#"

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


class NoAccount(Exception):
    """The account does not exist, or it is being erased."""


class AccountChanged(Exception):
    """The profile or the credentials were changed or erased after they were read."""


def user_partition(user_id: str) -> str:
    return f"USER#{user_id}"


def credentials_key(email_key: str) -> Key:
    """Return the key of an account's credentials. `email_key`: the email as normalised by `bodega.emails.normalise`."""
    return Key(f"EMAIL#{email_key}", "CREDENTIALS")


def mailbox_key(email_key: str) -> Key:
    """Return the key of the failed attempts and the mails of a mailbox.

    It contains a hash, because the mailbox may belong to nobody who is known to the shop.
    """
    return Key(f"MAILBOX#{hashlib.sha256(email_key.encode()).hexdigest()}", "LIMITS")


def token_key(digest: str) -> Key:
    """Return the key of a mailed token with this SHA-256."""
    return Key(f"TOKEN#{digest}", "TOKEN")


def user_document(profile: Profile) -> dict[str, Any]:
    """Return the user as the API shows it, without hashes, counters and keys."""
    return {name: profile[name] for name in _USER}


def pending_change(credentials: Credentials) -> dict[str, Any] | None:
    """Return the change that waits for its confirmation: `token` (digest), `email`, `expiresAt` (epoch seconds).

    `tokenVersion`: of the account when it was requested. The change is cancelled if the account has another one.
    """
    change: dict[str, Any] | None = credentials.get("emailChange")
    return change


def undo_tokens(credentials: Credentials) -> list[dict[str, Any]]:
    """Return the tokens that undo earlier changes, oldest first: `token` (digest), `expiresAt` (epoch seconds)."""
    tokens: list[dict[str, Any]] = credentials.get("undoTokens", [])
    return tokens


def read_profile(user_id: str) -> Profile | None:
    """Return the profile, also of an account that is being erased. 1 GetItem, 1 RCU."""
    return table.get(profile_key(user_id), consistent=True)


def read_account(user_id: str) -> Profile | None:
    """Return the profile, or None if the account does not exist or is being erased. 1 GetItem, 1 RCU."""
    return existing(read_profile(user_id))


def existing(profile: Profile | None) -> Profile | None:
    """Return the profile, or None if the account does not exist or is being erased."""
    return profile if profile is not None and profile["role"] != LEAVING else None


def read_credentials(email_key: str) -> Credentials | None:
    """Return the credentials of the account with this email. 1 GetItem, 1 RCU."""
    return table.get(credentials_key(email_key), consistent=True)
