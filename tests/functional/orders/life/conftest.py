"""Fixtures of tests on the life of an order. The orders are written to the tables as the placing route writes them."""

from typing import Any

import pytest

from tests.support.database.order_book import OrderBook


@pytest.fixture
def book(dynamodb: Any, catalog: str, accounts: str, analytics: str, orders: str) -> OrderBook:
    """The tables of a shop without orders."""
    names = {"CATALOG_TABLE": catalog, "ACCOUNTS_TABLE": accounts, "ANALYTICS_TABLE": analytics, "ORDERS_TABLE": orders}
    return OrderBook(dynamodb, names)
