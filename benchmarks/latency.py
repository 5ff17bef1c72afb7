"""Percentiles and the like of what was measured."""

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that a `share` (above 0, up to 1) of all do not exceed. Raises: ValueError without any."""
    if not values:
        raise ValueError("a percentile of nothing")
    if not 0 < share <= 1:
        raise ValueError(f"{share} is not a share of all")
    # The rounding keeps 0.99 of 100, which is 99.00000000000001 in binary, at the 99th.
    rank = math.ceil(round(share * len(values), 9))
    return sorted(values)[rank - 1]


def ratio_text(ratio: float) -> str:
    """As it stands in tables: two digits behind the point below ten."""
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"  # noqa: PLR2004
