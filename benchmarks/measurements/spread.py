"""Medians with their quartiles, and ratios to a reference."""

from collections.abc import Sequence
from statistics import median, quantiles

Spread = dict[str, float]
"""`median`, and the quartiles `low` and `high`."""


def spread(values: Sequence[float], factor: float = 1) -> Spread:
    """Return the spread of the values, times `factor`. Raises: ValueError if there are no values."""
    if not values:
        raise ValueError("the median of nothing")
    low, _, high = quantiles(values, n=4, method="inclusive") if len(values) > 1 else [*values] * 3
    return {"median": median(values) * factor, "low": low * factor, "high": high * factor}


def ratios(values: Sequence[float], reference: Sequence[float]) -> Spread:
    """Return the ratio to the reference, taken round by round: a slow round slows both.

    Raises: ValueError if the number of rounds differs.
    """
    return spread([value / other for value, other in zip(values, reference, strict=True)])
