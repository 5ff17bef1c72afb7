"""The account at the payment provider: at the stand-in, or in Stripe's sandbox for `make stripe-contract`."""

import os
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from bodega import clock, deadline
from harness.shop.variables import ENVIRONMENT
from local.payments.stand_in import ProviderKeys
from payments.payment_provider import Charge, Report, Started
from payments.provider_choice import chosen_provider
from tests.support.payments.accounts import Account, Card, StripeAccount, new_key

SANDBOX_KEY, SANDBOX_PUBLISHABLE_KEY = "STRIPE_CONTRACT_KEY", "STRIPE_CONTRACT_PUBLISHABLE_KEY"
_IN_SANDBOX = SANDBOX_KEY in os.environ


@pytest.fixture
def account(request: pytest.FixtureRequest) -> Account:
    return request.getfixturevalue("sandbox_account" if _IN_SANDBOX else "stand_in_account")


@pytest.fixture
def stand_in_account(stand_in: Any) -> StripeAccount:
    provider = chosen_provider()
    assert provider is not None
    return StripeAccount(provider, stand_in.url, stand_in.keys)


@pytest.fixture
def sandbox_account(secrets_client: Any, monkeypatch: pytest.MonkeyPatch) -> StripeAccount:
    key = os.environ[SANDBOX_KEY]
    if "_test_" not in key:
        pytest.exit("The contract moves money. Give a key of Stripe's sandbox, which contains _test_.", returncode=2)
    # With a secret key instead of the publishable one, payments are confirmed from the server's side.
    keys = ProviderKeys(key, os.environ.get(SANDBOX_PUBLISHABLE_KEY) or key, "whsec_contract")
    secrets_client.put_secret_value(SecretId=ENVIRONMENT["PAYMENT_KEY_SECRET"], SecretString=key)
    monkeypatch.setenv("PAYMENT_PROVIDER", "stripe")
    provider = chosen_provider()
    assert provider is not None
    return StripeAccount(provider, "https://api.stripe.com", keys)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox may be slower than a request of the shop allows."""
    monkeypatch.setattr(deadline, "BUDGET", 30.0)


@pytest.fixture
def began() -> datetime:
    return clock.now()


@pytest.fixture
def charge() -> Charge:
    order_id = f"ord_{os.urandom(8).hex()}"
    return Charge(order_id, 2, 1299, "CAD", f"{order_id}-2")


@pytest.fixture
def start(account: Account) -> Callable[..., Started]:
    """Start a payment of a new order."""

    def start(amount: int = 1299, currency: str = "CAD", card: Card | None = None) -> Started:
        order_id = f"ord_{os.urandom(8).hex()}"
        started = account.provider.start(Charge(order_id, 1, amount, currency, f"{order_id}-1"))
        if card:
            account.pay(started, card)
        return started

    return start


@pytest.fixture
def take(account: Account, start: Callable[..., Started]) -> Callable[..., Report]:
    """Take a payment of a new order, and return its report."""

    def take(amount: int = 1299, currency: str = "CAD") -> Report:
        started = start(amount, currency, card="good")
        if account.provider.captures:
            return account.provider.capture(started.id, amount, new_key())
        return account.provider.look(started.id)

    return take


@pytest.fixture
def captured(take: Callable[..., Report]) -> Report:
    return take()
