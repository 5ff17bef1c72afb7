"""Refreshing a payment: the storefront learns at once what became of it, without a webhook."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.shop.client import Answer, Shop
from tests.support.database.order_book import OrderBook
from tests.support.payments.fake_provider import FakeProvider
from tests.support.shop.card_orders import attempt, card_order, unpaid_mark
from tests.support.shop.stored_orders import ORDER_ID, stored_order

pytestmark = pytest.mark.usefixtures("during_hold")


def start(shop: Shop) -> Answer:
    return shop.post(f"/orders/mine/{ORDER_ID}/payments", role="customer")


def refresh(shop: Shop, role: str = "customer") -> Answer:
    return shop.post(f"/orders/mine/{ORDER_ID}/payments/refresh", role=role)


@pytest.fixture
def started(shop: Shop, book: OrderBook, provider: FakeProvider) -> OrderBook:
    """A shop with a pending order whose payment has started."""
    book.put(*card_order(), unpaid_mark())
    assert start(shop).status == 201
    return book


def test_a_payment_that_was_made_places_the_order(shop: Shop, started: OrderBook, provider: FakeProvider) -> None:
    provider.pay("pi_1")

    answer = refresh(shop)

    assert answer.status == 200, answer
    assert (answer.json["status"], answer.json["payment"]["status"]) == ("placed", "authorized")
    assert answer.headers["ETag"] == f'"{started.head()["version"]}"'
    assert len(started.mails()) == 1


def test_a_payment_that_nobody_made_changes_nothing(shop: Shop, started: OrderBook, provider: FakeProvider) -> None:
    before = started.dump()

    answer = refresh(shop)

    assert (answer.status, answer.json["status"]) == (200, "pending")
    assert started.dump() == before


def test_a_repeated_request_writes_nothing(shop: Shop, started: OrderBook, provider: FakeProvider) -> None:
    provider.pay("pi_1")
    first = refresh(shop)
    before = started.dump()

    assert refresh(shop).json == first.json
    assert started.dump() == before


def test_a_payment_that_was_voided_can_be_started_anew(shop: Shop, started: OrderBook, provider: FakeProvider) -> None:
    provider.close("pi_1")

    assert refresh(shop).json["status"] == "pending"
    assert start(shop).json["clientSecret"] == "pi_2_secret"


def test_the_provider_is_not_asked_about_money_that_has_moved(
    shop: Shop, book: OrderBook, provider: FakeProvider
) -> None:
    book.put(*card_order(status="accepted", payment="paid", paid={"attempt": 1}), attempt(status="captured"))

    assert refresh(shop).json["payment"]["status"] == "paid"
    assert provider.calls == []


@pytest.mark.parametrize("items", [card_order(), stored_order()], ids=["pending", "at the counter"])
def test_an_order_without_a_payment_is_returned(
    shop: Shop, book: OrderBook, provider: FakeProvider, items: list[dict[str, Any]]
) -> None:
    book.put(*items)

    assert refresh(shop).json["id"] == ORDER_ID
    assert provider.calls == []


def test_an_attempt_that_the_provider_does_not_know_is_returned(
    shop: Shop, book: OrderBook, provider: FakeProvider
) -> None:
    book.put(*card_order(paid={"attempt": 1}), attempt(status="starting"))

    assert refresh(shop).json["status"] == "pending"
    assert provider.calls == []


def test_a_shop_that_stopped_taking_cards_returns_the_order(shop: Shop, book: OrderBook) -> None:
    book.put(*card_order(paid={"attempt": 1}), attempt())

    assert refresh(shop).status == 200


def test_a_provider_that_does_not_answer_is_a_503(
    shop: Shop, started: OrderBook, provider: FakeProvider, output: Callable[[], str]
) -> None:
    provider.down = True

    answer = refresh(shop)

    assert (answer.status, answer.code, answer.headers["Retry-After"]) == (503, "payments_unavailable", "2")
    assert "The payment provider is unavailable" in output()


def test_a_payment_that_the_provider_does_not_know_is_a_503(
    shop: Shop, started: OrderBook, provider: FakeProvider
) -> None:
    provider.lose("pi_1")

    assert refresh(shop).code == "payments_unavailable"


def test_another_buyers_order_is_not_found(shop: Shop, started: OrderBook, provider: FakeProvider) -> None:
    provider.calls.clear()

    assert refresh(shop, role="guest").status == 404
    assert provider.calls == []
