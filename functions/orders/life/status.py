"""Changes of an order's status by the staff."""

from typing import Any, NamedTuple

from bodega import clock
from bodega.items import Item, Versions, check_version
from bodega.orders import changes
from bodega.orders.changes import Change
from bodega.orders.concurrency import changed_order
from bodega.orders.errors import OrderNotPayable, PaymentDue, TransitionNotAllowed
from bodega.orders.payment_items import Command, capture_command
from bodega.orders.reading import any_order
from bodega.orders.stored import StoredOrder
from bodega.orders.transitions import ACCEPTED, CANCELED, COMPLETED, READY_MAIL, Actor, Transition, allowed, transition
from bodega.orders.writes import NO_WRITES, Entry, change_order, mail_to_buyer
from orders.life.payment import UNPAID, Tender, payment

NOT_ALLOWED = (
    "The order cannot move to this status from its own. See allowed. To cancel it, use POST /orders/{id}/cancellation."
)


class Wanted(NamedTuple):
    """The requested status. `tender`: how the order is paid with the same request."""

    status: str
    tender: Tender | None = None


def set_status(order_id: str, wanted: Wanted, actor: Item, versions: Versions | None) -> StoredOrder:
    """Move the order to a status and return it. An order that has the status already is not changed.

    Raises: NotFound, VersionConflict, PreconditionFailed, TransitionNotAllowed, PaymentDue, OrderNotPayable,
    ValidationFailed if the cash is too little.
    """

    def change(order: StoredOrder) -> Item:
        head = order.head
        check_version(head["version"], versions, "order")
        if head["status"] == wanted.status:
            _check_repeated(head, wanted.tender)
            return head
        move = _allowed_move(head, wanted.status)
        at = clock.timestamp(clock.now())
        done = changes.move(head, move.target, at)
        reason, more = None, NO_WRITES
        if move.target == ACCEPTED and (command := _capture(head, at)):
            done = done.and_(changes.pay_by_card(head, "authorized", at, command=command.id))
            more = command.writes
        if move.target == COMPLETED:
            done = done.and_(_payment_at_the_end(head, wanted.tender, at))
            reason = wanted.tender and wanted.tender.reason
        mail = _mail(move, head, order.person)
        change_order(head, done, Entry(move.source, move.target, at, actor, reason), mail=mail, more=more)
        return done.applied(head)

    return changed_order(any_order(order_id), change)


def _check_repeated(head: Item, tender: Tender | None) -> None:
    """Check that a repeated request means the payment that was recorded."""
    payment = head["payment"]
    if tender is not None and payment.get("tender") != tender.method:
        raise OrderNotPayable(payment["status"])


def _allowed_move(head: Item, target: str) -> Transition:
    status = head["status"]
    move = transition(status, target, Actor.STAFF, head["cancelUntil"])
    if move is not None and target != CANCELED:
        return move
    raise TransitionNotAllowed(NOT_ALLOWED, status, allowed(status, Actor.STAFF, head["cancelUntil"]))


def _capture(head: Item, at: str) -> Command | None:
    """Return the command that charges the card of an accepted order. None if that is done, or there is a command."""
    payment = head["payment"]
    waits = payment["status"] == "authorized" and "command" not in payment
    return capture_command(head, payment, at) if waits else None


def _payment_at_the_end(head: Item, tender: Tender | None, at: str) -> Change:
    if tender is not None:
        return payment(head, tender, at)
    if head["payment"]["status"] in UNPAID:
        raise PaymentDue
    return Change({})


def _mail(move: Transition, head: Item, person: Item | None) -> Any:
    if move.mail is None or (move.mail == READY_MAIL and head["fulfilment"]["type"] != "pickup"):
        return None
    return mail_to_buyer(move.mail, head, person)
