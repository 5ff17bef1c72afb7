"""Tokens that are mailed: to reset a password, to verify an email. 256 bits, good once and for an hour.

The table holds their SHA-256 only. The credentials name the live one of each purpose; a newer one
replaces it there and deletes it.
"""

import hashlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Literal

from bodega.dynamodb import ANY, Delete, Item, Key, Put

LIFETIME = 60 * 60
_BYTES = 32

Purpose = Literal["reset", "verify"]


@dataclass(frozen=True, slots=True)
class OneTimeToken:
    """A new token: `value` goes into the mail, `digest` into the credentials, `put` into the table."""

    value: str = field(repr=False)
    digest: str
    put: Put


def new_token(purpose: Purpose, email_key: str, user: dict[str, Any]) -> OneTimeToken:
    """`user`: the public user document."""
    value = secrets.token_urlsafe(_BYTES)
    digest = digest_of(value)
    item = {
        **_item(digest, purpose),
        "userId": user["id"],
        "emailKey": email_key,
        # What the reset needs to know of the account: it has one read.
        "user": {name: user[name] for name in ("email", "firstName", "lastName")},
    }
    return OneTimeToken(value, digest, Put(item, "attribute_not_exists(#pk)"))


def decoy() -> Put:
    """A write as dear as a token's and good for nothing: what happens for an email without an account."""
    return Put(_item(decoy_digest(), "none"), "attribute_not_exists(#pk)")


def decoy_digest() -> str:
    """The digest of no token: what is forgotten where there is nothing to forget."""
    return digest_of(secrets.token_urlsafe(_BYTES))


def digest_of(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def token_key(digest: str) -> Key:
    return Key(f"TOKEN#{digest}", "TOKEN")


def is_live(item: Item | None, purpose: Purpose) -> bool:
    # DynamoDB may take days to delete what has expired.
    return item is not None and item["purpose"] == purpose and item["expiresAt"] > time.time()


def use(digest: str) -> Delete:
    """The write that uses a token up; of several at the same time, one succeeds."""
    return Delete(token_key(digest), "attribute_exists(#pk) AND #expiresAt > :now", {"now": int(time.time())})


def forget(digest: str | None) -> list[Delete]:
    """The writes that delete a token that was replaced, if there was one."""
    return [Delete(token_key(digest), ANY)] if digest else []


def _item(digest: str, purpose: str) -> Item:
    key = token_key(digest)
    return {"pk": key.pk, "sk": key.sk, "purpose": purpose, "expiresAt": int(time.time()) + LIFETIME}
