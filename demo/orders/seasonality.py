"""The demo shop's seasonality: opening hours, holidays, weekdays, seasons and growth. Days are local days."""

import math
from collections.abc import Mapping
from datetime import date, timedelta

_DAY = timedelta(days=1)
_MONDAY, _SATURDAY, _SUNDAY = 0, 5, 6
_SEPTEMBER, _OCTOBER, _DECEMBER = 9, 10, 12
_CHRISTMAS_EVE = 24

# Weights of the opening hours: breakfast and lunch are the busiest.
_WEEKDAY_HOURS = {7: 8, 8: 15, 9: 12, 10: 8, 11: 10, 12: 18, 13: 12, 14: 7, 15: 8, 16: 7, 17: 5, 18: 3}
_SATURDAY_HOURS = {8: 7, 9: 12, 10: 16, 11: 16, 12: 14, 13: 12, 14: 9, 15: 8, 16: 5, 17: 3}
_SUNDAY_HOURS = {9: 10, 10: 18, 11: 18, 12: 15, 13: 12, 14: 8, 15: 5}

_WEEK = (0.84, 0.88, 0.92, 0.97, 1.1, 1.34, 1.12)
_CLOSED = {(1, 1), (7, 1), (12, 25), (12, 26)}
_BUSY = {(2, 14): 1.25, (10, 31): 1.15, (12, 22): 1.2, (12, 23): 1.35, (12, 31): 1.2}
_DAY_BEFORE_A_HOLIDAY = 1.3

_ORDERS_A_DAY = 36.0
_FIRST_YEAR = date(2025, 1, 1)
_GROWTH_A_YEAR = 0.07
_YEARS_OF_GROWTH = 4.0  # then the shop is full
_DAYS_IN_YEAR = 365.25


def is_open(day: date) -> bool:
    """Return whether the shop opens. It is closed on four fixed holidays, on Labour Day and on Thanksgiving."""
    labour_day = day == _monday(day.year, _SEPTEMBER, 1)
    thanksgiving = day == _monday(day.year, _OCTOBER, 2)
    return (day.month, day.day) not in _CLOSED and not labour_day and not thanksgiving


def hours(day: date) -> Mapping[int, int]:
    """Return the weight of each opening hour, by the hour on the shop's clock."""
    return {_SATURDAY: _SATURDAY_HOURS, _SUNDAY: _SUNDAY_HOURS}.get(day.weekday(), _WEEKDAY_HOURS)


def expected_orders(day: date) -> float:
    """Return the average number of orders of such a day; 0 when the shop is closed."""
    if not is_open(day):
        return 0.0
    before_a_holiday = 1.0 if is_open(day + _DAY) else _DAY_BEFORE_A_HOLIDAY
    years = min(max((day - _FIRST_YEAR).days / _DAYS_IN_YEAR, 0.0), _YEARS_OF_GROWTH)
    growth = math.pow(1 + _GROWTH_A_YEAR, years)
    special = max(_BUSY.get((day.month, day.day), 1.0), before_a_holiday)
    average: float = _ORDERS_A_DAY * growth * _season(day) * _WEEK[day.weekday()] * special
    return average


def _monday(year: int, month: int, number: int) -> date:
    """Return the month's Monday of that number, from 1."""
    first = date(year, month, 1)
    return first + timedelta(days=(_MONDAY - first.weekday()) % 7, weeks=number - 1)


def _season(day: date) -> float:
    """Return the factor of the season: highest in July, lowest in January, with gifts in December."""
    turn = 2 * math.pi * (day.timetuple().tm_yday - 200) / _DAYS_IN_YEAR
    gifts = 1.15 if day.month == _DECEMBER and day.day <= _CHRISTMAS_EVE else 1.0
    return (1 + 0.1 * math.cos(turn)) * gifts
