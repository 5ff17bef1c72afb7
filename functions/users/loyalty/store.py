"""Points in the accounts table: a balance, and the ledger of what changed it, always written together."""

from typing import Any, NamedTuple

from bodega.dynamodb import ANY, Check, Item, Key, Put, Query, TransactionFailed, Update, Write
from bodega.idempotency import IdempotentRequest, Replayed
from users.storage.accounts import profile_key, table
from users.storage.idempotency import kept_with

LEDGER = "POINTS#"


class NoAccount(Exception):
    """There is no such account, or not any more."""


class Overdrawn(Exception):
    """The balance is smaller than what is to be taken from it."""


class Entries(NamedTuple):
    """`next_position`: the sort key after which the ledger goes on, None at its end."""

    items: list[Item]
    next_position: str | None


def balance_key(user_id: str) -> Key:
    return Key(f"USER#{user_id}", "LOYALTY")


def read_balance(user_id: str) -> Item | None:
    """1 RCU."""
    return table.get(balance_key(user_id), consistent=True)


def list_entries(user_id: str, *, limit: int, after: str | None) -> Entries:
    """Up to `limit` entries, the newest first; 1 Query, 1 RCU per 4 KB."""
    pk = f"USER#{user_id}"
    query = Query(
        "#pk = :pk AND begins_with(#sk, :ledger)",
        {"pk": pk, "ledger": LEDGER},
        limit=limit + 1,
        start={"pk": pk, "sk": after} if after else None,
        consistent=True,
        descending=True,
    )
    page = table.query(query)
    if len(page.items) <= limit:
        return Entries(page.items, None)
    return Entries(page.items[:limit], page.items[limit - 1]["sk"])


def add_entry(user_id: str, entry: dict[str, Any], request: IdempotentRequest, answer: dict[str, Any]) -> None:
    """Change the balance by `entry["points"]`; 1 TransactWriteItems, also for the request's claim.

    Points that are taken count as redeemed, those that are given count for life.

    Raises: Replayed when the request was made before, NoAccount, Overdrawn.
    """
    points: int = entry["points"]
    sort_key = f"{LEDGER}{entry['createdAt']}#{entry['id']}"
    if points < 0:
        change = Update(
            balance_key(user_id),
            "#balance >= :taken",
            add={"balance": points, "redeemed": -points},
            values={"taken": -points},
        )
    else:
        change = Update(balance_key(user_id), ANY, add={"balance": points, "lifetime": points})
    writes: list[Write] = [
        kept_with(user_id, request, answer),
        change,
        Put({"pk": f"USER#{user_id}", "sk": sort_key, **entry}, "attribute_not_exists(#pk)"),
        Check(profile_key(user_id), "attribute_exists(#email)"),
    ]
    try:
        table.transact(writes)
    except TransactionFailed as failed:
        # What this very request did the first time may make the other conditions fail.
        if record := failed.failures.get(0):
            raise Replayed(record) from None
        raise (Overdrawn if 3 not in failed.failures else NoAccount) from None  # noqa: PLR2004  # its place
