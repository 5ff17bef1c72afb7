"""Amounts that Stripe accepts. https://docs.stripe.com/currencies"""

from __future__ import annotations

import re

from local.payments.errors import invalid

_MOST = 99_999_999
_LEAST = 50  # of the smallest unit, whatever the currency; Stripe has a table
_THREE_DECIMALS = frozenset({"bhd", "jod", "kwd", "omr", "tnd"})
_AS_TWO_DECIMALS = frozenset({"isk", "ugx"})  # without decimals in ISO 4217


def check_amount(amount: int, currency: str) -> None:
    """Raises: Invalid."""
    if not re.fullmatch(r"[a-z]{3}", currency):
        raise invalid(f"Invalid currency: {currency}", param="currency")
    if amount > _MOST:
        raise invalid("Amount must be no more than 999,999.99.", "amount_too_large", param="amount")
    if amount < _LEAST:
        raise invalid("Amount must convert to at least 50 cents.", "amount_too_small", param="amount")
    step = 10 if currency in _THREE_DECIMALS else 100 if currency in _AS_TWO_DECIMALS else 1
    if amount % step:
        raise invalid(f"Invalid amount: {currency} amounts must be multiples of {step}.", param="amount")
