"""A book of orders that are paid by card: what a test writes into the tables, and finds there."""

from typing import Any, Final

from tests.support.database.order_book import OrderBook
from tests.support.shop.card_orders import TOTAL, attempt, card_order
from tests.support.shop.stored_orders import ORDER_ID

Item = dict[str, Any]

CAPTURE: Final = "cmd_01JD4W0Q8V5E2M7T9X3K6B1CAP"
"""The id of the command that charges the card."""


def placed(book: OrderBook, status: str = "placed", payment: str = "authorized", **changed: Any) -> None:
    """Write an order whose payment by card is authorized or captured."""
    captured = {"amount": TOTAL, "paidAt": "2026-11-30T14:04:00.000Z"} if payment == "paid" else {}
    paid = {"attempt": 1, **captured, **changed.pop("paid", {})}
    of_attempt = {"due": "waiting", "paid": "captured", "authorized": "authorized"}.get(payment, "voided")
    book.put(*card_order(status=status, payment=payment, paid=paid, taken=[], **changed), attempt(status=of_attempt))


def capture(book: OrderBook, attempts: int = 0) -> None:
    """Write the command that charges the card of the order."""
    book.put(
        {
            "pk": f"COMMAND#{CAPTURE}",
            "sk": "COMMAND",
            "orderId": ORDER_ID,
            "attempt": 1,
            "kind": "capture",
            "attempts": attempts,
            "createdAt": "2026-11-30T14:04:00.000Z",
        }
    )


def commands(book: OrderBook) -> dict[str, Item]:
    """Return the commands by kind. There is one of a kind at most."""
    found = [item for item in book.items() if item["sk"] == "COMMAND"]
    assert len(found) == len({item["kind"] for item in found})
    return {item["kind"]: item for item in found}


def refunds(book: OrderBook) -> list[Item]:
    return [item for item in book.items() if item["sk"].startswith("REFUND#")]
