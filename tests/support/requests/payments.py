"""Requests for every route of payments by card, and for the routes of orders that decide about a payment by card."""

import os
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from bodega.secret_values import read_secret
from harness.shop.client import CUSTOMER, GUEST, STAFF, Answer
from payments.payment_provider import Rank
from tests.support.payments.card_shop import started
from tests.support.payments.fake_provider import FakeProvider, event_of, sign
from tests.support.requests.write_request import Prepare, Sent, WriteRequest
from tests.support.shop.card_orders import INTENT, attempt, card_order, report, unpaid_mark
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.ordering import TYPICAL_TOTAL, order_of, profile_item, seed_catalogue, typical_cart
from tests.support.shop.stored_orders import DAY, DUE_FROM, ORDER_ID

_MINE, _ONE = f"/orders/mine/{ORDER_ID}", f"/orders/{ORDER_ID}"
_NEVER_OVER = "2999-12-31T00:00:00.000Z"
_ATTEMPT = "the attempt is written before the provider is called, and the provider's id of the payment after it"
_NUMBER = "the order's number is taken before the transaction, and a number without an order is harmless"


@dataclass(frozen=True)
class CardRequest(WriteRequest):
    """A request to a shop that takes cards, with a provider in memory. `paid`: whether the customer has paid there."""

    paid: bool = True

    def send(self, env: ShopEnvironment, sent: Sent) -> Answer:
        bank = FakeProvider()
        if self.paid:
            bank.pay(started(bank))
        body: Any = {"raw_body": sent.body} if isinstance(sent.body, str) else {"body": sent.body}
        with (
            patch.dict(os.environ, {"PAYMENT_PROVIDER": "stripe", "PAYMENT_PUBLISHABLE_KEY": "pk_test"}),
            patch("payments.provider_choice._provider", lambda *_: bank),
        ):
            return env.shop.call(
                self.route[0], sent.url, headers=sent.headers, caller=sent.caller, role="nobody", **body
            )


def payment_requests() -> list[WriteRequest]:
    mine, one = "/orders/mine/{id}", "/orders/{id}"
    return [
        CardRequest("place an order by card", ("POST", "/orders"), _cart, 201, steps=_NUMBER),
        CardRequest(
            "start a payment",
            ("POST", f"{mine}/payments"),
            _order(f"{_MINE}/payments", attempts=[]),
            201,
            steps=_ATTEMPT,
            again=True,
            paid=False,
        ),
        CardRequest(
            "start a payment that is live",
            ("POST", f"{mine}/payments"),
            _order(f"{_MINE}/payments"),
            201,
            again=True,
            paid=False,
        ),
        CardRequest(
            "refresh a payment",
            ("POST", f"{mine}/payments/refresh"),
            _order(f"{_MINE}/payments/refresh"),
            200,
            again=True,
        ),
        CardRequest("receive that a payment is authorized", ("POST", "/webhooks/payments"), _event, 204, again=True),
        CardRequest(
            "accept an order that is paid by card",
            ("PUT", f"{one}/status"),
            _authorized(f"{_ONE}/status", {"status": "accepted"}),
            200,
            again=True,
        ),
        CardRequest(
            "cancel an order that is paid by card",
            ("POST", f"{one}/cancellation"),
            _authorized(f"{_ONE}/cancellation", {"reason": "closing"}),
            200,
            again=True,
        ),
        CardRequest(
            "cancel an order that waits for a card",
            ("POST", f"{mine}/cancellation"),
            _order(f"{_MINE}/cancellation"),
            200,
            again=True,
        ),
    ]


def _cart(env: ShopEnvironment) -> Sent:
    env.tables.add("ACCOUNTS_TABLE", [profile_item("guest")])
    body = order_of(typical_cart(seed_catalogue(env.shop)), TYPICAL_TOTAL, payment={"method": "card"})
    return Sent("/orders", body, GUEST, {"Idempotency-Key": "one"})


def _reserve(env: ShopEnvironment, status: str = "pending", attempts: Any = None, **changed: Any) -> None:
    """Add an order that has reserved a piece of a counted product and of a slot, with its attempt."""
    product = env.shop.add("products", quantity=4)["id"]
    known = [attempt()] if attempts is None else attempts
    hold = {"holdUntil": _NEVER_OVER, "dueSk": f"{_NEVER_OVER}#{ORDER_ID}"} if status == "pending" else {}
    taken = [{"productId": product, "quantity": 1}]
    paid = {"attempt": len(known)} if known else {}
    slot = {"pk": f"SLOT#{DAY}", "sk": DUE_FROM, "taken": 1, "expiresAt": 2_000_000_000}
    items = [*card_order(status=status, taken=taken, paid=paid, **hold, **changed), *known, slot, unpaid_mark()]
    env.tables.add("ORDERS_TABLE", items)


def _order(url: str, attempts: Any = None) -> Prepare:
    """Return the preparation of a buyer's request about an order that waits for a card."""

    def prepare(env: ShopEnvironment) -> Sent:
        _reserve(env, attempts=attempts)
        return Sent(url, None, CUSTOMER)

    return prepare


def _authorized(url: str, body: dict[str, str]) -> Prepare:
    """Return the preparation of a request of the staff about an order that is placed and paid."""

    def prepare(env: ShopEnvironment) -> Sent:
        _reserve(env, "placed", [attempt(status="authorized", intent=INTENT)], payment="authorized")
        return Sent(url, body, STAFF)

    return prepare


def _event(env: ShopEnvironment) -> Sent:
    _reserve(env)
    secret = read_secret(os.environ["PAYMENT_WEBHOOK_KEY_SECRET"])
    assert secret is not None
    body = event_of(report(Rank.AUTHORIZED))
    return Sent("/webhooks/payments", body.decode(), None, {"Fake-Signature": sign(secret.value, body)})
