"""The shop's calendar: which hour, day, month and year a moment belongs to, and what a range of days is made of.

Everything is told in the shop's own time zone. A day has 23 or 25 hours twice a year, so that an hour is named by the
moment in UTC at which it begins: the two hours from one to two on an autumn night are two buckets.
"""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from bodega import clock
from bodega.errors import FieldError, ValidationFailed

MOST_DAYS = 366
MOST_DAYS_BY_HOUR = 31
FIRST_YEAR, LAST_YEAR = 2000, 2100
_DAY = timedelta(days=1)
# No zone is, or was in this century, at an offset from UTC that is not a multiple of this.
_FINEST_OFFSET = timedelta(minutes=15)


class Bucket(NamedTuple):
    """Where the table counts a stretch of time; both parts are keys of it."""

    partition: str
    sort: str


@lru_cache(maxsize=1)
def zone() -> ZoneInfo:
    """Raises: ZoneInfoNotFoundError where the template's parameter TimeZone names no zone."""
    return ZoneInfo(os.environ["SHOP_TIME_ZONE"])


def today() -> date:
    return clock.now().astimezone(zone()).date()


def hour_bucket(moment: datetime) -> Bucket:
    local = moment.astimezone(zone())
    # `replace` keeps the fold, and so which of two equal local times this is.
    begins = local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    return Bucket(f"HOUR#{local:%Y-%m}", f"{begins:%Y-%m-%dT%H:%MZ}")


def day_bucket(day: date) -> Bucket:
    return Bucket(f"DAY#{day:%Y}", f"{day:%Y-%m-%d}")


def month_bucket(day: date) -> Bucket:
    return Bucket("MONTH", f"{day:%Y-%m}")


def year_bucket(day: date) -> Bucket:
    return Bucket("YEAR", f"{day:%Y}")


def buckets_of(moment: datetime) -> tuple[Bucket, ...]:
    """The hour, day, month and year that count what happened at `moment`."""
    day = moment.astimezone(zone()).date()
    return hour_bucket(moment), day_bucket(day), month_bucket(day), year_bucket(day)


def hours_of(day: date) -> Iterator[tuple[Bucket, str]]:
    """The hours of a day in order, with their labels (`2026-11-01T01:00-04:00`).

    They are 24, or 23 or 25 where clocks change.
    """
    moment, end = _midnight(day), _midnight(day + _DAY)
    before = None
    while moment < end:
        bucket = hour_bucket(moment)
        if bucket != before:
            yield bucket, moment.astimezone(zone()).replace(minute=0).isoformat(timespec="minutes")
            before = bucket
        moment += _FINEST_OFFSET


def _midnight(day: date) -> datetime:
    """The moment at which a day begins; where clocks skip midnight, the first one after it."""
    return datetime(day.year, day.month, day.day, tzinfo=zone()).astimezone(UTC)


class Days(NamedTuple):
    """A range of days, both ends included."""

    first: date
    last: date

    @classmethod
    def read(cls, first: str | None, last: str | None, most: int = MOST_DAYS) -> Self:
        """What `from` and `to` of a request say. Without `to` it is today, without `from` that one day.

        Raises: ValidationFailed.
        """
        end = _read_day("to", last) if last is not None else today()
        begin = _read_day("from", first) if first is not None else end
        if begin > end:
            raise ValidationFailed([FieldError("from", "must not be after `to`", "parameter")])
        if (end - begin).days >= most:
            raise ValidationFailed(
                [FieldError("to", f"must be within {most} days from `from`, both included", "parameter")]
            )
        return cls(begin, end)

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))

    @property
    def is_year(self) -> bool:
        return (self.first.month, self.first.day) == (1, 1) and self.last == date(self.first.year, 12, 31)

    @property
    def is_months(self) -> bool:
        return self.first.day == 1 and (self.last + _DAY).day == 1

    def before(self) -> "Days":
        """What to compare with: as many whole months where these are whole months, else as many days."""
        last = self.first - _DAY
        if not self.is_months:
            return Days(self.first - (self.last - self.first) - _DAY, last)
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return Days(_months_later(self.first, -months), last)

    def months(self) -> Iterator["Days"]:
        """The range cut where months begin."""
        first = self.first
        while first <= self.last:
            last = min(_months_later(first, 1) - _DAY, self.last)
            yield Days(first, last)
            first = last + _DAY

    @property
    def is_whole_month(self) -> bool:
        return self.is_months and (self.first.year, self.first.month) == (self.last.year, self.last.month)


def _months_later(day: date, months: int) -> date:
    """The first day of the month that is so many later."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _read_day(parameter: str, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # fromisoformat takes week dates and dates without hyphens too.
    if day is None or day.isoformat() != text or not FIRST_YEAR <= day.year <= LAST_YEAR:
        rule = f"must be a date from {FIRST_YEAR} to {LAST_YEAR}, as in 2026-01-31"
        raise ValidationFailed([FieldError(parameter, rule, "parameter")])
    return day
