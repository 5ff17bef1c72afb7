"""The webhook with Stripe's own package: events as Stripe signs them, for a payment that was made at the stand-in."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from bodega import secret_values
from harness.shop.client import Answer, Shop
from harness.shop.variables import ENVIRONMENT
from local.payments.events import sign
from tests.support.database.order_book import OrderBook
from tests.support.payments.stand_in import StandInHandle
from tests.support.shop.card_orders import card_order
from tests.support.shop.stored_orders import ORDER_ID

pytestmark = pytest.mark.usefixtures("during_hold")

START = f"/orders/mine/{ORDER_ID}/payments"
FIVE_MINUTES = 300


@pytest.fixture
def paid(shop: Shop, book: OrderBook, stand_in: StandInHandle) -> bytes:
    """The event of a payment that the buyer has made, which the shop has not received."""
    book.put(*card_order())
    answer = shop.post(START, role="customer")
    assert answer.status == 201, answer
    assert stand_in.pay(answer.json["clientSecret"]).status == 200
    (event,) = [body for _, body, _ in stand_in.pending() if b"amount_capturable_updated" in body]
    return event


@pytest.fixture
def rotated(secrets_client: Any, stand_in: StandInHandle, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The new key of events. The key of before is the secret's previous version."""
    secret = ENVIRONMENT["PAYMENT_WEBHOOK_KEY_SECRET"]
    secrets_client.put_secret_value(SecretId=secret, SecretString="the new key of events")
    monkeypatch.setattr(secret_values, "_cache", {})
    yield "the new key of events"
    secrets_client.put_secret_value(SecretId=secret, SecretString=stand_in.keys.webhook)


def send(shop: Shop, body: bytes, signature: str | None) -> Answer:
    headers = {"Stripe-Signature": signature} if signature is not None else {}
    return shop.post("/webhooks/payments", role="nobody", headers=headers, raw_body=body.decode())


def test_an_event_places_the_order(shop: Shop, book: OrderBook, stand_in: StandInHandle, paid: bytes) -> None:
    answer = send(shop, paid, sign(paid, stand_in.keys.webhook))

    assert (answer.status, book.head()["status"], book.head()["payment"]["status"]) == (204, "placed", "authorized")


def test_an_event_after_the_refresh_changes_nothing(
    shop: Shop, book: OrderBook, stand_in: StandInHandle, paid: bytes
) -> None:
    assert shop.post(f"{START}/refresh", role="customer").json["status"] == "placed"
    before = book.dump()

    assert send(shop, paid, sign(paid, stand_in.keys.webhook)).status == 204
    assert book.dump() == before


def test_events_with_the_current_and_with_the_previous_key_count(
    shop: Shop, book: OrderBook, stand_in: StandInHandle, paid: bytes, rotated: str
) -> None:
    assert send(shop, paid, sign(paid, stand_in.keys.webhook)).status == 204
    assert book.head()["status"] == "placed"
    assert send(shop, paid, sign(paid, rotated)).status == 204


def test_events_with_a_wrong_an_old_and_no_signature_change_nothing(
    shop: Shop, book: OrderBook, stand_in: StandInHandle, paid: bytes
) -> None:
    key, before = stand_in.keys.webhook, book.dump()
    of_another_event = sign(paid.replace(b"requires_capture", b"succeeded"), key)

    for signature in (
        None,
        "",
        "t=1,v1=",
        sign(paid, "another key"),
        of_another_event,
        sign(paid, key).replace("v1=", "v0="),
        sign(paid, key, int(time.time()) - FIVE_MINUTES - 1),
    ):
        answer = send(shop, paid, signature)
        assert (answer.status, answer.code) == (400, "invalid_signature"), signature
    assert book.dump() == before


def test_no_output_has_the_secret_a_key_or_the_buyer(
    shop: Shop, book: OrderBook, stand_in: StandInHandle, paid: bytes, output: Any
) -> None:
    signature = sign(paid, stand_in.keys.webhook)
    send(shop, paid, signature)
    send(shop, paid, "t=1,v1=wrong")
    shop.post(START, role="customer")
    stand_in.down()
    shop.post(f"{START}/refresh", role="customer")
    stand_in.up()

    found = output()
    secret = stand_in.books()["payment_intents"][0]["client_secret"]
    keys = (stand_in.keys.secret, stand_in.keys.webhook, stand_in.keys.publishable)
    assert '"PaymentsUnavailable"' in found
    assert not [text for text in (*keys, secret, signature, "Ada", "ada@shop.example", "5145550123") if text in found]
    assert secret not in str(book.dump())
