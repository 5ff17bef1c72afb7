"""The shop's calendar: the hour, day, month and year that a moment belongs to, and ranges of days.

All of them are in the shop's time zone. Twice a year, a day has 23 or 25 hours. An hour is therefore named by the UTC
time at which it begins: the hour from one to two that comes twice on an autumn night has two buckets.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, Self

from bodega.business_day import read_day, today, zone
from bodega.errors import FieldError, ValidationFailed

MAX_DAYS = 366
MAX_DAYS_BY_HOUR = 31
YEAR = "YEAR"
"""The partition of the counters of years."""
_DAY = timedelta(days=1)
# In this century, every zone's offset from UTC has been a multiple of this.
_FINEST_OFFSET = timedelta(minutes=15)


class Bucket(NamedTuple):
    """The key of a period's counters: an hour, day, month or year."""

    partition: str
    sort: str


def hour_bucket(moment: datetime) -> Bucket:
    local = moment.astimezone(zone())
    # `replace` keeps the fold, which tells two equal local times apart.
    begins = local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    return Bucket(f"HOUR#{local:%Y-%m}", f"{begins:%Y-%m-%dT%H:%MZ}")


def day_bucket(day: date) -> Bucket:
    return Bucket(f"DAY#{day:%Y}", f"{day:%Y-%m-%d}")


def month_bucket(day: date) -> Bucket:
    return Bucket("MONTH", f"{day:%Y-%m}")


def year_bucket(day: date) -> Bucket:
    return Bucket(YEAR, f"{day:%Y}")


def buckets_of(moment: datetime) -> tuple[Bucket, ...]:
    """Return the hour, day, month and year that `moment` belongs to."""
    day = moment.astimezone(zone()).date()
    return hour_bucket(moment), day_bucket(day), month_bucket(day), year_bucket(day)


def hours_of(day: date) -> Iterator[tuple[Bucket, str]]:
    """Yield the hours of a day with their labels (`2026-11-01T01:00-04:00`): 24, or 23 or 25 if clocks change."""
    moment, end = _midnight(day), _midnight(day + _DAY)
    before = None
    while moment < end:
        bucket = hour_bucket(moment)
        if bucket != before:
            yield bucket, moment.astimezone(zone()).replace(minute=0).isoformat(timespec="minutes")
            before = bucket
        moment += _FINEST_OFFSET


def _midnight(day: date) -> datetime:
    """Return the moment at which a day begins: the first one of the day, if clocks skip midnight."""
    return datetime(day.year, day.month, day.day, tzinfo=zone()).astimezone(UTC)


class Days(NamedTuple):
    """A range of days, both ends included."""

    first: date
    last: date

    @classmethod
    def read(cls, first: str | None, last: str | None, max_days: int = MAX_DAYS) -> Self:
        """Return the range of a request's `from` and `to`. `to` defaults to today, `from` to the same day as `to`.

        Raises: ValidationFailed.
        """
        end = read_day("to", last) if last is not None else today()
        begin = read_day("from", first) if first is not None else end
        if begin > end:
            raise ValidationFailed([FieldError("from", "must not be after the date in to", "parameter")])
        if (end - begin).days >= max_days:
            raise ValidationFailed(
                [FieldError("to", f"must be within {max_days} days from the date in from, both included", "parameter")]
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
        """Return the range before this one: as many whole months if these are whole months, else as many days."""
        last = self.first - _DAY
        if not self.is_months:
            return Days(self.first - (self.last - self.first) - _DAY, last)
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return Days(_months_later(self.first, -months), last)

    def months(self) -> Iterator["Days"]:
        """Split the range where months begin."""
        first = self.first
        while first <= self.last:
            last = min(_months_later(first, 1) - _DAY, self.last)
            yield Days(first, last)
            first = last + _DAY

    @property
    def is_whole_month(self) -> bool:
        return self.is_months and (self.first.year, self.first.month) == (self.last.year, self.last.month)


def _months_later(day: date, months: int) -> date:
    """Return the first day of the month that is `months` later."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
