"""Rounding of fractions to integers. Numerators are at least 0."""

from collections.abc import Callable, Mapping
from typing import Final


def half_up(numerator: int, denominator: int) -> int:
    """Return the nearest integer, of two equally near the higher."""
    return (2 * numerator + denominator) // (2 * denominator)


def half_even(numerator: int, denominator: int) -> int:
    """Return the nearest integer, of two equally near the even one."""
    quotient, remainder = divmod(numerator, denominator)
    return quotient + (2 * remainder + quotient % 2 > denominator)


ROUNDINGS: Final[Mapping[str, Callable[[int, int], int]]] = {"half_up": half_up, "half_even": half_even}
"""The roundings of taxes by the mode of the settings."""
