"""Fixtures of tests on card payments."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from bodega import clock
from tests.support.database.order_book import OrderBook
from tests.support.payments.card_shop import CardShop
from tests.support.payments.fake_provider import FakeProvider
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


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def bank() -> FakeProvider:
    return FakeProvider()


@pytest.fixture
def shop(book: OrderBook, bank: FakeProvider, at: Any) -> CardShop:
    """A shop that takes cards, five minutes after its orders were placed."""
    at(DURING_HOLD)
    return CardShop(book, bank)
