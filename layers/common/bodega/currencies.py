"""The minor units of currencies (ISO 4217). The parameter Currency lists the active codes.

A test compares both with the list that the standard publishes.
"""

import os
from typing import Any, Final

_USUAL: Final = 2
# Codes by digits. Browsers show some currencies with fewer digits than their minor unit has, for example HUF and IDR.
_CODES: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "UYW",
}
_DIGITS: Final = {code: digits for digits, codes in _CODES.items() for code in codes.split()}


def digits_of(currency: str) -> int:
    """Return the number of digits of a currency's minor unit: with 2 digits, the amount 1299 is 12.99."""
    return _DIGITS.get(currency, _USUAL)


def shop_currency() -> dict[str, Any]:
    """Return the members of a response that tell how to show its amounts: `currency` and `currencyDigits`."""
    currency = os.environ["SHOP_CURRENCY"]
    return {"currency": currency, "currencyDigits": digits_of(currency)}


def amount_text(amount: int, currency: str) -> str:
    """Return an amount of minor units for people: `12.99 CAD`."""
    digits = digits_of(currency)
    whole, part = divmod(amount, 10**digits)
    return f"{whole:,}.{part:0{digits}d} {currency}" if digits else f"{whole:,} {currency}"
