"""The shop's time zone, and its business day."""

import os
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from bodega import clock
from bodega.errors import FieldError, ValidationFailed

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@lru_cache(maxsize=1)
def zone() -> "ZoneInfo":
    """Return the shop's time zone. Raises: ZoneInfoNotFoundError if the parameter TimeZone names no zone."""
    from zoneinfo import ZoneInfo  # few routes need it

    return ZoneInfo(os.environ["SHOP_TIME_ZONE"])


def today() -> date:
    """Return the date in the shop's time zone."""
    return clock.now().astimezone(zone()).date()


def parse_day(text: str) -> date:
    """Return the day of a text such as 2026-01-31. Raises: ValueError, with the broken rule as text."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # fromisoformat also accepts week dates and dates without hyphens.
    if day is None or day.isoformat() != text or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"must be a date from {_FIRST_YEAR} to {_LAST_YEAR}, for example 2026-01-31")
    return day


def read_day(parameter: str, text: str) -> date:
    """Return the day in a query parameter. Raises: ValidationFailed."""
    try:
        return parse_day(text)
    except ValueError as broken:
        raise ValidationFailed([FieldError(parameter, str(broken), "parameter")]) from None
