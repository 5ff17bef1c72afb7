"""Documentation of the routes that apply what the payment provider knows."""

from bodega.openapi.operations import Operation, changes, no_content
from bodega.orders.openapi import ORDER, Order
from bodega.orders.reading import NO_ORDER
from payments.settling.webhook import NO_CARDS

_TAG = "card payments"

OPERATIONS = {
    "refreshPayment": Operation(
        "Refresh the payment of your order",
        "Asks the payment provider what became of the payment, applies it and returns the order. Call it when the "
        "provider's script reports success: the order is then `placed`, or `accepted` if the store accepts orders at "
        "once, without waiting for the provider's event. It changes nothing if nothing has happened, so the request "
        "can be repeated. For an order without a payment, it returns the order.",
        _TAG,
        changes("The order", Order, ORDER),
        {"not_found": NO_ORDER},
        problems=("payments_unavailable",),
        id_prefix="ord",
    ),
    "receivePaymentEvent": Operation(
        "Receive an event of the payment provider",
        "The webhook of the payment provider, which sends its events in its own format and signs them. The shop "
        "applies an event once, however often and in whatever order events come. An event that does not concern an "
        "order is 204, too.",
        _TAG,
        no_content("The event is applied, or does not concern the shop"),
        {"not_found": NO_CARDS},
        problems=("invalid_signature", "payload_too_large", "payments_unavailable"),
    ),
}
