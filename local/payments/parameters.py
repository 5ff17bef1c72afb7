"""The template's parameters of a shop that takes payments by the stand-in."""

from __future__ import annotations

PUBLISHABLE_KEY = "pk_test_of_the_local_stack"


def stand_in_parameters(url: str) -> dict[str, str]:
    """Return the parameters' values for a stand-in at `url`, or none without a URL."""
    if not url:
        return {}
    return {"PaymentProvider": "stripe", "PaymentEndpoint": url, "PaymentPublishableKey": PUBLISHABLE_KEY}
