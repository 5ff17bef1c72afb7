"""The fixture `stand_in`: the stand-in for Stripe, with empty books for each test."""

from collections.abc import Iterator
from typing import Any

import pytest

from harness.shop.variables import ENVIRONMENT
from local.payments.server import running_server
from local.payments.stand_in import ProviderKeys
from tests.support.payments.stand_in import StandInHandle


@pytest.fixture(scope="session")
def stand_in_server(secrets_client: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandInHandle]:
    """The server of all tests of this process. Its keys are those in Secrets Manager."""

    def secret(variable: str) -> str:
        return str(secrets_client.get_secret_value(SecretId=ENVIRONMENT[variable])["SecretString"])

    keys = ProviderKeys(
        secret("PAYMENT_KEY_SECRET"), ENVIRONMENT["PAYMENT_PUBLISHABLE_KEY"], secret("PAYMENT_WEBHOOK_KEY_SECRET")
    )
    with running_server(tmp_path_factory.mktemp("payments") / "ledger.sqlite", keys) as url:
        yield StandInHandle(url, keys)


@pytest.fixture
def stand_in(stand_in_server: StandInHandle, monkeypatch: pytest.MonkeyPatch) -> StandInHandle:
    """The stand-in as the payment provider of the functions. Webhooks wait until the test delivers them."""
    stand_in_server.reset()
    for name, value in stand_in_server.environment.items():
        monkeypatch.setenv(name, value)
    return stand_in_server
