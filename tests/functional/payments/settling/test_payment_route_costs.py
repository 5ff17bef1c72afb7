"""What each route of payments asks of DynamoDB: the figures of docs/operations.md. The provider's call comes on top."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.shop.client import Shop
from payments import provider_choice
from payments.payment_provider import Rank, Report
from tests.support.database.order_book import OrderBook
from tests.support.database.route_costs import Meter
from tests.support.payments.fake_provider import FakeProvider, event_of, sign
from tests.support.shop.card_orders import attempt, card_order, report, unpaid_mark
from tests.support.shop.stored_orders import ORDER_ID

pytestmark = pytest.mark.usefixtures("during_hold")

START = f"/orders/mine/{ORDER_ID}/payments"
KEY = "the key of events"


@pytest.fixture
def meter(recording: Any, book: OrderBook) -> Meter:
    return Meter(recording, book.rows)


@pytest.fixture
def send(shop: Shop, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch) -> Callable[[Report], Any]:
    """Sends an event of the provider."""
    monkeypatch.setattr(provider_choice, "_webhook_keys", lambda _: [KEY])

    def sent(event: Report) -> Any:
        body = event_of(event)
        headers = {"Fake-Signature": sign(KEY, body)}
        return shop.post("/webhooks/payments", role="nobody", headers=headers, raw_body=body.decode())

    return sent


def test_starting_a_payment_has_the_documented_cost(
    shop: Shop, book: OrderBook, provider: FakeProvider, meter: Meter
) -> None:
    book.put(*card_order(), unpaid_mark())

    meter.check("POST /orders/mine/{id}/payments", lambda: shop.post(START, role="customer"))


def test_starting_it_again_is_one_read(shop: Shop, book: OrderBook, provider: FakeProvider, meter: Meter) -> None:
    book.put(*card_order(), unpaid_mark())
    shop.post(START, role="customer")

    assert meter.measure(lambda: shop.post(START, role="customer")) == ([["Query", 1, 0]], 0)
    assert provider.calls == ["start", "start"]


def test_refreshing_a_payment_that_was_made_has_the_documented_cost(
    shop: Shop, book: OrderBook, provider: FakeProvider, meter: Meter
) -> None:
    book.put(*card_order(), unpaid_mark())
    shop.post(START, role="customer")
    provider.pay("pi_1")

    meter.check("POST /orders/mine/{id}/payments/refresh", lambda: shop.post(f"{START}/refresh", role="customer"))


def test_refreshing_it_again_is_one_read(shop: Shop, book: OrderBook, provider: FakeProvider, meter: Meter) -> None:
    book.put(*card_order(), unpaid_mark())
    shop.post(START, role="customer")

    assert meter.measure(lambda: shop.post(f"{START}/refresh", role="customer")) == ([["Query", 1, 0]], 0)


def test_the_event_of_a_payment_has_the_documented_cost(
    book: OrderBook, provider: FakeProvider, meter: Meter, send: Callable[[Report], Any]
) -> None:
    book.put(*card_order(paid={"attempt": 1}), attempt(), unpaid_mark())

    meter.check("POST /webhooks/payments", lambda: send(report()))
    assert provider.calls == []


def test_an_event_that_is_known_is_one_read(book: OrderBook, meter: Meter, send: Callable[[Report], Any]) -> None:
    book.put(*card_order(paid={"attempt": 1}), attempt(), unpaid_mark())
    send(report())

    assert meter.measure(lambda: send(report())) == ([["Query", 1, 0]], 0)


def test_a_declined_card_is_a_read_and_a_write(book: OrderBook, meter: Meter, send: Callable[[Report], Any]) -> None:
    book.put(*card_order(paid={"attempt": 1}), attempt(), unpaid_mark())

    declined = report(Rank.WAITING, decline="card_declined")
    assert meter.measure(lambda: send(declined)) == ([["Query", 1, 0], ["UpdateItem", 1, 0]], 0)
