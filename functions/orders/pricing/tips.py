"""Tips. They are never taxed, never discounted and never part of revenue."""

from typing import Final

from bodega.currencies import amount_text, digits_of
from bodega.orders.rounding import half_up
from orders.pricing.cart import Problem, Tip

_ALWAYS_ALLOWED: Final = 50
"""In the currency's main unit."""


def tip_of(tip: Tip | None, net: int, currency: str) -> tuple[int, list[Problem]]:
    """Return the tip in minor units, and a problem if it is above the maximum. The tip is then 0.

    `net`: the net amount of all lines. A percentage of it is rounded half up. The maximum is 100 % of it or 50.00, the
    larger of the two.
    """
    if tip is None:
        return 0, []
    if tip.amount is not None:
        amount, field = tip.amount, "amount"
    else:
        amount, field = half_up(net * (tip.percent or 0), 100), "percent"
    maximum = max(net, _ALWAYS_ALLOWED * 10 ** digits_of(currency))
    if amount <= maximum:
        return amount, []
    detail = f"The tip can be at most {amount_text(maximum, currency)}."
    members = {"maximumTip": {"amount": maximum, "currency": currency}}
    return 0, [Problem("tip_too_high", f"/tip/{field}", detail, members)]
