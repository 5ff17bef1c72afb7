"""Clients of the stand-in: Stripe's official SDK."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import stripe

from tests.support.payments.stand_in import StandInHandle

Start = Callable[..., Any]


@pytest.fixture
def client(stand_in: StandInHandle) -> Iterator[stripe.StripeClient]:
    """The shop's client."""
    http = stripe.RequestsClient(timeout=20)
    yield stripe.StripeClient(
        stand_in.keys.secret, base_addresses={"api": stand_in.url}, max_network_retries=0, http_client=http
    )
    http.close()


@pytest.fixture
def start(client: stripe.StripeClient) -> Start:
    """Creates a payment that is captured later."""

    def create(amount: int = 1500, currency: str = "cad", key: str | None = None, **more: Any) -> Any:
        wanted = {
            "amount": amount,
            "currency": currency,
            "capture_method": "manual",
            "allowed_payment_method_types": ["card"],
        }
        options: Any = {"idempotency_key": key} if key else {}
        return client.v1.payment_intents.create({**wanted, "metadata": {"order": "ord_1"}, **more}, options)

    return create
