"""Fixtures of the layer's tests: a fake clock, and a Secrets Manager that counts calls and can fail."""

import itertools
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import settings

from bodega import key_ring, secret_values
from harness.aws.dynamodb_proxy import Fault, Proxy, Recording

# Property tests have no time limit, so that a busy machine does not fail them.
settings.register_profile("layer", deadline=None, database=None, max_examples=60)
settings.load_profile("layer")

_ALWAYS = 10**9
_numbers = itertools.count()


@dataclass
class Clock:
    """A fake clock that replaces a module's `time`."""

    now: float = 1_000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    @staticmethod
    def time() -> float:
        return time.time()


class Vault:
    """A Secrets Manager behind a proxy, with the layer's cache empty at the start."""

    def __init__(self, client: Any, proxy: Proxy) -> None:
        self._client = client
        self._proxy = proxy

    def create(self, value: str) -> str:
        """Create a secret and return its name."""
        name = f"secret-{next(_numbers)}"
        self._client.create_secret(Name=name, SecretString=value)
        return name

    def create_binary(self, value: bytes) -> str:
        """Create a secret whose value is no text, and return its name."""
        name = f"secret-{next(_numbers)}"
        self._client.create_secret(Name=name, SecretBinary=value)
        return name

    def rotate(self, name: str, value: str) -> str:
        """Put a new version and return its ID; the one before becomes AWSPREVIOUS."""
        return str(self._client.put_secret_value(SecretId=name, SecretString=value)["VersionId"])

    @property
    def reads(self) -> int:
        """Return how many times Secrets Manager was read."""
        return self._proxy.recording.operations.count("GetSecretValue")

    @property
    def attempts(self) -> int:
        """Return the number of reads, plus failed calls since `fail`. A read whose response was lost counts as both."""
        return self.reads + sum(_ALWAYS - fault.times for fault in self._proxy.recording.faults)

    def fail(
        self, kind: str = "error", *, times: int = _ALWAYS, status: int = 400, code: str = "AccessDeniedException"
    ) -> None:
        """Make all further calls fail, by default with an error that is not retried."""
        self._proxy.recording.faults = [Fault(kind, times=times, status=status, code=code)]

    def then_fail(self, code: str) -> None:
        """Make all calls after the failures so far fail with an error."""
        self._proxy.recording.faults.append(Fault("error", times=_ALWAYS, code=code))

    def recover(self) -> None:
        self._proxy.recording.faults = []


@pytest.fixture(scope="session")
def secrets_proxy(secrets_url: str) -> Iterator[Proxy]:
    port = urlsplit(secrets_url).port
    assert port
    with Proxy(port).running() as proxy:
        yield proxy


def _forget() -> None:
    secret_values._cache.clear()
    secret_values._client.close()


@pytest.fixture
def forgotten() -> Iterator[None]:
    """Clear the cache and close the client, as after a cold start."""
    _forget()
    yield
    _forget()


@pytest.fixture
def vault(secrets_proxy: Proxy, secrets_client: Any, forgotten: None, monkeypatch: pytest.MonkeyPatch) -> Vault:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets_proxy.url)
    secrets_proxy.recording = Recording()
    return Vault(secrets_client, secrets_proxy)


@pytest.fixture
def secrets_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The fake clock of the cache of secrets and of the key ring."""
    clock = Clock()
    monkeypatch.setattr(secret_values, "time", clock)
    monkeypatch.setattr(key_ring, "time", clock)
    return clock


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A local port on which nothing listens; it is reserved for the test."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]
