"""Fixtures of tests on the life of an order. The orders are written to the tables as the placing route writes them."""

from typing import Any

import pytest

from bodega import clock
from tests.support.database.order_book import OrderBook
from tests.support.shop.card_orders import DURING_HOLD
from tests.support.shop.stored_orders import CHARGED, PAID, attempt


@pytest.fixture
def book(dynamodb: Any, catalog: str, accounts: str, analytics: str, orders: str) -> OrderBook:
    """The tables of a shop without orders."""
    names = {"CATALOG_TABLE": catalog, "ACCOUNTS_TABLE": accounts, "ANALYTICS_TABLE": analytics, "ORDERS_TABLE": orders}
    return OrderBook(dynamodb, names)


@pytest.fixture
def paid(book: OrderBook) -> OrderBook:
    """A completed order of 13.56 that was paid at the card terminal: two lattes, a cake, taxes and a tip."""
    book.place(status="completed", payment=PAID)
    return book


@pytest.fixture
def charged(book: OrderBook) -> OrderBook:
    """The same order, paid by card."""
    book.place(status="completed", payment=CHARGED)
    book.put(attempt())
    return book


@pytest.fixture
def in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock before anything is overdue."""
    monkeypatch.setattr(clock, "now", lambda: DURING_HOLD)
