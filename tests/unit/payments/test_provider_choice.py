"""The provider that the parameter chooses, and the keys that its events are read with."""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any, cast

import pytest

from bodega.secret_values import Secret
from harness import FUNCTIONS, ROOT
from harness.shop.variables import ENVIRONMENT
from payments import provider_choice
from payments.payment_provider import InvalidSignature, PaymentProvider
from payments.provider_choice import chosen_provider, read_event


def test_the_parameter_chooses_a_provider_which_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYMENT_PROVIDER", "stripe")
    first = chosen_provider()

    assert first is not None
    assert first.name == "stripe"
    assert chosen_provider() is first

    monkeypatch.setenv("PAYMENT_ENDPOINT", "http://127.0.0.1:1")
    assert chosen_provider() is not first


@pytest.mark.parametrize(("provider", "loaded"), [("none", False), ("stripe", True)])
def test_the_package_of_the_provider_is_loaded_at_the_start_and_only_by_a_shop_that_takes_cards(
    provider: str, loaded: bool
) -> None:
    code = (
        "import json, sys, payments.provider_choice;"
        "print(json.dumps([name for name in ('requests', 'payments.stripe_provider') if name in sys.modules]))"
    )
    environment = {**ENVIRONMENT, "PYTHONPATH": f"{FUNCTIONS}:{ROOT / 'layers/common'}", "PAYMENT_PROVIDER": provider}
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

    assert json.loads(found.stdout) == (["requests", "payments.stripe_provider"] if loaded else [])


class Provider:
    """Accepts events whose body is one of the keys."""

    def read_event(self, headers: Any, body: bytes, secrets: Sequence[str]) -> str:
        if body.decode() not in secrets:
            raise InvalidSignature
        return body.decode()


PROVIDER = cast(PaymentProvider, Provider())


class Versions:
    """The versions of the secret, as cached for callers that take an old value, and as they are."""

    def __init__(self, **cached: str) -> None:
        self.cached, self.now = dict(cached), dict(cached)
        self.ages: list[float] = []

    def read(self, name: str, stage: str, max_age: float) -> Secret | None:
        assert name == "payment-webhook-key"
        self.ages.append(max_age)
        values = self.cached if max_age == provider_choice.TTL else self.now
        return Secret(values[stage], stage) if stage in values else None


@pytest.mark.parametrize("key", ["new", "old"])
def test_the_current_and_the_previous_key_are_accepted(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = Versions(AWSCURRENT="new", AWSPREVIOUS="old")
    monkeypatch.setattr(provider_choice, "read_secret", versions.read)

    assert read_event(PROVIDER, {}, key.encode()) == key
    assert versions.ages == [provider_choice.TTL] * 2


def test_an_unknown_signature_lets_the_keys_be_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = Versions(AWSCURRENT="old")
    versions.now = {"AWSCURRENT": "new", "AWSPREVIOUS": "old"}
    monkeypatch.setattr(provider_choice, "read_secret", versions.read)

    assert read_event(PROVIDER, {}, b"new") == "new"
    with pytest.raises(InvalidSignature):
        read_event(PROVIDER, {}, b"unknown")
    assert set(versions.ages) == {provider_choice.TTL, 30.0}
