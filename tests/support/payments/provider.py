"""The stand-in for Stripe as the payment provider of a shop, for programs that do not run under pytest."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from bodega.secret_values import read_secret
from local.payments.server import running_server
from local.payments.stand_in import ProviderKeys
from tests.support.payments.stand_in import StandInHandle

_PUBLISHABLE_KEY = "pk_test_of_the_tests"


@contextmanager
def running_provider() -> Iterator[StandInHandle]:
    """Start a stand-in with the keys in Secrets Manager, and let the functions use it."""
    with tempfile.TemporaryDirectory() as folder:
        keys = _keys(_PUBLISHABLE_KEY)
        with running_server(Path(folder) / "ledger.sqlite", keys) as url:
            handle = StandInHandle(url, keys)
            with patch.dict(os.environ, handle.environment):
                yield handle


def current_provider() -> StandInHandle:
    """Return the stand-in that the functions use."""
    return StandInHandle(os.environ["PAYMENT_ENDPOINT"], _keys(os.environ["PAYMENT_PUBLISHABLE_KEY"]))


def _keys(publishable: str) -> ProviderKeys:
    return ProviderKeys(_secret("PAYMENT_KEY_SECRET"), publishable, _secret("PAYMENT_WEBHOOK_KEY_SECRET"))


def _secret(variable: str) -> str:
    secret = read_secret(os.environ[variable])
    assert secret is not None
    return secret.value
