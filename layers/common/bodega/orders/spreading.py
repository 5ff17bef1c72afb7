"""Spreading an amount over lines in proportion to weights, so that the shares add up exactly."""

from collections.abc import Sequence


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Return the share of each weight by the method of the largest remainder. Ties go to the earlier weight.

    Each share is its exact value, rounded down or up. A weight of 0 gets 0, so `amount` must be 0 if all weights are.
    """
    if not amount:
        return [0] * len(weights)
    total = sum(weights)
    if amount == total:
        return list(weights)
    shares = [amount * weight // total for weight in weights]
    if missing := amount - sum(shares):
        by_remainder = sorted(range(len(weights)), key=lambda place: -(amount * weights[place] % total))
        for place in by_remainder[:missing]:
            shares[place] += 1
    return shares
