"""Writes that several transactions share. These functions only describe a write; a store's transaction makes it."""

import time
from collections.abc import Mapping
from typing import Any

from bodega.dynamodb import ANY, Check, Delete, Key, Put, Update
from bodega.idempotency import IdempotentRequest
from users.storage.accounts import (
    REQUESTS,
    Credentials,
    Profile,
    credentials_key,
    mailbox_key,
    pending_change,
    profile_key,
    token_key,
    undo_tokens,
    user_partition,
)

EXISTS = "attribute_exists(#pk)"
NEW = "attribute_not_exists(#pk)"

ATTEMPTS = ("attempts", "failed")
"""The attributes that count attempts at a password."""

MAILBOX_SECONDS = 24 * 60 * 60
"""How long the shop remembers a failed attempt, and a mail to a mailbox."""

_ADMINS = Key("ADMINS", "COUNT")


def account_exists(user_id: str) -> Check:
    """Fail if the account does not exist, is a guest's or is being erased.

    New items of an account that is being erased would never be deleted. A guest has no email and none of these items.
    """
    return Check(profile_key(user_id), "attribute_exists(#emailKey)")


def change_profile_at_version(profile: Profile, changes: Mapping[str, Any], *, ends_tokens: bool = False) -> Update:
    """Set `changes` if the profile is still as it was read. `ends_tokens`: end all tokens issued so far."""
    return Update(
        profile_key(profile["id"]),
        "#version = :version",
        set=changes,
        add={"version": 1, **({"tokenVersion": 1} if ends_tokens else {})},
        values={"version": profile["version"]},
    )


def change_credentials(
    email_key: str,
    condition: str = EXISTS,
    *,
    set: Mapping[str, Any] | None = None,  # named as in Update
    add: Mapping[str, int] | None = None,
    values: Mapping[str, Any] | None = None,
) -> Update:
    """Change the credentials. Each change raises their `version`, because an erasure depends on it."""
    add = {"version": 1, **(add or {})}
    return Update(credentials_key(email_key), condition, set=set or {}, add=add, values=values or {})


def change_credentials_at_version(email_key: str, credentials: Credentials, changes: Mapping[str, Any]) -> Update:
    """Set `changes` if the credentials are still as they were read.

    The user belongs to the condition: a new account with the email begins at the same version.
    """
    read = {name: credentials[name] for name in ("userId", "version")}
    return change_credentials(email_key, "#userId = :userId AND #version = :version", set=changes, values=read)


def end_tokens(user_id: str) -> Update:
    """End all sessions and tokens: the profile's part. The credentials need the same `tokenVersion`."""
    return Update(profile_key(user_id), EXISTS, add={"tokenVersion": 1})


def lift_lockout(email_key: str) -> Update:
    """Forget the failed attempts to log in with this email, and with them the lock-out."""
    return change_mailbox(email_key)._replace(remove=ATTEMPTS)


def change_mailbox(email_key: str) -> Update:
    """Return the write that other changes of what is remembered of a mailbox build on: it lives for another day."""
    return Update(mailbox_key(email_key), ANY, set={"expiresAt": int(time.time()) + MAILBOX_SECONDS})


def delete_token(digest: str) -> Delete:
    """Delete a mailed token that is no longer valid."""
    return Delete(token_key(digest), ANY)


def delete_tokens(credentials: Credentials) -> dict[str, Delete]:
    """Delete all mailed tokens of an account, each by its own name."""
    change = pending_change(credentials)
    digests = {
        "token/reset": credentials["resetToken"],
        "token/verify": credentials["verifyToken"],
        "token/change": change and change["token"],
        **{f"token/undo/{number}": undone["token"] for number, undone in enumerate(undo_tokens(credentials))},
    }
    return {name: delete_token(digest) for name, digest in digests.items() if digest}


def record_request(user_id: str, request: IdempotentRequest, answer: dict[str, Any]) -> Put:
    """Store `answer` for 24 hours. Fails if the request was answered before.

    The record belongs to the user's partition, so that an erasure finds it.
    """
    return request.record(Key(user_partition(user_id), f"{REQUESTS}{request.scope}"), answer)


def count_admins(change: int) -> Update | None:
    """Count an active admin more (1) or less (-1). Fails if no active admin would be left. None if `change` is 0."""
    if change == 0:
        return None
    if change > 0:
        return Update(_ADMINS, ANY, add={"admins": change})
    return Update(_ADMINS, "#admins > :one", add={"admins": change}, values={"one": 1})
