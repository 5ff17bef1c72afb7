"""Voids that a capture has overtaken: the money is refunded instead."""

from bodega import clock
from bodega.items import Item
from bodega.orders.changes import Change
from bodega.orders.concurrency import changed_order
from bodega.orders.payment_items import without_command
from bodega.orders.refund_writes import CANCELED, decide_refund
from bodega.orders.refunding import remainder
from bodega.orders.stored import StoredOrder
from bodega.orders.writes import Entry, MoreFailed, change_order
from payments.commands import store


def refund_instead(order: StoredOrder, command_id: str) -> None:
    """Replace the void command of an order that is paid by a refund of all that is left. 1 TransactWriteItems.

    If the command is gone, another execution has done it.
    """

    def change(order: StoredOrder) -> Item:
        head, at = order.head, clock.timestamp(clock.now())
        rest = remainder(head, order.lines["lines"], order.refunds)
        if not rest.amount:
            store.forget(command_id)
            return head
        decided = decide_refund(order, rest, CANCELED, at)
        payment = {name: value for name, value in decided.change.set["payment"].items() if name != "command"}
        done = decided.change.and_(Change({"payment": payment}))
        entry = Entry(head["status"], head["status"], at, {"role": "system"}, decided.reason)
        change_order(head, done, entry, more={**decided.more, **without_command(command_id)})
        return done.applied(head)

    try:
        changed_order(order, change)
    except MoreFailed:
        return
