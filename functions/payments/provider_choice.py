"""The payment provider that the parameter PaymentProvider chooses."""

import os
from importlib import import_module

from payments.payment_provider import PaymentProvider


def chosen_provider() -> PaymentProvider | None:
    """Return the shop's payment provider, None if it takes no cards. Its module is imported with the first call."""
    name = os.environ["PAYMENT_PROVIDER"]
    if name == "none":
        return None
    provider: PaymentProvider = import_module(f"payments.{name}_provider").make_provider()
    return provider
