"""Attempts to pay an order, as they start."""

from typing import cast

from bodega.dynamodb import ConditionFailed, Put, TransactionFailed, Update, transact
from bodega.items import Item
from bodega.orders.changes import pay_by_card
from bodega.orders.keys import head_key, payment_key, table
from bodega.orders.payment_items import RANKS, STARTING, WAITING, new_payment


class Changed(Exception):
    """The order was changed after it was read. Nothing was written."""


def add_attempt(head: Item, number: int, provider: str, at: str) -> Item:
    """Add an attempt that the provider does not know yet; return it. 1 TransactWriteItems, 4 WCU.

    Raises: Changed.
    """
    change = pay_by_card(head, head["payment"]["status"], at, attempt=number)
    update = Update(
        head_key(head["id"]), "#version = :read", set=change.set, add={"version": 1}, values={"read": head["version"]}
    )
    writes = new_payment(head, number, provider, at)
    try:
        transact({"head": table.write(update), **writes})
    except TransactionFailed:
        raise Changed from None
    return cast(Put, writes["payment"].write).item


def record(order_id: str, attempt: Item, payment_id: str, at: str) -> None:
    """Record which payment an attempt has at the provider, unless a report of it came first. 1 UpdateItem, 1 WCU."""
    waiting = {"status": WAITING, "rank": RANKS[WAITING], "intent": payment_id, "updatedAt": at}
    update = Update(
        payment_key(order_id, attempt["attempt"]), "#status = :starting", set=waiting, values={"starting": STARTING}
    )
    try:
        table.update(update)
    except ConditionFailed:
        return
