"""What a report about a refund does to its order.

Webhook, worker and sweeper call `settle_refund` with what they learned. A refund that was returned can still fail
later, for example if the bank account was closed.
"""

from enum import StrEnum

from bodega import clock, deadline
from bodega.ids import is_id
from bodega.items import Item
from bodega.observability import count, logger
from bodega.orders.refund_writes import refund_failed, refund_succeeded
from bodega.orders.refunding import FAILED, PENDING, SUCCEEDED
from bodega.orders.stored import StoredOrder, read_order
from bodega.orders.writes import Changed
from payments import SERVICE
from payments.payment_provider import RefundReport
from payments.settling import store


class RefundOutcome(StrEnum):
    """What a report about a refund did."""

    UNCHANGED = "unchanged"
    """The order knows it already."""
    MISMATCHED = "mismatched"
    """No refund has this order, payment, command, amount and currency."""
    UNDER_WAY = "under_way"
    """The provider has it, and reports the result later."""
    REFUNDED = "refunded"
    FAILED = "failed"
    """The money did not reach the buyer. A person has to return it in another way."""


def settle_refund(report: RefundReport) -> RefundOutcome:
    """Apply a report to its refund.

    1 Query; for a change, 1 TransactWriteItems, and for a failure 1 GetItem (settings). If the order changes in the
    meantime, it is read and decided again.

    Raises: StorageUnavailable.
    """
    while True:
        deadline.require_time()
        order = read_order(report.order_id) if is_id(report.order_id, "ord") else None
        refund = order and _refund(order, report)
        if order is None or refund is None:
            count("PaymentsMismatched", service=SERVICE)
            extra = {"refund": report.id, "order": report.order_id}
            logger.error("A refund of the payment provider matches no refund of an order", extra=extra)
            return RefundOutcome.MISMATCHED
        try:
            return _apply(order, refund, report)
        except Changed:
            continue


def _refund(order: StoredOrder, report: RefundReport) -> Item | None:
    head, intents = order.head, {attempt.get("intent") for attempt in order.payments}
    for refund in order.refunds:
        if refund.get("commandId") == report.command:
            same = refund["amount"] == report.amount and head["currency"] == report.currency
            return refund if same and report.payment_id in intents else None
    return None


def _apply(order: StoredOrder, refund: Item, report: RefundReport) -> RefundOutcome:
    """Raises: Changed."""
    known, at = refund["status"], clock.timestamp(clock.now())
    if report.status == FAILED and known != FAILED:
        alert_email = store.read_settings().alert_email
        store.write_refund(order, refund, refund_failed(order, refund, at, alert_email=alert_email), at)
        count("RefundsFailed", service=SERVICE)
        logger.error("A refund failed", extra={"order": order.head["id"], "refund": refund["id"]})
        return RefundOutcome.FAILED
    if report.status == SUCCEEDED and known == PENDING:
        store.write_refund(order, refund, refund_succeeded(order, refund, at), at)
        return RefundOutcome.REFUNDED
    return RefundOutcome.UNDER_WAY if report.status == known == PENDING else RefundOutcome.UNCHANGED
