"""Attempts to pay an order, as the provider is asked about them."""

from collections.abc import Callable

from bodega.items import Item
from payments.payment_provider import Charge, Impossible, PaymentProvider, Rank, Report


def charge_of(order_id: str, attempt: Item) -> Charge:
    """Return the charge of an attempt. The same attempt always has the same charge, so repeating it is safe."""
    return Charge(order_id, attempt["attempt"], attempt["amount"], attempt["currency"], attempt["key"])


def payment_id(order_id: str, attempt: Item, provider: PaymentProvider) -> str:
    """Return the provider's id of an attempt's payment.

    The answer with it may have been lost. Starting the payment again with its key returns the same one.

    Raises: Unavailable, Impossible.
    """
    known: str | None = attempt.get("intent")
    return known or provider.start(charge_of(order_id, attempt)).id


def report_of(call: Callable[[], Report], order_id: str, attempt: Item) -> Report:
    """Return the report that a call leads to, also if the provider refuses the call.

    A payment that the provider refuses to start can never be paid, so it counts as voided.

    Raises: Unavailable.
    """
    try:
        return call()
    except Impossible as impossible:
        known = attempt.get("intent", "")
        voided = Report(known, Rank.VOIDED, attempt["amount"], 0, attempt["currency"], order_id, attempt["attempt"])
        return impossible.report or voided
