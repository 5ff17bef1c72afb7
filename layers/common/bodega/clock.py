"""The current time, the shop's time zone, and timestamps in the API's format."""

import os
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def now() -> datetime:
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds: `2026-01-31T09:30:00.000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


@lru_cache(maxsize=1)
def zone() -> "ZoneInfo":
    """Return the shop's time zone. Raises: ZoneInfoNotFoundError if the parameter TimeZone names no zone."""
    from zoneinfo import ZoneInfo  # few routes need it

    return ZoneInfo(os.environ["SHOP_TIME_ZONE"])


def today() -> date:
    """Return the date in the shop's time zone."""
    return now().astimezone(zone()).date()
