"""What a report of the payment provider does to an order.

Webhook, refresh, sweeper and worker call `settle` with what they learned. A payment only moves forward: a report of an
earlier state changes nothing, and a repeated report writes nothing. So lost, repeated and reordered reports need no
rules of their own.
"""

from enum import StrEnum
from typing import NamedTuple

from bodega import clock, deadline
from bodega.ids import is_id
from bodega.items import Item
from bodega.observability import count, logger
from bodega.orders.payment_items import CAPTURED, RANKS, STARTING
from bodega.orders.settings import Settings
from bodega.orders.stored import StoredOrder, read_order
from bodega.orders.transitions import CANCELED, EXPIRED, PENDING
from bodega.orders.writes import Changed
from payments import SERVICE
from payments.payment_provider import Rank, Report
from payments.settling import moves, store
from payments.settling.moves import Move
from payments.settling.store import NothingLeft

_GONE = (CANCELED, EXPIRED)


class Outcome(StrEnum):
    """What a report did."""

    UNCHANGED = "unchanged"
    """The order knows it already, or knows more."""
    MISMATCHED = "mismatched"
    """No attempt has this order, payment, amount and currency, or the payment is captured although it was voided."""
    NOTED = "noted"
    """Only the attempt has changed: it has its payment at the provider, or another declined card."""
    PLACED = "placed"
    GIVEN_UP = "given_up"
    """The money came for an order that has ended. A command voids the payment."""
    PAID = "paid"
    VOIDED = "voided"
    UNPAID = "unpaid"
    """The payment of an order that goes on cannot be captured any more."""


class Settled(NamedTuple):
    """What a report did, and the order as it is now; None if there is no such order."""

    outcome: Outcome
    order: StoredOrder | None


def settle(report: Report, order: StoredOrder | None = None) -> Settled:
    """Apply a report to its order. `order`: the order if it was read before the report came.

    1 Query without `order`; for a change, 1 TransactWriteItems and, to place the order, 1 GetItem (settings). If the
    order changes in the meantime, it is read and decided again.

    Raises: StorageUnavailable.
    """
    found = order or _read(report.order_id)
    while True:
        deadline.require_time()
        attempt = found and _attempt(found, report)
        if found is None or attempt is None:
            return _mismatched(report, found)
        try:
            return _apply(found, attempt, report)
        except Changed:
            found = _read(report.order_id)


def _read(order_id: str) -> StoredOrder | None:
    return read_order(order_id) if is_id(order_id, "ord") else None


def _attempt(order: StoredOrder, report: Report) -> Item | None:
    """Return the attempt that the report is about; None if id, order, amount or currency differ."""
    for attempt in order.payments:
        if attempt["attempt"] == report.attempt:
            same = (order.head["id"], attempt["amount"], attempt["currency"], attempt.get("intent", report.id))
            return attempt if same == (report.order_id, report.amount, report.currency, report.id) else None
    return None


def _mismatched(report: Report, order: StoredOrder | None) -> Settled:
    count("PaymentsMismatched", service=SERVICE)
    logger.error("A payment matches no attempt to pay an order", extra={"payment": report.id, "order": report.order_id})
    return Settled(Outcome.MISMATCHED, order)


def _apply(order: StoredOrder, attempt: Item, report: Report) -> Settled:
    """Raises: Changed."""
    known = attempt["rank"]
    if report.rank is Rank.WAITING:
        return _note(order, attempt, report)
    # The order goes on without this payment, and may have been paid at the counter: a person has to return the money.
    if report.rank is Rank.CAPTURED and known > RANKS[CAPTURED]:
        return _mismatched(report, order)
    # A captured payment cannot be voided any more, so a report that says so is of no use.
    if report.rank <= known or known >= RANKS[CAPTURED]:
        return Settled(Outcome.UNCHANGED, order)
    return _void(order, attempt) if report.rank is Rank.VOIDED else _take(order, attempt, report)


def _take(order: StoredOrder, attempt: Item, report: Report) -> Settled:
    """Take the money that a report announces."""
    if order.head["status"] == PENDING:
        return _place(order, attempt, report, store.read_settings())
    if order.head["status"] in _GONE:
        return _late(order, attempt, report)
    if attempt["rank"] < Rank.AUTHORIZED:  # another attempt has placed the order, so this one was voided
        return _mismatched(report, order)
    return _moved(order, moves.pay(order.head, attempt, report, _now()), Outcome.PAID)


def _note(order: StoredOrder, attempt: Item, report: Report) -> Settled:
    """Record which payment an attempt has at the provider, and the last declined card."""
    declined = report.decline is not None and report.decline != attempt.get("lastDecline")
    if attempt["status"] != STARTING and (attempt["rank"] > Rank.WAITING or not declined):
        return Settled(Outcome.UNCHANGED, order)
    noted = store.note(order.head["id"], attempt, report.id, report.decline, _now())
    payments = [noted if each is attempt else each for each in order.payments]
    return Settled(Outcome.NOTED, order._replace(payments=payments))


def _place(order: StoredOrder, attempt: Item, report: Report, settings: Settings) -> Settled:
    placed = _moved(order, moves.place(order, attempt, report, settings, clock.now()), Outcome.PLACED)
    count("OrdersPlaced", service="orders")
    return placed


def _late(order: StoredOrder, attempt: Item, report: Report) -> Settled:
    """Place an expired order if everything that it needs is still there. Give up the payment otherwise.

    A canceled order stays canceled. Its payment is voided, and refunded if it is captured.
    """
    if order.head["status"] == EXPIRED:
        try:
            return _place_again(order, attempt, report)
        except NothingLeft:
            logger.warning("An order was paid too late; its payment is voided", extra={"order": order.head["id"]})
    return _moved(order, moves.give_up(order.head, attempt, report, _now()), Outcome.GIVEN_UP)


def _place_again(order: StoredOrder, attempt: Item, report: Report) -> Settled:
    """Raises: Changed, NothingLeft."""
    settings = store.read_settings()
    if not moves.can_return(order.head, settings, clock.now()):
        raise NothingLeft
    return _place(order, attempt, report, settings)


def _void(order: StoredOrder, attempt: Item) -> Settled:
    head, at = order.head, _now()
    if head["status"] == PENDING or head["status"] in _GONE:
        return _moved(order, moves.void(head, attempt, at), Outcome.VOIDED)
    alert_email = store.read_settings().alert_email
    lapsed = _moved(order, moves.lapse(head, attempt, at, alert_email=alert_email), Outcome.UNPAID)
    count("CapturesRefused", service=SERVICE)
    logger.error("An order goes on without its payment", extra={"order": head["id"]})
    return lapsed


def _moved(order: StoredOrder, move: Move, outcome: Outcome) -> Settled:
    """Raises: Changed, NothingLeft."""
    store.write(order, move)
    payments = [move.attempt if each["attempt"] == move.attempt["attempt"] else each for each in order.payments]
    return Settled(outcome, order._replace(head=move.change.applied(order.head), payments=payments))


def _now() -> str:
    return clock.timestamp(clock.now())
