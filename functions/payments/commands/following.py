"""Refunds that the provider takes its time for. Their events can be lost, so the sweeper asks for the result."""

from datetime import datetime, timedelta
from typing import Final

from bodega import clock, deadline
from bodega.items import Item
from bodega.orders.refunding import PENDING
from bodega.orders.stored import read_order
from payments.commands import store
from payments.payment_provider import PaymentProvider, Unavailable
from payments.settling.refunds import RefundOutcome, settle_refund

_SHORTEST_WAIT: Final = timedelta(minutes=10)
_LONGEST_WAIT: Final = timedelta(days=1)


def follow(order_id: str, refund_id: str, provider: PaymentProvider) -> bool:
    """Ask the provider about a refund that is under way, and return whether it has a result now.

    1 Query, the provider's call, the transaction that records a result, and 1 UpdateItem. A refund that has a result
    already leaves the index of what is due.

    Raises: Unavailable. The sweeper asks again later.
    """
    order = read_order(order_id)
    refund = next((each for each in order.refunds if each["id"] == refund_id), None) if order else None
    if order is None or refund is None:
        return False
    outcome = None
    if refund["status"] == PENDING:
        try:
            report = provider.find_refund(order.payments[-1]["intent"], refund["commandId"])
        except Unavailable:
            deadline.start()
            # At the head of the index, refunds that get no answer would keep everything else from being asked about.
            store.look_again(order_id, refund_id, next_look(refund))
            raise
        deadline.start()
        outcome = settle_refund(report) if report else RefundOutcome.UNDER_WAY
    due = next_look(refund) if outcome is RefundOutcome.UNDER_WAY else None
    store.look_again(order_id, refund_id, due)
    return outcome in {RefundOutcome.REFUNDED, RefundOutcome.FAILED}


def next_look(refund: Item) -> str:
    """Return when the sweeper asks about a refund again: the longer it has taken, the later."""
    now = clock.now()
    waited = now - datetime.fromisoformat(refund["createdAt"])
    return clock.timestamp(now + min(max(waited, _SHORTEST_WAIT), _LONGEST_WAIT))
