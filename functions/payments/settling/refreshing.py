"""Refreshing a payment: the provider is asked what became of it, without waiting for its webhook."""

from bodega.orders.payment_items import AUTHORIZED, RANKS
from bodega.orders.reading import own_order
from bodega.orders.stored import StoredOrder
from payments.asking import asking
from payments.payment_provider import Report
from payments.provider_choice import chosen_provider
from payments.settling.settling import settle


def refresh_payment(user_id: str, order_id: str) -> StoredOrder:
    """Apply what the provider knows about the last attempt to pay the buyer's order, and return the order.

    1 Query, the provider's call, and what settling costs. The provider is not asked about an order without a payment,
    and about one whose money has moved.

    Raises: NotFound, PaymentsUnavailable.
    """
    order = own_order(user_id, order_id)
    report = _look(order)
    return (report and settle(report, order).order) or order


def _look(order: StoredOrder) -> Report | None:
    provider, attempt = chosen_provider(), order.attempt
    if provider is None or attempt is None or "intent" not in attempt or attempt["rank"] > RANKS[AUTHORIZED]:
        return None
    with asking(order.head["id"]):
        return provider.look(attempt["intent"])
