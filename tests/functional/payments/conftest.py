"""Fixtures of tests on card payments."""

from typing import Any

import pytest

from bodega import clock
from tests.support.database.order_book import OrderBook
from tests.support.shop.card_orders import DURING_HOLD


@pytest.fixture
def book(
    dynamodb: Any, catalog: str, accounts: str, analytics: str, orders: str, recording: Any, secrets_url: str
) -> OrderBook:
    """The tables of a shop without orders."""
    names = {"CATALOG_TABLE": catalog, "ACCOUNTS_TABLE": accounts, "ANALYTICS_TABLE": analytics, "ORDERS_TABLE": orders}
    return OrderBook(dynamodb, names)


@pytest.fixture
def during_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock while the orders wait for their payment."""
    monkeypatch.setattr(clock, "now", lambda: DURING_HOLD)
