"""What the layer's tests share: a clock that they set, and a Secrets Manager that counts and can break."""

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

# Properties are judged by what they find, not by how busy the machine is.
settings.register_profile("layer", deadline=None, database=None, max_examples=60)
settings.load_profile("layer")

_ALWAYS = 10**9
_numbers = itertools.count()


@dataclass
class Clock:
    """Stands in for a module's `time`."""

    now: float = 1_000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    @staticmethod
    def time() -> float:
        return time.time()


class Vault:
    """A Secrets Manager behind a proxy, and the layer's empty cache before it."""

    def __init__(self, client: Any, proxy: Proxy) -> None:
        self._client = client
        self._proxy = proxy

    def create(self, value: str) -> str:
        """The name of a new secret."""
        name = f"secret-{next(_numbers)}"
        self._client.create_secret(Name=name, SecretString=value)
        return name

    def rotate(self, name: str, value: str) -> str:
        """The id of the new version; the one before becomes AWSPREVIOUS."""
        return str(self._client.put_secret_value(SecretId=name, SecretString=value)["VersionId"])

    @property
    def reads(self) -> int:
        """How many times Secrets Manager was asked."""
        return self._proxy.recording.operations.count("GetSecretValue")

    @property
    def attempts(self) -> int:
        """Reads, and calls that failed since `fail`; one whose answer was lost is both."""
        return self.reads + sum(_ALWAYS - fault.times for fault in self._proxy.recording.faults)

    def fail(
        self, kind: str = "error", *, times: int = _ALWAYS, status: int = 400, code: str = "AccessDeniedException"
    ) -> None:
        """From now on calls fail, with an error that the SDK does not repeat unless said otherwise."""
        self._proxy.recording.faults = [Fault(kind, times=times, status=status, code=code)]

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
    """As after a cold start: no secret is known, and the client is yet to be made."""
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
    """The clock by which the cache of secrets judges ages, and the key ring when to look again."""
    clock = Clock()
    monkeypatch.setattr(secret_values, "time", clock)
    monkeypatch.setattr(key_ring, "time", clock)
    return clock


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port of this machine where nobody listens, and nobody else can."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]
