"""Everything that is stored about a user: read for an export, deleted by an erasure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bodega.dynamodb import ANY, Delete, Item, Key, Put, Query, TransactionFailed, Write, transact
from bodega.outbox import mails_of
from users.loyalty.store import BALANCE, LEDGER
from users.saved_items.store import ADDRESSES, PAYMENT_METHODS, SavedItem
from users.storage.accounts import (
    BY_CREATED,
    LEAVING,
    REQUESTS,
    SESSIONS,
    AccountChanged,
    Credentials,
    Profile,
    credentials_key,
    profile_key,
    session_key,
    table,
    user_partition,
)
from users.storage.profiles import MOST_WRITES, NoAdminLeft, is_active_admin
from users.storage.writes import count_admins, delete_tokens, lift_lockout


class MarkFailed(Exception):
    """The request that closes an account could not be recorded."""


class AccountItems(NamedTuple):
    """The items in a user's partition, each kind in the order of its sort keys."""

    addresses: list[SavedItem]
    payment_methods: list[SavedItem]
    balance: Item | None
    ledger: list[Item]
    sessions: list[Item]
    requests: list[Item]


def read_items(user_id: str) -> AccountItems:
    """Return the items in the user's partition. 1 Query per MB, 1 RCU per 4 KB."""
    items = list(table.query_all(Query("#pk = :pk", {"pk": user_partition(user_id)}, consistent=True)))
    return AccountItems(
        addresses=ADDRESSES.select(items),
        payment_methods=PAYMENT_METHODS.select(items),
        balance=next((item for item in items if item["sk"] == BALANCE), None),
        ledger=_with_prefix(items, LEDGER),
        sessions=_with_prefix(items, SESSIONS),
        requests=_with_prefix(items, REQUESTS),
    )


def read_mails(user_id: str) -> list[Item]:
    """Return a user's recent mails, oldest first: `template`, `to`, `createdAt`. 1 Query, 0.5 RCU per 4 KB."""
    fields = ("template", "to", "createdAt")
    query = Query("#listPk = :mails", {"mails": mails_of(user_id)}, BY_CREATED, fields=fields)
    return [{name: item[name] for name in fields} for item in table.query_all(query)]


def close_account(
    profile: Profile,
    credentials: Credentials | None,
    *,
    ends_sessions: bool = False,
    marks: Mapping[str, Write | None] | None = None,
) -> Profile:
    """Delete credentials, personal data and saved items in one transaction; return the remaining profile.

    A guest has no credentials. The same transaction puts the account on the list of erasures, so that a restored backup
    does not bring it back.

    `ends_sessions`: also end the session that could repeat the request. `marks`: more writes, by name, instead of the
    deletion of a token if they have its name.

    2 Query (saved items) and 1 TransactWriteItems of up to 61 writes: 2 WCU per item.

    Raises: NoAdminLeft, AccountChanged, MarkFailed if the condition of one of `marks` did not hold.
    """
    from users.storage.erasures import record_erasure  # erasures are rare, and cold starts are not

    remaining = _remaining(profile, ends_sessions=ends_sessions)
    writes: dict[str, Write | None] = {
        "profile": Put(remaining, "#version = :read", {"read": profile["version"]}),
        **(_log_in_writes(profile["emailKey"], credentials) if credentials else {}),
        **(marks or {}),
        **{f"saved item/{key.sk}": Delete(key, ANY) for key in _saved_item_keys(profile["id"])},
        "admins": count_admins(-is_active_admin(profile)),
    }
    try:
        transact(
            {
                **{name: table.write(write) for name, write in writes.items() if write is not None},
                "erasure": record_erasure(profile["id"]),
            }
        )
    except TransactionFailed as failed:
        if failed.broke("credentials") or failed.broke("profile"):
            raise AccountChanged from None
        raise (NoAdminLeft if failed.broke("admins") else MarkFailed) from None
    return remaining


def _log_in_writes(email_key: str, credentials: Credentials) -> dict[str, Write]:
    return {
        # Each write that issues or ends a token raises this version.
        "credentials": Delete(credentials_key(email_key), "#version = :read", {"read": credentials["version"]}),
        "lock-out": lift_lockout(email_key),
        **delete_tokens(credentials),
    }


def delete_next_items(
    remaining: Profile, session_id: str | None = None, last_write: Mapping[str, Write] | None = None
) -> bool:
    """Delete up to 100 items of a closed account; return whether all are deleted.

    The profile and the caller's session are the last ones: without them, the caller cannot repeat the request.
    `last_write`: a write, by name, that is made together with their deletion.

    1 or 2 Query and 1 TransactWriteItems, 2 WCU per KB and item.

    Raises: MarkFailed if the condition of `last_write` did not hold.
    """
    user_id = remaining["id"]
    last = (profile_key(user_id), *([session_key(user_id, session_id)] if session_id else []))
    keys = _next_keys(remaining, last)
    deletions: dict[str, Write] = {f"item/{key.pk}/{key.sk}": Delete(key, ANY) for key in keys or last}
    try:
        table.transact({**deletions, **({} if keys else last_write or {})})
    except TransactionFailed:
        raise MarkFailed from None
    return not keys


def _remaining(profile: Profile, *, ends_sessions: bool) -> Profile:
    key = profile_key(profile["id"])
    return {
        "pk": key.pk,
        "sk": key.sk,
        "id": profile["id"],
        "role": LEAVING,
        "status": "active",
        "tokenVersion": profile["tokenVersion"] + ends_sessions,
        "version": profile["version"] + 1,
    }


def _saved_item_keys(user_id: str) -> list[Key]:
    """Return the keys of the user's saved items and item counters, 42 at most. 2 Query, 1 RCU per 4 KB each."""
    queries = [
        Query(
            "#pk = :pk AND begins_with(#sk, :kind)",
            {"pk": user_partition(user_id), "kind": saved.kind},
            fields=("pk", "sk"),
            consistent=True,
        )
        for saved in (ADDRESSES, PAYMENT_METHODS)
    ]
    return [key for query in queries for key in _keys(table.query_all(query))]


def _next_keys(remaining: Profile, last: tuple[Key, ...]) -> list[Key]:
    """Return the keys of up to 100 items of the user except `last`, or of mails to the user if there are none."""
    own = Query(
        "#pk = :pk",
        {"pk": remaining["pk"]},
        fields=("pk", "sk"),
        limit=MOST_WRITES + len(last),
        consistent=True,
    )
    rest = [key for key in _keys(table.query(own).items) if key not in last]
    if rest:
        return rest[:MOST_WRITES]
    mails = Query(
        "#listPk = :mails", {"mails": mails_of(remaining["id"])}, BY_CREATED, fields=("pk", "sk"), limit=MOST_WRITES
    )
    return _keys(table.query(mails).items)


def _keys(items: Iterable[Item]) -> list[Key]:
    return [Key(item["pk"], item["sk"]) for item in items]


def _with_prefix(items: list[Item], prefix: str) -> list[Item]:
    return [item for item in items if item["sk"].startswith(prefix)]
