"""The transactions of settling."""

from datetime import timedelta

from bodega import clock, stock
from bodega.dynamodb import ConditionFailed, Delete, TableWrite
from bodega.items import Item
from bodega.orders.keys import command_key, table, unpaid_key
from bodega.orders.payment_items import WAITING, payment_update, without_command
from bodega.orders.placed import placed_writes
from bodega.orders.refund_writes import RefundChange
from bodega.orders.refunding import PENDING as PENDING_REFUND
from bodega.orders.settings import Settings
from bodega.orders.slots import take_slot
from bodega.orders.stored import StoredOrder
from bodega.orders.stored import read_settings as read_stored_settings
from bodega.orders.transitions import PENDING, PLACED
from bodega.orders.writes import Changed, Entry, MoreFailed, change_order, mail_to_buyer
from payments.settling.moves import Move, Revival

_QUIET = timedelta(seconds=15)
"""After so long, a call of the provider by the worker has ended: a request takes at most 8 seconds."""


class NothingLeft(Exception):
    """An expired order cannot be placed any more.

    Its stock or slot is taken, its time is over, its buyer has placed another one, or its payment is being voided.
    """


def read_settings() -> Settings:
    """Return the store's settings. 1 GetItem, 0.5 RCU."""
    return Settings.read(read_stored_settings())


def note(order_id: str, attempt: Item, payment_id: str, decline: str | None, at: str) -> Item:
    """Record the payment at the provider and the last declined card of an attempt. Return the attempt. 1 UpdateItem.

    Raises: Changed.
    """
    declined = {} if decline is None else {"lastDecline": decline}
    update = payment_update(order_id, attempt, WAITING, at, intent=payment_id, **declined)
    try:
        table.update(update)
    except ConditionFailed:
        raise Changed from None
    return {**attempt, **update.set}


def write(order: StoredOrder, move: Move) -> None:
    """Write a move if the order and the attempt are still as they were read.

    1 TransactWriteItems, and another one without the writes that no longer apply: a command that is gone, the mark of a
    newer unpaid order, and the event if a till has reported the order.

    Raises: Changed; NothingLeft if an expired order cannot take again what it needs.
    """
    taken = _taken(order.head["id"], move.revival) if move.revival else {}
    optional = {**move.optional, **(_placed(order, move.change.applied(order.head)) if move.placed else {})}
    try:
        change_order(order.head, move.change, move.entry, more={**move.writes, **taken}, releases=optional)
    except MoreFailed as failed:
        if failed.names & move.writes.keys():
            raise Changed from None
        raise NothingLeft from None


def write_refund(order: StoredOrder, refund: Item, changed: RefundChange, at: str) -> None:
    """Write what became of a refund, if the order and the refund are still as they were read. Its command is done.

    1 TransactWriteItems, and another one without the command if it is gone.

    Raises: Changed.
    """
    status = order.head["status"]
    done = without_command(refund["commandId"]) if refund["status"] == PENDING_REFUND else {}
    try:
        change_order(
            order.head,
            changed.change,
            Entry(status, status, at, {"role": "provider"}, changed.reason),
            mail=changed.mail,
            more=changed.more,
            releases={**changed.releases, **done},
        )
    except MoreFailed:
        raise Changed from None


def _placed(order: StoredOrder, head: Item) -> dict[str, TableWrite]:
    """Return the writes of an order that is placed now. `head`: as it is afterwards."""
    template = "order-received" if head["status"] == PLACED else "order-accepted"
    mail = mail_to_buyer(template, head, order.person)
    writes = placed_writes(head, order.lines, mail, (order.person or {}).get("track"))
    buyer = head.get("customerId")
    if order.head["status"] == PENDING and buyer:
        mark = Delete(unpaid_key(buyer), "attribute_not_exists(#pk) OR #orderId = :order", {"order": head["id"]})
        writes["unpaid"] = table.write(mark)
    return writes


def _taken(order_id: str, revival: Revival) -> dict[str, TableWrite]:
    # The mark stays when an order expires, and the buyer's next order replaces it.
    mark = Delete(unpaid_key(revival.buyer), "#orderId = :order", {"order": order_id})
    writes = {"unpaid": table.write(mark)}
    for taken in revival.stock:
        writes |= stock.take_again(taken["productId"], taken["quantity"])
    if revival.slot:
        writes["slot"] = take_slot(revival.slot, revival.most_units)
    if revival.command:
        withdrawn = Delete(
            command_key(revival.command),
            "attribute_not_exists(#pk) OR #attempts = :none OR #triedAt < :quiet",
            {"none": 0, "quiet": clock.timestamp(clock.now() - _QUIET)},
        )
        writes["withdrawn"] = table.write(withdrawn)
    return writes
