"""Payment at the counter: in cash, with rounding and change, or at the card terminal."""

from typing import NamedTuple

from bodega import clock
from bodega.currencies import amount_text
from bodega.errors import FieldError, ValidationFailed
from bodega.idempotency import Replayed
from bodega.items import Item
from bodega.orders.changes import Change, Receipt
from bodega.orders.concurrency import changed_order
from bodega.orders.errors import OrderNotPayable
from bodega.orders.reading import any_order
from bodega.orders.settings import Settings
from bodega.orders.stored import StoredOrder, read_settings
from bodega.orders.transitions import COMPLETED, OPEN
from bodega.orders.writes import Entry, change_order
from orders.life import store, tenders
from orders.life.tenders import ReceivedTooLittle

CASH = "cash"
UNPAID = ("due", "failed")
"""The statuses of a payment that an order still needs. `failed`: the provider refused to charge the card."""
_PAYABLE = (*OPEN, COMPLETED)
"""The statuses of the orders that can be paid. An order can be completed before its card is refused."""


class Tender(NamedTuple):
    """How the customer pays. `received`: the cash that they gave, None for exactly the amount due."""

    method: str
    received: int | None = None

    @property
    def reason(self) -> str:
        """What the history says of the payment."""
        return f"paid_{self.method}"


def pay(order_id: str, tender: Tender, actor: Item, receipt: Receipt) -> tuple[StoredOrder, bool]:
    """Record that the order was paid at the counter. Return the order, and whether the request is replayed.

    Raises: NotFound, OrderNotPayable, IdempotencyKeyReused, ValidationFailed if the cash is too little.
    """

    def change(order: StoredOrder) -> Item:
        head = order.head
        at = clock.timestamp(clock.now())
        paid = payment(head, tender, at)
        entry = Entry(head["status"], head["status"], at, actor, tender.reason)
        change_order(head, paid, entry, receipt=receipt)
        return paid.applied(head)

    try:
        return changed_order(any_order(order_id), change), False
    except Replayed as replayed:
        record = replayed.record
    except OrderNotPayable:
        found = store.read_receipt(receipt)
        if found is None:
            raise
        record = found
    receipt.request.replay(record)
    return any_order(order_id), True


def payment(head: Item, tender: Tender, at: str) -> Change:
    """Return the change that records the payment of an order at the counter.

    Also of a card order whose capture the provider refused, perhaps after it was completed. Cash takes a read of the
    settings: 0.5 RCU.

    Raises: OrderNotPayable, ValidationFailed if the cash is too little.
    """
    status = head["payment"]["status"]
    if status not in UNPAID or head["status"] not in _PAYABLE:
        raise OrderNotPayable(status)
    if tender.method != CASH:
        return tenders.pay_at_terminal(head, at)
    try:
        cash_rounding = Settings.read(read_settings()).cash_rounding
        return tenders.pay_cash(head, at, received=tender.received, cash_rounding=cash_rounding)
    except ReceivedTooLittle as too_little:
        rule = f"must be at least {amount_text(too_little.due, head['currency'])}, the amount due in cash"
        raise ValidationFailed([FieldError("/received/amount", rule)]) from None
