"""Documentation of refunds."""

from bodega.openapi.operations import Operation, creates
from bodega.orders.openapi import REFUND, Refund
from bodega.orders.reading import NO_ORDER

OPERATIONS = {
    "refundOrder": Operation(
        "Refund an order",
        "Returns a part of a paid order, or all of it: pieces of its lines with their taxes, the tip and the delivery "
        "fee, or an amount. The pieces of a line are worth its total to the cent, in whatever portions they are "
        "refunded. After a refund by an amount, pieces are worth as much as before, but never more than the rest of "
        "the payment. A refund of all that is left returns the rest, cash rounding included.\n\n"
        "Money of a card returns to the card: the refund is `pending` until the payment provider confirms it. It can "
        "still fail, also later; then it can be made again. Of a payment at the counter, the refund records that the "
        "money was handed out, so it has succeeded at once.\n\n"
        "The reports subtract a refund when it has succeeded, and a mail tells the buyer. The status of the order does "
        "not change.",
        "order handling",
        creates("The refund", Refund, REFUND),
        {"not_found": NO_ORDER},
        problems=("refund_exceeds", "payment_in_progress"),
        body={"lines": [{"line": 1, "quantity": 1}], "restock": True, "reason": "missing"},
        id_prefix="ord",
        needs_key=True,
    ),
}
