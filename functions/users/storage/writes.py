"""Writes that several transactions share. These functions only describe a write; a store's transaction makes it."""

from collections.abc import Mapping
from typing import Any

from bodega.dynamodb import ANY, Check, Delete, Key, Put, Update
from bodega.idempotency import IdempotentRequest
from users.storage.accounts import (
    REQUESTS,
    Profile,
    credentials_key,
    lockout_key,
    profile_key,
    token_key,
    user_partition,
)

EXISTS = "attribute_exists(#pk)"
NEW = "attribute_not_exists(#pk)"

_ADMINS = Key("ADMINS", "COUNT")


def account_exists(user_id: str) -> Check:
    """Fail if the account does not exist or is being erased. New items of such an account would never be deleted."""
    return Check(profile_key(user_id), "attribute_exists(#email)")


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


def end_tokens(user_id: str) -> Update:
    """End all sessions and tokens: the profile's part. The credentials need the same `tokenVersion`."""
    return Update(profile_key(user_id), EXISTS, add={"tokenVersion": 1})


def lift_lockout(email_key: str) -> Delete:
    """Delete the counter of failed attempts, and with it the lock-out."""
    return Delete(lockout_key(email_key), ANY)


def delete_token(digest: str) -> Delete:
    """Delete a mailed token that is no longer valid."""
    return Delete(token_key(digest), ANY)


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
