"""Documentation of placing orders."""

from bodega.openapi.operations import Operation, creates
from bodega.orders.openapi import ORDER, Order, example_money
from orders.quoting.openapi import CART

OPERATIONS = {
    "placeOrder": Operation(
        "Place an order",
        "Prices the cart again, takes its products from stock, reserves its slot and places the order: all of it, or "
        "nothing. An order that is paid at the counter is `placed`, or `accepted` if the store accepts orders at "
        "once. One that is paid by card is `pending`: it is reserved until `holdUntil`, and the shop gets it when the "
        "card is authorized (`POST /orders/mine/{id}/payments`). It replaces an earlier order of the caller that "
        "still waits for its card. `expectedTotal` is the total of the quote that the customer has seen. If the order "
        "has another total now, it is refused with the new quote. If anything else prevents it, it is refused with "
        "all problems, as in a quote. Guests have to send their name and email; staff place orders for people at the "
        "counter. The order is mailed to the email, with a link to track it; a pending one is mailed when it is "
        "placed. `Location` is the path under which the caller can read the order.",
        "orders",
        creates("The order", Order, ORDER, "Location", "ETag"),
        problems=("not_orderable", "price_changed", "session_ended"),
        body={
            **CART,
            "expectedTotal": example_money(1320),
            "payment": {"method": "counter"},
            "customer": {"name": "Ada Lovelace", "phone": "+15145550123", "email": "ada@shop.example"},
            "note": None,
        },
        needs_key=True,
    ),
}
