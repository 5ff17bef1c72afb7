"""The shop's time zone, and its business day."""

import os
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from bodega import clock

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@lru_cache(maxsize=1)
def zone() -> "ZoneInfo":
    """Return the shop's time zone. Raises: ZoneInfoNotFoundError if the parameter TimeZone names no zone."""
    from zoneinfo import ZoneInfo  # few routes need it

    return ZoneInfo(os.environ["SHOP_TIME_ZONE"])


def today() -> date:
    """Return the date in the shop's time zone."""
    return clock.now().astimezone(zone()).date()
