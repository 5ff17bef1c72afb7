"""Rounding of an amount that is paid in cash. It is not part of a quote."""

from bodega.orders.rounding import half_up


def due_in_cash(total: int, cash_rounding: int) -> tuple[int, int]:
    """Return the amount due in cash, and the difference to the total, which can be negative.

    `cash_rounding`: the smallest coin in minor units, 1 for none. An amount in the middle is rounded up.
    """
    due = half_up(total, cash_rounding) * cash_rounding
    return due, due - total
