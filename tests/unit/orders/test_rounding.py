"""Rounding, spreading and cash: compared with exact fractions."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodega.orders.rounding import half_even, half_up
from bodega.orders.spreading import spread
from orders.pricing.cash import due_in_cash

FAST = settings(max_examples=60, deadline=None)
WEIGHTS = st.lists(st.integers(0, 50), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("numerator", "denominator", "up", "even"),
    [(0, 2, 0, 0), (1, 2, 1, 0), (3, 2, 2, 2), (5, 2, 3, 2), (49, 100, 0, 0), (51, 100, 1, 1), (250, 100, 3, 2)],
)
def test_a_half_is_rounded_up_or_to_the_even_number(numerator: int, denominator: int, up: int, even: int) -> None:
    assert half_up(numerator, denominator) == up
    assert half_even(numerator, denominator) == even


@FAST
@given(st.integers(0, 10_000), st.integers(1, 100))
def test_rounding_agrees_with_exact_fractions(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)

    assert half_up(numerator, denominator) == (exact + Fraction(1, 2)).__floor__()
    assert half_even(numerator, denominator) == round(exact)


@pytest.mark.parametrize(
    ("amount", "weights", "shares"),
    [
        (175, [950, 475, 325], [95, 48, 32]),
        (79, [855, 427, 293], [43, 21, 15]),
        (157, [855, 427, 293], [85, 43, 29]),
        (1, [1, 1, 1], [1, 0, 0]),
        (2, [1, 1, 1], [1, 1, 0]),
        (1, [0, 1, 1], [0, 1, 0]),
        (5, [0, 0, 3], [0, 0, 5]),
        (0, [3, 4], [0, 0]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
        (7, [3, 4], [3, 4]),
    ],
)
def test_an_amount_is_spread_by_the_largest_remainder_and_ties_go_to_the_earlier(
    amount: int, weights: list[int], shares: list[int]
) -> None:
    assert spread(amount, weights) == shares


@FAST
@given(st.integers(0, 1_000), WEIGHTS)
def test_shares_add_up_and_differ_from_their_exact_value_by_less_than_one(amount: int, weights: list[int]) -> None:
    shares = spread(amount, weights)
    exact = [Fraction(amount * weight, sum(weights)) for weight in weights]

    assert sum(shares) == amount
    assert all(abs(share - value) < 1 for share, value in zip(shares, exact, strict=True))


@FAST
@given(st.integers(0, 1_000), WEIGHTS)
def test_a_share_that_is_rounded_up_has_a_larger_remainder_or_an_earlier_place(amount: int, weights: list[int]) -> None:
    exact = [Fraction(amount * weight, sum(weights)) for weight in weights]
    ranks = [(-(value % 1), place) for place, value in enumerate(exact)]
    shares = spread(amount, weights)
    up = [rank for rank, share, value in zip(ranks, shares, exact, strict=True) if share > value]
    down = [rank for rank, share, value in zip(ranks, shares, exact, strict=True) if share <= value]

    assert max(up, default=(Fraction(-2), 0)) < min(down, default=(Fraction(0), 0))


@pytest.mark.parametrize(
    ("total", "cash_rounding", "due", "rounding"),
    [
        (1812, 5, 1810, -2),
        (1813, 5, 1815, 2),
        (1815, 5, 1815, 0),
        (1805, 10, 1810, 5),
        (1804, 10, 1800, -4),
        (2, 5, 0, -2),
        (1811, 1, 1811, 0),
        (0, 5, 0, 0),
    ],
)
def test_cash_is_rounded_to_the_nearest_coin(total: int, cash_rounding: int, due: int, rounding: int) -> None:
    assert due_in_cash(total, cash_rounding) == (due, rounding)
