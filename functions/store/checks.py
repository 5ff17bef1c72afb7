"""Rules of the settings that concern several values: overlapping hours and closures, values that must differ."""

from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from bodega import clock
from bodega.business_day import parse_day
from bodega.errors import one_of
from bodega.moments import MOMENT_RULE, parse_moment
from bodega.orders.settings import WEEKDAYS, span

CASH_ROUNDINGS = (1, 5, 10, 20, 25, 50, 100, 500, 1000)
_DAY = 24 * 60
_WEEK = 7 * _DAY

Values = TypeVar("Values", bound=Sequence[Hashable])


def check_day(value: str) -> str:
    """Return `value`. Raises: ValueError, with the broken rule as text."""
    parse_day(value)
    return value


def check_cash_rounding(value: int) -> int:
    """Return `value`. Raises: ValueError, with the broken rule as text."""
    if value not in CASH_ROUNDINGS:
        raise ValueError(f"must be {one_of([str(amount) for amount in CASH_ROUNDINGS])}")
    return value


def check_until(value: str) -> str:
    """Return the time in UTC. Raises: ValueError, with the broken rule as text."""
    moment = parse_moment(value)
    if moment is None:
        raise ValueError(MOMENT_RULE)
    return clock.timestamp(moment)


def unique(values: Values, what: str = "values") -> Values:
    """Return `values`. Raises: ValueError, with the broken rule as text."""
    if len(set(values)) < len(values):
        raise ValueError(f"must have different {what}")
    return values


def check_hours(hours: Mapping[str, list[dict[str, str]]]) -> None:
    """Check that no span overlaps another one, also after midnight and from Sunday to Monday.

    Raises: ValueError, with the broken rule as text.
    """
    spans = sorted(
        (number * _DAY + start, number * _DAY + end, f"{day} {each['from']}–{each['to']}")
        for number, day in enumerate(WEEKDAYS)
        for each in hours[day]
        for start, end in [span(each["from"], each["to"])]
    )
    if not spans:
        return
    start, end, name = spans[0]
    for (_, ends, earlier), (begins, _, later) in pairwise([*spans, (start + _WEEK, end + _WEEK, name)]):
        if begins < ends:
            raise ValueError(f"must not overlap: {earlier} and {later}")


def check_closures(closures: Sequence[Mapping[str, Any]]) -> None:
    """Check that no day is in two closures. Raises: ValueError, with the broken rule as text."""
    for earlier, later in pairwise(sorted(closures, key=lambda closure: str(closure["from"]))):
        if later["from"] <= earlier["to"]:
            raise ValueError(f"must not overlap: {later['from']} is in two of them")
