"""Documentation of the routes that change an order."""

from bodega.items import version_conflict
from bodega.openapi.operations import Operation, changes, creates
from bodega.orders.openapi import ORDER, Order, example_money
from bodega.orders.reading import NO_ORDER
from orders.life.cancellation import NOT_OPEN, TOO_LATE
from orders.life.status import NOT_ALLOWED

_TAG = "order handling"
_NO_ORDER = {"not_found": NO_ORDER}
_PAID = {
    **ORDER,
    "status": "completed",
    "totals": {**ORDER["totals"], "rounding": example_money(0)},
    "payment": {
        "method": "counter",
        "status": "paid",
        "tender": "cash",
        "amount": example_money(1320),
        "received": example_money(2000),
        "change": example_money(680),
        "rounding": example_money(0),
        "refunded": None,
        "paidAt": ORDER["updatedAt"],
    },
    "unpaid": False,
    "version": 4,
}
_CANCELED = {
    **ORDER,
    "status": "canceled",
    "payment": {**ORDER["payment"], "status": "none"},
    "unpaid": False,
    "cancelReason": "out_of_stock",
    "version": 2,
}

OPERATIONS = {
    "setOrderStatus": Operation(
        "Move an order",
        "Moves an order forward: `placed` → `accepted` → `preparing` → `ready` → `completed`. From `accepted` on, "
        "`preparing` and `ready` can be skipped. The one step back is from `ready` to `preparing`. The status that the "
        "order has already changes nothing, so the request can be repeated.\n\n"
        "An order that is not paid cannot be completed. With `paid`, the same request records the payment. Cash is "
        "rounded to the smallest coin of the shop's settings, and the difference is part of the total. A card that is "
        "only authorized is charged once the order is `accepted`.\n\n"
        "A mail tells the buyer that the order is accepted, and that it is ready to be picked up.",
        _TAG,
        changes("The order with this status", Order, _PAID),
        {
            **_NO_ORDER,
            "version_conflict": version_conflict("order").detail,
            "transition_not_allowed": NOT_ALLOWED,
        },
        problems=("payment_due", "order_not_payable"),
        body={"status": "accepted"},
        id_prefix="ord",
    ),
    "cancelOrder": Operation(
        "Cancel an order",
        "Cancels an order that has not ended, and frees its slot. The pieces return to the stock; from `preparing` on "
        "they do only with `restock`. A payment at the counter is returned there. A card that is authorized is not "
        "charged, and one that is charged gets a refund. If the order was ready, the payment stays, and an admin "
        "decides about a refund. While a card is being charged, the response is 409 `payment_in_progress`. The "
        "reports subtract the order unless the payment stays, and a mail tells the buyer the reason. A canceled order "
        "is not changed, so the request can be repeated.",
        _TAG,
        changes("The canceled order", Order, _CANCELED),
        {**_NO_ORDER, "transition_not_allowed": NOT_OPEN},
        problems=("payment_in_progress",),
        body={"reason": "out_of_stock", "note": "The oven is broken"},
        id_prefix="ord",
    ),
    "payOrder": Operation(
        "Record a payment at the counter",
        "Records that an open order was paid in cash or at the card terminal: one that is paid at the counter, or "
        "whose card could not be charged. The status does not change. An amount in cash is rounded to the smallest "
        "coin of the shop's settings, and the difference is part of the total.",
        _TAG,
        creates("The paid order", Order, {**_PAID, "status": "accepted", "version": 3}, "ETag"),
        _NO_ORDER,
        problems=("order_not_payable",),
        body={"method": "cash", "received": example_money(2000)},
        id_prefix="ord",
        needs_key=True,
    ),
    "cancelOwnOrder": Operation(
        "Cancel your order",
        "Cancels an order of the caller until the shop has accepted it, or until it prepares it: `cancelUntil` of the "
        "order says which. Only the staff cancel an order that is paid at the counter, because they return the money. "
        "A card is not charged, or gets a refund. A canceled order is not changed, so the request can be repeated.",
        "orders",
        changes("The canceled order", Order, {**_CANCELED, "cancelReason": "customer"}),
        {**_NO_ORDER, "transition_not_allowed": TOO_LATE},
        problems=("payment_in_progress",),
        id_prefix="ord",
    ),
}
