"""The webhook: events that the provider sends.

An event is a hint. Its signature proves who sent it, and it is applied like any other report: it may come late, twice,
in another order, or not at all.
"""

from collections.abc import Mapping

from bodega import clock
from bodega.errors import NotFound
from bodega.ids import is_id
from bodega.items import Item
from bodega.observability import count, logger
from bodega.orders.changes import Change
from bodega.orders.concurrency import changed_order
from bodega.orders.stored import StoredOrder, read_order
from bodega.orders.writes import Entry, change_order
from payments.asking import asking
from payments.errors import WebhookNotSigned
from payments.payment_provider import Dispute, InvalidSignature, PaymentProvider, RefundReport
from payments.provider_choice import chosen_provider, read_event
from payments.settling.refunds import settle_refund
from payments.settling.settling import settle

NO_CARDS = "This shop takes no payments by card."
DISPUTED = "disputed"
"""The reason in the history."""


def receive(headers: Mapping[str, str], body: bytes) -> None:
    """Apply an event. `headers`: with names in lower case. `body`: exactly as it was sent.

    What applying costs; nothing is written for an event that is known, or that does not concern an order. For a
    dispute, also the provider's call, 1 Query and 1 TransactWriteItems.

    Raises: NotFound if the shop takes no cards, WebhookNotSigned; PaymentsUnavailable and StorageUnavailable, after
    which the provider sends the event again.
    """
    provider = chosen_provider()
    if provider is None:
        raise NotFound(NO_CARDS)
    try:
        event = read_event(provider, headers, body)
    except InvalidSignature:
        count("WebhooksRefused")
        logger.warning("The signature of an event of the payment provider is not valid")
        raise WebhookNotSigned from None
    if isinstance(event, Dispute):
        _dispute(provider, event)
    elif event is None or not event.order_id:
        return  # the shop's account at the provider can have other uses
    elif isinstance(event, RefundReport):
        settle_refund(event)
    else:
        settle(event)


def _dispute(provider: PaymentProvider, dispute: Dispute) -> None:
    """Write a dispute into the order's history, once. A person answers it at the provider."""
    with asking(dispute.payment_id):
        order_id = provider.look(dispute.payment_id).order_id
    order = read_order(order_id) if is_id(order_id, "ord") else None
    if not order_id or (order is not None and _is_disputed(order)):
        return
    count("PaymentsDisputed")
    logger.error("A payment is disputed", extra={"payment": dispute.payment_id, "order": order_id})
    if order is not None:
        changed_order(order, _note_dispute)


def _is_disputed(order: StoredOrder) -> bool:
    return any(entry.get("reason") == DISPUTED for entry in order.history)


def _note_dispute(order: StoredOrder) -> Item:
    if _is_disputed(order):
        return order.head
    at, status = clock.timestamp(clock.now()), order.head["status"]
    change = Change({"updatedAt": at})
    change_order(order.head, change, Entry(status, status, at, {"role": "provider"}, DISPUTED))
    return change.applied(order.head)
