"""Fixtures of tests on the routes of payments, and on what reports of the provider do."""

import pytest

from tests.support.database.order_book import OrderBook
from tests.support.documents.contract import DocumentedShop
from tests.support.payments.card_shop import COMMAND_ID, command
from tests.support.payments.fake_provider import FakeProvider
from tests.support.shop.card_orders import attempt, card_order, unpaid_mark
from tests.support.shop.stored_orders import ORDER_ID


@pytest.fixture
def shop(book: OrderBook) -> DocumentedShop:
    """Calls the routes of a shop without orders."""
    return DocumentedShop()


@pytest.fixture
def provider(bank: FakeProvider, monkeypatch: pytest.MonkeyPatch) -> FakeProvider:
    """The provider that the payments function talks to."""
    for module in ("payments.starting.starting", "payments.settling.refreshing", "payments.settling.webhook"):
        monkeypatch.setattr(f"{module}.chosen_provider", lambda: bank)
    return bank


@pytest.fixture
def pending(book: OrderBook) -> OrderBook:
    """A shop with a pending order, whose buyer is paying."""
    book.put(*card_order(paid={"attempt": 1}), attempt(), unpaid_mark())
    return book


@pytest.fixture
def authorized(book: OrderBook) -> OrderBook:
    """A shop with an accepted order whose capture is commanded."""
    paid = {"attempt": 1, "command": COMMAND_ID}
    due = {"duePk": "DUE#PAYMENTS", "dueSk": f"2026-12-06T14:05:00.000Z#{ORDER_ID}"}
    book.put(*card_order(status="accepted", payment="authorized", paid=paid), attempt(status="authorized", **due))
    book.put(command("capture"))
    return book
