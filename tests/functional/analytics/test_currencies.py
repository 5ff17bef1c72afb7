"""Twelve currencies: an amount comes back as it was typed, from the catalogue, the menu and the reports."""

from decimal import Decimal
from typing import Any

import pytest

from harness.aws.tables import read_all
from harness.shop.client import Shop
from harness.shop.orders import order
from tests.support.database.analytics_table import report
from tests.support.shop.currencies import SAMPLES, Sample
from tests.support.shop.menu import current_menu


@pytest.fixture(params=SAMPLES, ids=[sample.code for sample in SAMPLES])
def sample(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """Set each currency as the shop's, one after the other."""
    monkeypatch.setenv("SHOP_CURRENCY", request.param.code)
    found: Sample = request.param
    return found


def as_typed(amount: int, shown: dict[str, Any]) -> str:
    """Return an amount of a response as people write it, with the digits that the response states."""
    return str(Decimal(amount).scaleb(-shown["currencyDigits"]))


def test_a_price_is_stored_in_minor_units_and_shown_as_typed(
    sample: Sample, shop: Shop, catalog: str, dynamodb: Any
) -> None:
    product = shop.add("products", price=sample.money)
    shop.add("categories", productIds=[product["id"]])

    (stored,) = [row["price"]["M"] for row in read_all(dynamodb, catalog) if row["pk"]["S"] == "PRODUCT"]
    assert stored == {"amount": {"N": str(sample.stored)}, "currency": {"S": sample.code}}
    menu = current_menu(shop)
    (shown,) = menu["categories"][0]["products"]
    assert (menu["currency"], menu["currencyDigits"]) == (sample.code, sample.digits)
    assert as_typed(shown["price"]["amount"], menu) == sample.typed


def test_an_order_is_reported_as_typed(sample: Sample, shop: Shop, fill: Any) -> None:
    event = order()
    event["items"][0]["amount"] = event["total"] = sample.money
    fill([event])

    for url in ("summary", "orders?interval=day", "products"):
        found = report(shop, f"{url}{'&' if '?' in url else '?'}from=2025-03-10&to=2025-03-10")
        assert (found["currency"], found["currencyDigits"]) == (sample.code, sample.digits)
        amount = found["revenue"] if url == "summary" else found["totals"]["revenue"]
        assert amount == {"amount": sample.stored, "currency": sample.code}
        assert as_typed(amount["amount"], found) == sample.typed
