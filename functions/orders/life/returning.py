"""What a cancellation does with the money of an order."""

from typing import NamedTuple

from bodega import sales
from bodega.items import Item
from bodega.orders import changes
from bodega.orders.changes import Change, is_by_card
from bodega.orders.errors import PaymentInProgress
from bodega.orders.payment_items import RANKS, VOIDED, void_command, without_command
from bodega.orders.stored import StoredOrder
from bodega.orders.transitions import PENDING, READY
from bodega.orders.writes import NO_WRITES, Writes
from bodega.outbox import CARD, COUNTER, UNCHARGED

PAID = ("paid", "partially_refunded")


class Returned(NamedTuple):
    """What becomes of the money. `change`: of the head. `more`: further writes. `money`: what the mail says of it.

    `refunds`: the refund that is made, if there is one.
    """

    change: Change = Change({})
    more: Writes = NO_WRITES
    money: str | None = None
    refunds: tuple[Item, ...] = ()


def returned(order: StoredOrder, at: str) -> Returned:
    """Return what a cancellation does with the money, which an admin decides if the order was ready.

    An attempt to pay by card is voided. If it is captured, or paid at the counter, what is left of it is refunded.

    Raises: PaymentInProgress if the order was ready before its card was charged: that has to be settled first.
    """
    head, status = order.head, order.head["payment"]["status"]
    if status == "due":
        return _never_paid(order, at)
    if keeps_money(head):
        return Returned()
    if status == "authorized":
        if head["status"] == READY:
            raise PaymentInProgress
        return _voided(order, at)
    if status in PAID:
        return _refunded(order, at)
    return Returned()


def keeps_money(head: Item) -> bool:
    """Return whether the shop keeps the money for now: what was ready has been made."""
    return head["status"] == READY and head["payment"]["status"] in PAID


def sale_of(order: StoredOrder, at: str) -> Item | None:
    """Return the event that takes the order out of the reports. None if they do not have it, or keep it as revenue."""
    if order.head["status"] == PENDING or keeps_money(order.head):
        return None
    lines = order.lines["lines"]
    left = _not_refunded(order) if order.refunds else lines
    return sales.order_canceled(order.head["id"], at, left) if left else None


def _not_refunded(order: StoredOrder) -> list[Item]:
    """Return what the reports still have of an order with refunds, as the lines of an event."""
    from bodega.orders.refund_reports import sold, still_reported  # refunds are rare, and cold starts are not

    lines = order.lines["lines"]
    return sold(lines, still_reported(lines, order.refunds))


def _never_paid(order: StoredOrder, at: str) -> Returned:
    attempt = order.attempt
    if attempt is None or attempt["rank"] >= RANKS[VOIDED]:
        return Returned(Change({"payment": {**order.head["payment"], "status": "none"}}))
    # The buyer may be paying just now.
    command = void_command(order.head, attempt, at)
    return Returned(changes.pay_by_card(order.head, "none", at, command=command.id), command.writes)


def _voided(order: StoredOrder, at: str) -> Returned:
    """The payment is authorized until the provider has voided it. A capture that was not tried yet is replaced."""
    command = void_command(order.head, order.payments[-1], at)
    capture = order.head["payment"].get("command")
    replaced = without_command(capture, untried=True) if capture else {}
    change = changes.pay_by_card(order.head, "authorized", at, command=command.id)
    return Returned(change, {**replaced, **command.writes}, UNCHARGED)


def _refunded(order: StoredOrder, at: str) -> Returned:
    from bodega.orders.refund_writes import CANCELED, decide_refund  # as above
    from bodega.orders.refunding import remainder

    rest = remainder(order.head, order.lines["lines"], order.refunds)
    if not rest.amount:
        return Returned()
    refund = decide_refund(order, rest, CANCELED, at)
    return Returned(refund.change, refund.more, CARD if is_by_card(order.head) else COUNTER, (refund.refund,))
