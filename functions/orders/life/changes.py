"""What a change of an order writes into its head. Pure: a head in, attributes to set and to remove out."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bodega.idempotency import IdempotentRequest
from bodega.items import Item
from orders.life.transitions import CANCELED, COMPLETED, PLACED
from orders.pricing.cash import due_in_cash

_OF_PLACED = ("acceptBy", "duePk", "dueSk")
_OF_OPEN = ("queuePk", "queueSk", "callName")
_ENDED = (COMPLETED, CANCELED)


class Change(NamedTuple):
    """Attributes of a head to set and to remove."""

    set: Mapping[str, Any]
    remove: tuple[str, ...] = ()

    def and_(self, other: "Change") -> "Change":
        return Change({**self.set, **other.set}, self.remove + other.remove)

    def applied(self, head: Item) -> Item:
        """Return the head as it is after the change."""
        kept = {name: value for name, value in head.items() if name not in self.remove}
        return {**kept, **self.set, "version": head["version"] + 1}


class Receipt(NamedTuple):
    """The idempotent request that records a payment, and the user whose partition has its record."""

    user_id: str
    request: IdempotentRequest


def move(head: Item, target: str, at: str) -> Change:
    """Return the change to another status.

    Only a placed order waits for its acceptance, and only an open one is in the queue. An order that ends loses the
    personal data of its head.
    """
    removed = _OF_PLACED if head["status"] == PLACED else ()
    change = Change({"status": target, "updatedAt": at}, removed)
    if target not in _ENDED:
        return change
    ticket = [{name: line[name] for name in line if name != "note"} for line in head["ticket"]]
    return change.and_(Change({"ticket": ticket}, _OF_OPEN))


def cancel(head: Item, reason: str, at: str, *, restocked: bool, refunded: bool) -> Change:
    """Return the change that cancels an order. `refunded`: a payment is returned, if there is one."""
    status = head["payment"]["status"]
    returned = {"due": "none", "paid": "refunded"} if refunded else {"due": "none"}
    payment = {**head["payment"], "status": returned.get(status, status)}
    ended = Change({"cancelReason": reason, "restocked": restocked, "payment": payment})
    return move(head, CANCELED, at).and_(ended)


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
    return Change({"payment": payment, "updatedAt": at}, _OF_PLACED if head["status"] == PLACED else ())
