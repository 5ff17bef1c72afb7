"""Loyalty points in the accounts table: one balance per user, and a ledger entry for each change of it."""

from typing import Any

from bodega.dynamodb import ANY, Item, Key, Put, Query, TransactionFailed, Update
from bodega.idempotency import IdempotentRequest, Replayed
from bodega.items import Page
from users.storage.accounts import NoAccount, table, user_partition
from users.storage.writes import NEW, account_exists, record_request

LEDGER = "POINTS#"
BALANCE = "LOYALTY"


class Overdrawn(Exception):
    """The balance has fewer points than the entry takes."""


def read_balance(user_id: str) -> Item | None:
    """Return the balance, or None if the user never had points. 1 GetItem, 1 RCU."""
    return table.get(_balance_key(user_id), consistent=True)


def list_entries(user_id: str, *, limit: int, after: str | None) -> Page:
    """Return up to `limit` ledger entries, newest first, from the sort key `after` on. 1 Query, 1 RCU per 4 KB."""
    pk = user_partition(user_id)
    query = Query(
        "#pk = :pk AND begins_with(#sk, :ledger)",
        {"pk": pk, "ledger": LEDGER},
        limit=limit + 1,
        start={"pk": pk, "sk": after} if after else None,
        consistent=True,
        descending=True,
    )
    return Page.of(table.query(query).items, limit, "sk")


def add_entry(user_id: str, entry: dict[str, Any], request: IdempotentRequest, answer: dict[str, Any]) -> None:
    """Add the entry to the ledger and its `points` to the balance, and store `answer` for a repeated request.

    Negative points are a redemption and count as redeemed. Positive points are an accrual and count for life.

    1 TransactWriteItems, 8 WCU.

    Raises: Replayed if the request was answered before, NoAccount, Overdrawn.
    """
    sort_key = f"{LEDGER}{entry['createdAt']}#{entry['id']}"
    try:
        table.transact(
            {
                "request": record_request(user_id, request, answer),
                "balance": _change_balance(user_id, entry["points"]),
                "entry": Put({"pk": user_partition(user_id), "sk": sort_key, **entry}, NEW),
                "account": account_exists(user_id),
            }
        )
    except TransactionFailed as failed:
        # The first write of this very request can be the reason why the other conditions fail.
        if record := failed.item("request"):
            raise Replayed(record) from None
        raise (NoAccount if failed.broke("account") else Overdrawn) from None


def _change_balance(user_id: str, points: int) -> Update:
    key = _balance_key(user_id)
    if points < 0:
        added = {"balance": points, "redeemed": -points}
        return Update(key, "#balance >= :taken", add=added, values={"taken": -points})
    return Update(key, ANY, add={"balance": points, "lifetime": points})


def _balance_key(user_id: str) -> Key:
    return Key(user_partition(user_id), BALANCE)
