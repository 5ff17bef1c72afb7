"""The payment provider that the parameter PaymentProvider chooses, and its events."""

import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from bodega.secret_values import TTL, read_secret
from payments.payment_provider import Dispute, InvalidSignature, PaymentProvider, RefundReport, Report

# An event with an unknown signature makes the functions read the keys again, but not each of a flood of them.
_KEY_AGE = 30.0


def chosen_provider() -> PaymentProvider | None:
    """Return the shop's payment provider, None if it takes no cards."""
    name = os.environ["PAYMENT_PROVIDER"]
    return None if name == "none" else _provider(name, os.environ["PAYMENT_ENDPOINT"])


@cache
def _provider(name: str, endpoint: str) -> PaymentProvider:
    provider: PaymentProvider = import_module(f"payments.{name}_provider").make_provider(endpoint)
    return provider


def read_event(
    provider: PaymentProvider, headers: Mapping[str, str], body: bytes
) -> Report | RefundReport | Dispute | None:
    """Return what an event of the provider says, as `PaymentProvider.read_event` does, with the shop's webhook keys.

    The secret's previous version counts too: while one key replaces the other, events are signed with either.
    Raises: InvalidSignature, StorageUnavailable.
    """
    try:
        return provider.read_event(headers, body, _webhook_keys(TTL))
    except InvalidSignature:
        return provider.read_event(headers, body, _webhook_keys(_KEY_AGE))


def _webhook_keys(max_age: float) -> list[str]:
    name = os.environ["PAYMENT_WEBHOOK_KEY_SECRET"]
    versions = (read_secret(name, stage, max_age) for stage in ("AWSCURRENT", "AWSPREVIOUS"))
    return [secret.value for secret in versions if secret is not None]


# Lambda gives a start a whole processor, and a request only a part of one: import the provider's package now.
if os.environ.get("PAYMENT_PROVIDER", "none") != "none":
    chosen_provider()
