"""Opening hours, business days and slots of a store. Pure: settings and a moment in, moments in UTC out.

A time of the day means the first moment at which the store's clock shows this time or a later one. So in the spring
night a span that begins in the missing hour begins when the clock is put forward, and in the autumn night a time of the
hour that comes twice is the first of the two. Spans therefore never overlap, and slots always have their full length.

A span belongs to the day on which it begins: a closure leaves out the spans that begin on its days, and the night
before ends as usual.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bodega.orders.settings import ALWAYS, Pause, Settings

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

LOOK_AHEAD_DAYS = 400
"""How far ahead the next opening is looked for."""

_DAY = timedelta(days=1)
_WEEK = timedelta(days=8)  # a week of hours and the night before it


class Opening(NamedTuple):
    """Whether a store is open. `opens_at`: its next opening, if it is closed. `closes_at`: its closing, if it is open.

    `opens_at` is None if it does not open within 400 days, `closes_at` if it does not close within a week.
    """

    open: bool
    opens_at: datetime | None
    closes_at: datetime | None


class Slot(NamedTuple):
    """A part of the opening hours, in which orders are due: from `start` until before `end`."""

    start: datetime
    end: datetime


def business_day(settings: Settings, moment: datetime) -> date:
    """Return the business day of a moment. It begins when the one before ends, at `dayEndsAt`."""
    day = moment.astimezone(settings.zone).date() + _DAY
    while day_start(settings, day) > moment:
        day -= _DAY
    return day


def day_start(settings: Settings, day: date) -> datetime:
    """Return the moment at which a business day begins."""
    return _moment(settings.zone, day, settings.day_ends_at)


def opening(settings: Settings, moment: datetime) -> Opening:
    """Return whether the store is open at a moment, and when this changes."""
    if settings.hours is ALWAYS and not settings.closures:
        return Opening(open=True, opens_at=None, closes_at=None)
    closes_at = None
    for start, end in open_spans(settings, moment):
        if closes_at is None and start > moment:
            return Opening(open=False, opens_at=start, closes_at=None)
        if closes_at is not None and start > closes_at:
            break
        closes_at = end
        if end > moment + _WEEK:
            return Opening(open=True, opens_at=None, closes_at=None)
    return Opening(open=closes_at is not None, opens_at=None, closes_at=closes_at)


def open_spans(settings: Settings, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the start and end of each span that ends after a moment, in order, for 400 days."""
    first = moment.astimezone(settings.zone).date() - _DAY
    for number in range(LOOK_AHEAD_DAYS + 2):
        for start, end in _spans(settings, first + number * _DAY):
            if end > moment:
                yield start, end


def accept_by(settings: Settings, moment: datetime) -> datetime:
    """Return until when an order that was placed at a moment has to be accepted.

    Time counts only while the store is open. For a store that does not open again, all time counts.
    """
    remaining = timedelta(minutes=settings.accept_within_minutes)
    for start, end in open_spans(settings, moment):
        begin = max(start, moment)
        if end - begin >= remaining:
            return begin + remaining
        remaining -= end - begin
    return moment + timedelta(minutes=settings.accept_within_minutes)


def earliest_due(settings: Settings, pause: Pause, moment: datetime) -> datetime:
    """Return the earliest time at which an order that is placed at a moment can be due."""
    return moment + timedelta(minutes=settings.lead_minutes + pause.add_minutes)


def slots(settings: Settings, day: date) -> list[Slot]:
    """Return the slots that begin on a business day, in order.

    The first slot of a span begins with it. A slot begins while the store is open, and ends at its closing at the
    latest.
    """
    first, last = day_start(settings, day), day_start(settings, day + _DAY)
    return [
        slot
        for number in (-1, 0, 1)
        for start, end in _spans(settings, day + number * _DAY)
        if start < last and end > first
        for slot in _slots_of(settings, start, end)
        if first <= slot.start < last
    ]


def slots_from(settings: Settings, moment: datetime) -> Iterator[Slot]:
    """Yield the slots that begin at or after a moment, in order, for 400 days."""
    length = timedelta(minutes=settings.slot_minutes)
    for start, end in open_spans(settings, moment):
        # The first one that begins at or after the moment. A negative number means that all do.
        skipped = max(-((start - moment) // length), 0)
        yield from _slots_of(settings, start + skipped * length, end)


def first_slot_from(settings: Settings, moment: datetime) -> Slot | None:
    """Return the first slot that begins at or after a moment. None if the store does not open within 400 days."""
    return next(slots_from(settings, moment), None)


def slot_at(settings: Settings, moment: datetime) -> Slot | None:
    """Return the slot that a moment lies in. None if the store is closed then."""
    start, end = next(open_spans(settings, moment), (moment, moment))
    if not start <= moment < end:
        return None
    length = timedelta(minutes=settings.slot_minutes)
    begin = start + (moment - start) // length * length
    return Slot(begin, min(begin + length, end))


def _slots_of(settings: Settings, start: datetime, end: datetime) -> Iterator[Slot]:
    length = timedelta(minutes=settings.slot_minutes)
    while (following := start + length) < end:
        yield Slot(start, following)
        start = following
    if start < end:
        yield Slot(start, end)


def _spans(settings: Settings, day: date) -> Iterator[tuple[datetime, datetime]]:
    """Yield the start and end of each span that begins on a day of the calendar."""
    if any(closure.first <= day <= closure.last for closure in settings.closures):
        return
    for span in settings.hours[day.weekday()]:
        start, end = _moment(settings.zone, day, span.start), _moment(settings.zone, day, span.end)
        if start < end:  # a span within the missing hour is empty
            yield start, end


@lru_cache(maxsize=1024)
def _moment(zone: "ZoneInfo", day: date, minutes: int) -> datetime:
    """Return the first moment at which a clock of the zone shows a time or a later one. `minutes`: after midnight."""
    wall = datetime.combine(day, time.min) + timedelta(minutes=minutes)
    before, after = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if before <= after:  # the time exists once, or twice
        return before
    return _transition(zone, after, before)


def _transition(zone: "ZoneInfo", earlier: datetime, later: datetime) -> datetime:
    """Return the moment between two others at which the clock is put forward, to the second."""
    offset = earlier.astimezone(zone).utcoffset()
    seconds = int((later - earlier).total_seconds())
    low = 0
    while seconds - low > 1:
        middle = (low + seconds) // 2
        if (earlier + timedelta(seconds=middle)).astimezone(zone).utcoffset() == offset:
            low = middle
        else:
            seconds = middle
    return earlier + timedelta(seconds=seconds)
