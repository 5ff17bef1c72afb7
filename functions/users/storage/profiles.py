"""Changes of a profile: in the profile itself, in the credentials' copy of it, and in the number of admins."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bodega import clock
from bodega.dynamodb import ANY, Item, Key, Query, TransactionFailed, Update, Write
from users.storage.accounts import change_credentials, profile_key, table, user_document

BY_CREATED = "users-by-created"
LISTED = "USER"
LEAVING = "leaving"
"""The role of an account that is being erased: its token may do nothing but carry on with that."""
_ADMINS = Key("ADMINS", "COUNT")


class Stale(Exception):
    """The profile was changed or erased after it was read."""


class NoAdminLeft(Exception):
    """The shop would have no active admin any more."""


class Users(NamedTuple):
    """`next_position`: where in the index the list goes on, None at its end."""

    items: list[Item]
    next_position: str | None


def change_profile(
    profile: Item, changes: Mapping[str, Any], *, ends_tokens: bool = False, besides: Sequence[Write] = ()
) -> Item:
    """`profile` with `changes`; 1 TransactWriteItems.

    `ends_tokens`: whether access and refresh tokens that were given before are to end. `besides`: writes
    without conditions that belong to the change.

    Raises: Stale, NoAdminLeft.
    """
    dated = {**changes, "updatedAt": clock.timestamp(clock.now())}
    changed = {**profile, **dated, "version": profile["version"] + 1}
    ended = {"tokenVersion": 1} if ends_tokens else {}
    writes: list[Write] = [
        Update(
            profile_key(profile["id"]),
            "#version = :version",
            set=dated,
            add={"version": 1, **ended},
            values={"version": profile["version"]},
        ),
        change_credentials(
            profile["emailKey"],
            "#userId = :id",
            set={"user": user_document(changed)},
            add=ended,
            values={"id": profile["id"]},
        ),
        *count_admins(is_active_admin(changed) - is_active_admin(profile)),
        *besides,
    ]
    try:
        table.transact(writes)
    except TransactionFailed as failed:
        raise (NoAdminLeft if set(failed.failures) == {2} else Stale) from None
    return changed


def is_active_admin(profile: Item) -> bool:
    return (profile["role"], profile["status"]) == ("admin", "active")


def count_admins(change: int) -> list[Write]:
    """The write that counts an admin who comes (1) or goes (-1), and fails where the last would go."""
    if change == 0:
        return []
    if change > 0:
        return [Update(_ADMINS, ANY, add={"admins": change})]
    return [Update(_ADMINS, "#admins > :one", add={"admins": change}, values={"one": 1})]


def list_users(*, limit: int, after: str | None, newest_first: bool) -> Users:
    """Up to `limit` profiles by the time of their registration; 1 Query, 0.5 RCU per 4 KB."""
    query = Query(
        "#listPk = :users",
        {"users": LISTED},
        index_name=BY_CREATED,
        limit=limit + 1,
        start=_start(after) if after else None,
        descending=newest_first,
    )
    page = table.query(query)
    if len(page.items) <= limit:
        return Users(page.items, None)
    return Users(page.items[:limit], page.items[limit - 1]["listSk"])


def _start(position: str) -> Item:
    key = profile_key(position.rpartition("#")[2])
    return {"pk": key.pk, "sk": key.sk, "listPk": LISTED, "listSk": position}
