"""Opening hours worked out minute by minute, independently of bodega.orders.hours."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from bodega.orders.settings import Settings

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)


@lru_cache(maxsize=32)
def _walls(zone: ZoneInfo, begin: datetime, minutes: int) -> list[datetime]:
    """Return the latest time that a clock has shown up to each minute, without its zone."""
    shown = ((begin + number * _MINUTE).astimezone(zone).replace(tzinfo=None) for number in range(minutes))
    return list(accumulate(shown, max))


class MinuteByMinute:
    """The minutes of some days after `begin`, which is a whole minute, and whether the store is open in each."""

    def __init__(self, settings: Settings, begin: datetime, days: int) -> None:
        self._settings = settings
        self._begin = begin
        self._walls = _walls(settings.zone, begin, days * 24 * 60)
        self.spans = sorted(self._all_spans())
        self.open = [False] * len(self._walls)
        for start, end in self.spans:
            self.open[start:end] = [True] * (end - start)

    def _first(self, day: date, minutes: int) -> int:
        """Return the first minute in which the clock has shown a time or a later one."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
        return bisect_left(self._walls, midnight + minutes * _MINUTE)

    def _all_spans(self) -> Iterator[tuple[int, int]]:
        day, last = self._walls[0].date() - _DAY, self._walls[-1].date()
        while day <= last:
            if not any(closure.first <= day <= closure.last for closure in self._settings.closures):
                for span in self._settings.hours[day.weekday()]:
                    start, end = self._first(day, span.start), self._first(day, span.end)
                    if start < end:
                        yield start, end
            day += _DAY

    def moment(self, minute: int) -> datetime:
        return self._begin + minute * _MINUTE

    def next_in_state(self, minute: int, *, is_open: bool) -> datetime | None:
        """Return the first minute from this one in which the store is open or closed. None if there is none."""
        found = next((later for later in range(minute, len(self.open)) if self.open[later] is is_open), None)
        return None if found is None else self.moment(found)

    def after_open_minutes(self, minute: int, count: int) -> datetime | None:
        """Return the moment after so many open minutes. None if there are fewer."""
        for later in range(minute, len(self.open)):
            count -= self.open[later]
            if count == 0:
                return self.moment(later + 1)
        return None

    def business_day(self, minute: int) -> date:
        day = self._walls[minute].date() + _DAY
        while self._first(day, self._settings.day_ends_at) > minute:
            day -= _DAY
        return day

    def slots(self) -> list[tuple[date, datetime, datetime]]:
        """Return the business day, start and end of all slots."""
        length = self._settings.slot_minutes
        return [
            (self.business_day(start), self.moment(start), self.moment(min(start + length, end)))
            for begin, end in self.spans
            for start in range(begin, end, length)
        ]
