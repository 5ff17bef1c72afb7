"""What a change of an order writes into its head. Pure: a head in, attributes to set and to remove out."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bodega.idempotency import IdempotentRequest
from bodega.items import Item
from bodega.orders.transitions import CANCELED, ENDED, PENDING, PLACED

OF_PLACED = ("acceptBy", "duePk", "dueSk")
"""What only an order has that waits for its acceptance."""
OF_PENDING = ("holdUntil", "duePk", "dueSk")
"""What only an order has that waits for its payment by card."""
_OF_OPEN = ("queuePk", "queueSk", "callName")


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

    Only a pending order is held, only a placed one waits for its acceptance, and only an open one is in the queue. An
    order that ends loses the personal data of its head.
    """
    removed = {PENDING: OF_PENDING, PLACED: OF_PLACED}.get(head["status"], ())
    change = Change({"status": target, "updatedAt": at}, removed)
    if target not in ENDED:
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
