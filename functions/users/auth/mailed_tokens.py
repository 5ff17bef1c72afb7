"""Tokens that are mailed to reset a password or to verify an email: 256 random bits, valid once and for an hour.

The table holds only their SHA-256. The credentials name the live token of each purpose. A newer token replaces
the older one there and deletes it.
"""

import hashlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Literal

from bodega.dynamodb import ANY, Delete, Item, Key, Put, Write
from bodega.emails import normalise
from bodega.outbox import Template, mail
from users.storage.accounts import change_credentials

LIFETIME = 60 * 60
QUIET_SECONDS = 15 * 60  # at most one mail with a reset token per account in this time
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


def reset_mail(credentials: Item | None, template: Template) -> list[Write]:
    """Return the writes that mail a new reset token and make it the live one, or as many decoys if no mail is due."""
    now = int(time.time())
    if credentials is None or credentials["mailedAt"] > now - QUIET_SECONDS:
        return [decoy(), decoy(), decoy(), *forget(decoy_digest())]
    user = credentials["user"]
    email_key = normalise(user["email"])
    token = new_token("reset", email_key, user)
    changed = change_credentials(
        email_key,
        # Of several requests at a time, one mails.
        "#userId = :userId AND #mailedAt = :mailedAt",
        set={"resetToken": token.digest, "mailedAt": now},
        values={"userId": credentials["userId"], "mailedAt": credentials["mailedAt"]},
    )
    sent = mail(template, user["email"], firstName=user["firstName"], resetToken=token.value)
    return [token.put, changed, sent, *forget(credentials["resetToken"] or decoy_digest())]


def decoy() -> Put:
    """A decoy write with the same cost as a real token's, for an email without an account."""
    return Put(_item(decoy_digest(), "none"), "attribute_not_exists(#pk)")


def decoy_digest() -> str:
    """The digest of no token, so that a transaction deletes something even where no token exists."""
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
