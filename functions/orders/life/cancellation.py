"""Cancellation of an order: by the staff, by the buyer, or by the sweeper if nobody accepted it in time."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bodega import clock
from bodega.items import Item
from bodega.orders import changes
from bodega.orders.changes import is_by_card
from bodega.orders.concurrency import changed_order
from bodega.orders.errors import PaymentInProgress, TransitionNotAllowed
from bodega.orders.reading import any_order, own_order
from bodega.orders.stored import StoredOrder, read_order
from bodega.orders.transitions import (
    BEFORE_PREPARING,
    CANCELED,
    PENDING,
    PLACED,
    Actor,
    Transition,
    allowed,
    transition,
)
from bodega.orders.writes import Entry, MoreFailed, Released, end_order, mail_to_buyer
from orders.life import store
from orders.life.returning import PAID, keeps_money, returned, sale_of

NOT_ACCEPTED = "not_accepted"
REPLACED = "replaced"
TOO_LATE = "You cannot cancel this order yourself any more. Ask the staff."
NOT_OPEN = "This order is completed, has expired, or waits for its payment by card, so it cannot be canceled."


class Cancellation(NamedTuple):
    """Why an order is canceled. `note`: for the staff. `restock`: None for yes until it is being prepared."""

    reason: str
    note: str | None = None
    restock: bool | None = None


def cancel_any(order_id: str, cancellation: Cancellation, actor: Item) -> StoredOrder:
    """Cancel an order for the staff and return it. A canceled order is not changed.

    Raises: NotFound, TransitionNotAllowed, PaymentInProgress.
    """
    return _cancel(any_order(order_id), cancellation, Actor.STAFF, actor)


def cancel_own(user_id: str, order_id: str, actor: Item) -> StoredOrder:
    """Cancel the buyer's own order and return it. A canceled order is not changed.

    Raises: NotFound; TransitionNotAllowed if the shop has accepted it, is preparing it, or was paid at the counter;
    PaymentInProgress.
    """
    return _cancel(own_order(user_id, order_id), Cancellation("customer"), Actor.BUYER, actor)


def cancel_unpaid(user_id: str, order_id: str, actor: Item, helps: Callable[[Item], bool]) -> bool:
    """Cancel the buyer's order because they place another one, and return whether this did it.

    Only an order that waits for a card is canceled. `helps`: takes its head, and returns whether that is of use.
    """
    order = read_order(order_id)
    if order is None or order.head.get("customerId") != user_id or order.head["status"] != PENDING:
        return False
    if not helps(order.head):
        return False
    try:
        _cancel(order, Cancellation(REPLACED), Actor.BUYER, actor)
    except TransitionNotAllowed:  # it was placed or has expired in between
        return False
    return True


def overdue_orders(now: str) -> Iterator[str]:
    """Yield the ids of the orders that nobody accepted in time, the oldest first. 0.5 RCU for about 25 of them."""
    return store.overdue(now)


def cancel_overdue(order_id: str, now: str) -> bool:
    """Cancel an order that nobody accepted in time, and return whether this did it.

    An order that is paid at the counter stays. One whose card is being charged is canceled by a later run. The order is
    read again: the index that found it can be behind.
    """
    order = read_order(order_id)
    if order is None or not _is_overdue(order.head, now):
        return False
    try:
        _cancel(order, Cancellation(NOT_ACCEPTED), Actor.SYSTEM, {"role": "system"})
    except (TransitionNotAllowed, PaymentInProgress):  # someone was faster, or it is paid at the counter
        return False
    return True


def _is_overdue(head: Item, now: str) -> bool:
    return bool(head["status"] == PLACED and head.get("acceptBy", now) < now)


def _cancel(order: StoredOrder, cancellation: Cancellation, kind: Actor, actor: Item) -> StoredOrder:
    refunds: tuple[Item, ...] = ()

    def change(order: StoredOrder) -> Item:
        nonlocal refunds
        head = order.head
        if head["status"] == CANCELED and kind is not Actor.SYSTEM:  # a repeated request
            return head
        move = _allowed_move(head, kind, cancellation.reason)
        at = clock.timestamp(clock.now())
        wanted = cancellation.restock
        restock = head["status"] in BEFORE_PREPARING if wanted is None else wanted
        money = returned(order, at)
        done = changes.cancel(head, cancellation.reason, at, restocked=restock, reported=keeps_money(head)).and_(
            money.change
        )
        released = Released(
            stock=_pieces(order) if restock else [],
            slot=head.get("slot"),
            sale=sale_of(order, at),
            note=cancellation.note,
        )
        entry = Entry(move.source, CANCELED, at, actor, cancellation.reason)
        mail = move.mail and mail_to_buyer(move.mail, head, order.person, reason=cancellation.reason, money=money.money)
        try:
            end_order(head, done, entry, released, mail=mail or None, more=money.more)
        except MoreFailed:  # the provider may be charging the card just now
            raise PaymentInProgress from None
        refunds = money.refunds
        return done.applied(head)

    canceled = changed_order(order, change)
    return canceled._replace(refunds=(*canceled.refunds, *refunds)) if refunds else canceled


def _pieces(order: StoredOrder) -> list[Item]:
    """Return the pieces that return to the stock: those that no refund has returned yet."""
    if not order.refunds:
        taken: list[Item] = order.head["taken"]
        return taken
    from bodega.orders.refunding import pieces_left  # refunds are rare, and cold starts are not

    left = pieces_left(order.head, order.refunds)
    return [{"productId": product_id, "quantity": quantity} for product_id, quantity in left.items() if quantity]


def _allowed_move(head: Item, kind: Actor, reason: str) -> Transition:
    status, cancel_until = head["status"], head["cancelUntil"]
    move = transition(status, CANCELED, kind, cancel_until)
    if reason == REPLACED and status != PENDING:
        raise TransitionNotAllowed(TOO_LATE, status, [])
    # Somebody has to return money at the counter, so the staff have to know.
    if kind is not Actor.STAFF and head["payment"]["status"] in PAID and not is_by_card(head):
        raise TransitionNotAllowed(TOO_LATE, status, [])
    if move is None:
        detail = TOO_LATE if kind is Actor.BUYER else NOT_OPEN
        raise TransitionNotAllowed(detail, status, allowed(status, kind, cancel_until))
    return move
