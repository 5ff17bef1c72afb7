"""What a change of an order writes into its head. Pure: a head in, attributes to set and to remove out."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bodega.idempotency import IdempotentRequest
from bodega.items import Item
from bodega.orders.keys import due, in_queue
from bodega.orders.transitions import ACCEPTED, CANCELED, ENDED, EXPIRED, PENDING, PLACED

OF_PLACED = ("acceptBy", "duePk", "dueSk")
"""What only an order has that waits for its acceptance."""
_OF_PENDING = ("holdUntil", "duePk", "dueSk")
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
    """The idempotent request that moves money, and the user whose partition has its record.

    `answer`: what the record has besides the order's id. It must not have personal data.
    """

    user_id: str
    request: IdempotentRequest
    answer: Mapping[str, Any] = {}


def move(head: Item, target: str, at: str) -> Change:
    """Return the change to another status.

    Only a pending order is held, only a placed one waits for its acceptance, and only an open one is in the queue. An
    order that ends loses the personal data of its head.
    """
    removed = {PENDING: _OF_PENDING, PLACED: OF_PLACED}.get(head["status"], ())
    change = Change({"status": target, "updatedAt": at}, removed)
    if target not in ENDED:
        return change
    ticket = [{name: line[name] for name in line if name != "note"} for line in head["ticket"]]
    return change.and_(Change({"ticket": ticket}, _OF_OPEN))


def place(head: Item, at: str, *, accept_by: str | None, person: Item | None) -> Change:
    """Return the change that places an order whose payment by card is authorised.

    `accept_by`: None if the store accepts orders at once. `person`: has the name and the notes that an expired order
    lost.
    """
    known = person or {}
    notes = known.get("lineNotes") or {}
    ticket = [
        {**line, "note": notes[str(place)]} if str(place) in notes else line
        for place, line in enumerate(head["ticket"], start=1)
    ]
    change = move(head, PLACED if accept_by else ACCEPTED, at).and_(
        Change(
            {
                "ticket": ticket,
                **({"callName": known["name"]} if known.get("name") else {}),
                **in_queue(head["dueFrom"], head["number"], head["id"]),
            }
        )
    )
    if accept_by is None:
        return change
    # DynamoDB refuses a change that sets and removes the same attribute.
    waiting = {"acceptBy": accept_by, **due(accept_by, head["id"])}
    return Change({**change.set, **waiting}, tuple(name for name in change.remove if name not in waiting))


def expire(head: Item, at: str, payment: str) -> Change:
    """Return the change of an order that nobody paid for in time. `payment`: the status of its payment."""
    return move(head, EXPIRED, at).and_(pay_by_card(head, payment, at))


def pay_by_card(
    head: Item, status: str, at: str, *, command: str | None = None, attempt: int | None = None, **more: Any
) -> Change:
    """Return the change of the payment of a card order: its status, and other members of it.

    `command`: the id of the capture or void that has to be made, None if there is none. `attempt`: of a new attempt.
    """
    kept = {name: value for name, value in head["payment"].items() if name != "command"}
    new = {"command": command, "attempt": attempt}
    payment = {**kept, "status": status, **more, **{name: value for name, value in new.items() if value is not None}}
    return Change({"payment": payment, "updatedAt": at})


def is_by_card(head: Item) -> bool:
    """Return whether refunds return to the card. What was paid at the counter is returned there."""
    payment = head["payment"]
    return payment["method"] == "card" and "tender" not in payment


def cancel(head: Item, reason: str, at: str, *, restocked: bool, reported: bool = False) -> Change:
    """Return the change that cancels an order. Its payment is another change.

    `reported`: it stays in the reports, because the shop keeps the money.
    """
    ended = {"cancelReason": reason, "restocked": restocked, **({} if reported else {"unreported": True})}
    return move(head, CANCELED, at).and_(Change(ended))
