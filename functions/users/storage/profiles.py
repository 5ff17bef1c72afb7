"""Transactions that several concerns need."""

from collections.abc import Mapping, Sequence
from typing import Any

from bodega import clock
from bodega.dynamodb import ANY, Delete, Key, TransactionFailed
from users.storage.accounts import Profile, table, user_document
from users.storage.writes import change_credentials, change_profile_at_version, count_admins, lift_lockout

MOST_WRITES = 100
"""The most writes of one transaction."""


class ProfileChanged(Exception):
    """The profile was changed or erased after it was read."""


class NoAdminLeft(Exception):
    """The shop would have no active admin any more."""


def change_profile(
    profile: Profile, changes: Mapping[str, Any], *, ends_tokens: bool = False, lifts_lockout: bool = False
) -> Profile:
    """Change the profile, the copy in the credentials and the number of admins; return the new profile.

    `ends_tokens`: end all access and refresh tokens issued so far. `lifts_lockout`: forget the failed attempts.

    1 TransactWriteItems, 4 WCU; 2 WCU more if the number of admins changes, 2 WCU more for the lock-out.

    Raises: ProfileChanged, NoAdminLeft.
    """
    dated, changed = dated_changes(profile, changes)
    try:
        table.transact(
            {
                "profile": change_profile_at_version(profile, dated, ends_tokens=ends_tokens),
                "credentials": change_credentials(
                    profile["emailKey"],
                    "#userId = :id",
                    set={"user": user_document(changed)},
                    add={"tokenVersion": 1} if ends_tokens else {},
                    values={"id": profile["id"]},
                ),
                "admins": count_admins(is_active_admin(changed) - is_active_admin(profile)),
                "lock-out": lift_lockout(profile["emailKey"]) if lifts_lockout else None,
            }
        )
    except TransactionFailed as failed:
        changed_meanwhile = failed.broke("profile") or failed.broke("credentials")
        raise (ProfileChanged if changed_meanwhile else NoAdminLeft) from None
    return changed


def dated_changes(profile: Profile, changes: Mapping[str, Any]) -> tuple[dict[str, Any], Profile]:
    """Return `changes` with the time of the change, and the profile as it is after them."""
    dated = {**changes, "updatedAt": clock.timestamp(clock.now())}
    return dated, {**profile, **dated, "version": profile["version"] + 1}


def is_active_admin(profile: Profile) -> bool:
    return (profile["role"], profile["status"]) == ("admin", "active")


def delete_items(keys: Sequence[Key]) -> None:
    """Delete items of the accounts table. 1 TransactWriteItems per 100, 2 WCU per KB and item."""
    for first in range(0, len(keys), MOST_WRITES):
        table.transact({f"item/{key.pk}/{key.sk}": Delete(key, ANY) for key in keys[first : first + MOST_WRITES]})


def forget_failed_attempts(email_key: str) -> None:
    """Forget the failed attempts to log in with this email, and with them the lock-out. 1 UpdateItem, 1 WCU."""
    table.update(lift_lockout(email_key))
