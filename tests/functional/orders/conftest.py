"""Fixtures for orders: a shop with all tables that an order touches, and a catalogue to order from."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bodega import clock
from bodega.attributes import from_attributes, to_attributes
from harness.aws.dynamodb_proxy import Recording
from harness.aws.tables import put_all, read_all
from harness.shop.client import Shop
from tests.support.documents.contract import DocumentedShop
from tests.support.shop.ordering import (
    TYPICAL_TOTAL,
    Catalogue,
    order_of,
    profile_row,
    seed_catalogue,
    typical_cart,
)

Rows = Callable[[str], list[dict[str, Any]]]
Settings = Callable[..., None]

NOON = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
"""Noon in the shop's time zone, on a Monday."""


@pytest.fixture
def shop(
    catalog: str, accounts: str, analytics: str, orders: str, dynamodb: Any, recording: Recording, secrets_url: str
) -> Shop:
    """A shop in which a guest, a customer, staff and an admin have accounts."""
    put_all(dynamodb, accounts, [profile_row(role) for role in ("guest", "customer", "staff", "admin")])
    return DocumentedShop()


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock of timestamps at noon."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def catalogue(shop: Shop, recording: Recording) -> Catalogue:
    found = seed_catalogue(shop)
    recording.calls.clear()
    return found


@pytest.fixture
def rows(dynamodb: Any, catalog: str, accounts: str, analytics: str, orders: str) -> Rows:
    """Return the items of all tables whose partition key starts with a prefix."""
    tables = (catalog, accounts, analytics, orders)

    def read(prefix: str = "") -> list[dict[str, Any]]:
        items = (from_attributes(row) for table in tables for row in read_all(dynamodb, table))
        return [item for item in items if item["pk"].startswith(prefix)]

    return read


@pytest.fixture
def store_settings(dynamodb: Any, orders: str) -> Settings:
    """Return a function that stores settings. Those that are not given have their defaults."""

    def store(**members: Any) -> None:
        put_all(dynamodb, orders, [to_attributes({"pk": "STORE", "sk": "SETTINGS", "version": 1, **members})])

    return store


@pytest.fixture
def order(catalogue: Catalogue) -> dict[str, Any]:
    """The body of the typical order."""
    return order_of(typical_cart(catalogue), TYPICAL_TOTAL, note="no bag")
