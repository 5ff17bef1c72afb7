"""Fixtures for accounts: each test has its own table and can read the items in it."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from bodega import secret_values
from bodega.attributes import from_attributes
from bodega.aws import TransportError
from harness.aws.dynamodb_proxy import Recording
from harness.aws.tables import read_all
from harness.shop.client import Shop
from tests.support.database.account_state import AccountState
from tests.support.documents.contract import DocumentedShop

Items = Callable[[str], list[dict[str, Any]]]
Later = Callable[[int], None]
NoSecret = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def shop(accounts: str, recording: Recording, secrets_url: str) -> Shop:
    return DocumentedShop()


@pytest.fixture(autouse=True)
def _consistent(request: pytest.FixtureRequest, dynamodb: Any) -> Iterator[None]:
    """Check after each test that the items of each account agree."""
    name = request.getfixturevalue("accounts") if "accounts" in request.fixturenames else None
    yield
    if name is not None:
        AccountState(read_all(dynamodb, name)).check()


@pytest.fixture
def stored(accounts: str, dynamodb: Any) -> Items:
    """Return a function that reads all items whose partition key starts with a prefix."""

    def read(prefix: str = "") -> list[dict[str, Any]]:
        items = map(from_attributes, read_all(dynamodb, accounts))
        return [item for item in items if item["pk"].startswith(prefix)]

    return read


@pytest.fixture
def mails(stored: Items) -> Callable[[], list[dict[str, Any]]]:
    """Return a function that reads the mails in the outbox, oldest first."""
    return lambda: sorted(stored("OUTBOX#"), key=lambda mail: mail["pk"])


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Stop the clock. Return a function that sets it to so many seconds after that."""
    stopped = time.time()

    def set_clock(seconds: int) -> None:
        monkeypatch.setattr(time, "time", lambda: stopped + seconds)

    set_clock(0)
    return set_clock


@pytest.fixture
def no_pepper(monkeypatch: pytest.MonkeyPatch) -> NoSecret:
    """A function that has just started and cannot read the pepper from Secrets Manager."""
    return lambda: _without_secret("password-pepper", monkeypatch)


@pytest.fixture
def no_signing_key(monkeypatch: pytest.MonkeyPatch) -> NoSecret:
    """A function that has just started and cannot read the signing key from Secrets Manager."""
    return lambda: _without_secret("signing-key", monkeypatch)


@pytest.fixture
def no_mail_token_key(monkeypatch: pytest.MonkeyPatch) -> NoSecret:
    """A function that has just started and cannot read the key of mailed tokens from Secrets Manager."""
    return lambda: _without_secret("mail-token-key", monkeypatch)


@contextmanager
def _without_secret(name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    fetch = secret_values._fetch

    def fail(asked: str, stage: str) -> secret_values.Secret | None:
        if asked == name:
            raise TransportError("ConnectionRefusedError")
        return fetch(asked, stage)

    with monkeypatch.context() as patch:
        patch.setattr(secret_values, "_cache", {})
        patch.setattr(secret_values, "_fetch", fail)
        yield
