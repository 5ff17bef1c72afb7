"""A line of a cart, its quote, and the payment of its order."""

from collections.abc import Sequence
from typing import Any

from tests.support.store.fake_menu import Document, money

ESPRESSO = "prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN"
NOW, THEN = "2026-11-30T17:00:00.000Z", "2026-11-30T17:15:00.000Z"


LINE: Document = {
    "key": "a",
    "productId": ESPRESSO,
    "quantity": 2,
    "selections": [],
    "note": None,
    "seen": {"name": "Espresso", "unit": money(325)},
}
"""A line of the cart: two espressos."""


def totals(items: int, tip: int = 0) -> Document:
    tax = {"name": "GST", "rate": 5000, "included": False, "base": money(items), "amount": money(items // 20)}
    none = money(0)
    amounts = {"items": money(items), "discount": none, "deliveryFee": none, "tip": money(tip), "rounding": none}
    return {**amounts, "taxes": [tax], "total": money(items + items // 20 + tip)}


def quote(items: int = 650, *, tip: int = 0, problems: Sequence[Document] = (), at: str | None = None) -> Document:
    """Return the quote of two espressos."""
    return {
        "orderable": not problems,
        "problems": list(problems),
        "lines": [_line(items)],
        "totals": totals(items, tip),
        "fulfilment": {"type": "pickup", "asap": at is None, "from": at or NOW, "to": THEN},
        "quotedAt": NOW,
    }


def payment(status: str = "waiting", **members: Any) -> Document:
    """Return a payment that a page can pay."""
    return {
        "provider": "stripe",
        "clientSecret": "pi_1_secret_1",
        "publishableKey": "pk_test_1",
        "status": status,
        "expiresAt": "2999-01-01T00:00:00.000Z",
        **members,
    }


def _line(net: int) -> Document:
    amount = money(net // 2)
    return {
        "line": 1,
        "productId": ESPRESSO,
        "name": "Espresso",
        "quantity": 2,
        "unit": {"base": amount, "addons": [], "amount": amount},
        "gross": money(net),
        "discounts": [],
        "net": money(net),
        "taxes": [],
        "note": None,
    }
