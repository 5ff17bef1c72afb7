"""What a payment at the counter writes into the head of an order. Pure."""

from collections.abc import Mapping

from bodega.items import Item
from bodega.orders.changes import OF_PLACED, Change
from bodega.orders.transitions import PLACED
from orders.pricing.cash import due_in_cash


def pay_cash(head: Item, at: str, *, received: int | None, cash_rounding: int) -> Change:
    """Return the change that records a payment in cash. The rounding becomes part of the total.

    `received`: what the customer gave, None for exactly what is due.

    Raises: ReceivedTooLittle.
    """
    amount, rounding = due_in_cash(head["totals"]["total"], cash_rounding)
    given = amount if received is None else received
    if given < amount:
        raise ReceivedTooLittle(amount)
    totals = {**head["totals"], "rounding": rounding, "total": amount}
    more = {"received": given, "change": given - amount, "rounding": rounding}
    return _paid(head, "cash", amount, at, more).and_(Change({"totals": totals}))


def pay_at_terminal(head: Item, at: str) -> Change:
    """Return the change that records a payment at the card terminal, which takes the exact total."""
    return _paid(head, "terminal", head["totals"]["total"], at, {})


class ReceivedTooLittle(Exception):
    """The cash does not cover `due`."""

    def __init__(self, due: int) -> None:
        super().__init__(f"{due} is due")
        self.due = due


def _paid(head: Item, tender: str, amount: int, at: str, more: Mapping[str, int]) -> Change:
    """Return the change that records a payment. A paid order is not canceled because nobody accepted it in time."""
    payment = {**head["payment"], "status": "paid", "tender": tender, "amount": amount, "paidAt": at, **more}
    return Change({"payment": payment, "updatedAt": at}, OF_PLACED if head["status"] == PLACED else ())
