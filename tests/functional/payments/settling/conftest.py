"""Fixtures of tests on the routes of payments, and on what reports of the provider do."""

import pytest

from tests.support.database.order_book import OrderBook
from tests.support.documents.contract import DocumentedShop
from tests.support.payments.fake_provider import FakeProvider


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
