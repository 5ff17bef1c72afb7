"""Orders that are paid by card, in the tables and at a payment provider."""

from typing import Any

from payments.commands.execution import execute
from payments.payment_provider import Charge, PaymentProvider, Unavailable
from tests.support.database.order_book import Item, OrderBook
from tests.support.shop.card_orders import TOTAL, attempt, card_order, unpaid_mark
from tests.support.shop.stored_orders import ORDER_ID

COMMAND_ID = "cmd_01JD4W0Q8V5E2M7T9X3K6B1CMD"
CREATED_AT = "2026-11-30T14:04:00.000Z"


def started(provider: PaymentProvider, order_id: str = ORDER_ID, number: int = 1) -> str:
    """Start the payment of an attempt at the provider, and return its id."""
    return provider.start(Charge(order_id, number, TOTAL, "CAD", f"{order_id}-{number}")).id


def command(kind: str, **changed: Any) -> Item:
    """Return a command that is due by now."""
    command_id = changed.pop("id", COMMAND_ID)
    return {
        "pk": f"COMMAND#{command_id}",
        "sk": "COMMAND",
        "orderId": ORDER_ID,
        "attempt": 1,
        "kind": kind,
        "attempts": 0,
        "createdAt": CREATED_AT,
        "duePk": "DUE#PAYMENTS",
        "dueSk": f"2026-11-30T14:05:00.000Z#{command_id}",
        **changed,
    }


def refund_item() -> Item:
    """Return a refund of 5.00 that the command has to make."""
    return {
        "pk": f"ORDER#{ORDER_ID}",
        "sk": "REFUND#rfd_1",
        "id": "rfd_1",
        "amount": 500,
        "taxes": [],
        "shares": [],
        "tip": 0,
        "deliveryFee": 0,
        "status": "pending",
        "reason": "customer",
        "createdAt": CREATED_AT,
        "commandId": COMMAND_ID,
        "expiresAt": 2_111_000_000,
    }


class CardShop:
    """A shop with one order that is paid by card. `bank`: the provider, with what customers and people do there."""

    def __init__(self, book: OrderBook, bank: Any) -> None:
        self.book = book
        self.bank = bank

    def order(self, status: str = "pending", paid: str = "waiting", command_id: str | None = None, **head: Any) -> str:
        """Write an order whose attempt is `paid`, here and at the provider; return the payment's id at the provider."""
        payment = started(self.bank, head.get("order_id", ORDER_ID))
        if paid in {"authorized", "captured"}:
            self.bank.pay(payment)
        if paid == "captured":
            self.bank.take(payment)
        shown = {"authorized": "authorized", "captured": "paid"}.get(paid, "due")
        members: dict[str, Any] = {"attempt": 1}
        if command_id:
            members["command"] = command_id
        if paid == "captured":
            members |= {"amount": TOTAL, "paidAt": CREATED_AT}
        self.book.put(*card_order(status=status, payment=shown, paid=members, **head))
        self.book.put(attempt(head.get("order_id", ORDER_ID), status=paid, intent=payment))
        self.book.put(unpaid_mark(head.get("order_id", ORDER_ID)))
        return payment

    def attempt(self, number: int = 1) -> Item:
        return self.book.attempt(number)

    def forget_payment_id(self) -> None:
        """Let the provider's answer to the start of the attempt be lost."""
        known = {name: value for name, value in self.attempt().items() if name != "intent"}
        self.book.put({**known, "status": "starting", "rank": 0})

    def commands(self) -> list[Item]:
        return self.book.commands()

    def refunds(self) -> list[Item]:
        return [item for item in self.book.items() if item["sk"].startswith("REFUND#")]


def run(shop: CardShop, command_id: str = COMMAND_ID) -> bool:
    """Execute the command; return False if the provider does not answer."""
    try:
        return execute(command_id, shop.bank)
    except Unavailable:
        return False
