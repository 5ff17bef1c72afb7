"""Attempts to pay an order, as they start."""

from typing import cast

from bodega.dynamodb import ConditionFailed, Put, TransactionFailed, transact
from bodega.items import Item
from bodega.orders.changes import pay_by_card
from bodega.orders.keys import table
from bodega.orders.payment_items import WAITING, new_payment, payment_update
from bodega.orders.writes import Changed, changed_head


def add_attempt(head: Item, number: int, provider: str, at: str) -> Item:
    """Add an attempt that the provider does not know yet; return it. 1 TransactWriteItems, 4 WCU.

    Raises: Changed.
    """
    change = pay_by_card(head, head["payment"]["status"], at, attempt=number)
    writes = new_payment(head, number, provider, at)
    try:
        transact({"head": changed_head(head, change), **writes})
    except TransactionFailed:
        raise Changed from None
    return cast(Put, writes["payment"].write).item


def record(order_id: str, attempt: Item, payment_id: str, at: str) -> None:
    """Record which payment an attempt has at the provider, unless a report of it came first. 1 UpdateItem, 1 WCU."""
    try:
        table.update(payment_update(order_id, attempt, WAITING, at, intent=payment_id))
    except ConditionFailed:
        return
