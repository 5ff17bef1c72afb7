"""Random opening hours in seven zones, compared with hours that are worked out minute by minute."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bodega.orders.hours import accept_by, business_day, first_slot_from, opening, slot_at, slots
from bodega.orders.settings import DEFAULTS, WEEKDAYS, Settings
from store.checks import check_hours
from tests.support.orders.minutes import MinuteByMinute

DAYS = 12
FIRST_DAY = 2  # spans of the time before the first minutes are not known
# The day before clocks change, and an ordinary one.
WINDOWS = [
    ("America/Toronto", datetime(2026, 3, 7, tzinfo=UTC)),
    ("America/Toronto", datetime(2026, 10, 31, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 3, 28, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 24, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 3, tzinfo=UTC)),  # by half an hour
    ("Australia/Lord_Howe", datetime(2026, 10, 2, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(2026, 5, 1, tzinfo=UTC)),
    ("Pacific/Chatham", datetime(2026, 4, 3, tzinfo=UTC)),  # at 03:45
    ("Pacific/Chatham", datetime(2026, 9, 25, tzinfo=UTC)),
    ("America/Sao_Paulo", datetime(2018, 11, 3, tzinfo=UTC)),  # at midnight
    ("America/Sao_Paulo", datetime(2019, 2, 16, tzinfo=UTC)),
    ("Africa/Casablanca", datetime(2026, 2, 14, tzinfo=UTC)),  # for Ramadan
    ("Africa/Casablanca", datetime(2026, 3, 21, tzinfo=UTC)),
]
CASES = 16


def time_of(chance: Random) -> str:
    return f"{chance.choice([0, 1, 2, 3, 9, 12, 17, 23]):02d}:{chance.choice([0, 1, 10, 30, 45, 59]):02d}"


def random_hours(chance: Random) -> dict[str, list[dict[str, str]]] | None:
    """Return spans that do not overlap."""
    if chance.random() < 0.05:
        return None
    hours: dict[str, list[dict[str, str]]] = {day: [] for day in WEEKDAYS}
    for _ in range(chance.randint(1, 14)):
        begin, end = time_of(chance), chance.choice([time_of(chance), "24:00"])
        day = chance.choice(WEEKDAYS)
        tried = {**hours, day: [*hours[day], {"from": begin, "to": end}]}
        try:
            check_hours(tried)
        except ValueError:
            continue
        if begin != end:
            hours = tried
    return hours


def random_store(chance: Random, zone: ZoneInfo, begin: datetime) -> Settings:
    closed = (begin + timedelta(days=chance.randint(0, 9))).date().isoformat()
    fields = {
        "hours": random_hours(chance),
        "closures": [{"from": closed, "to": closed}] if chance.random() < 0.4 else [],
        "dayEndsAt": chance.choice(["00:00", "01:30", "02:30", "04:00", "11:59"]),
        "slotMinutes": chance.choice([5, 7, 15, 40, 60]),
        "acceptWithinMinutes": chance.choice([1, 10, 45, 120]),
    }
    return Settings.read({**DEFAULTS, **fields}, zone)


def check(store: Settings, expected: MinuteByMinute, minute: int) -> None:
    """Compare all that can be asked at a moment. Answers beyond the window are only known to be late."""
    moment, last = expected.moment(minute), expected.moment(len(expected.open) - 1)
    state, is_open = opening(store, moment), expected.open[minute]
    changes = expected.next_in_state(minute, is_open=not is_open)

    assert state.open is is_open
    assert (state.opens_at is None) or not is_open
    found = state.closes_at if is_open else state.opens_at
    if changes is not None and not (is_open and changes > moment + timedelta(days=8)):
        assert found == changes
    else:
        assert found is None or found >= min(last, moment + timedelta(days=8))
    until = expected.after_open_minutes(minute, store.accept_within_minutes)
    if until is not None:
        assert accept_by(store, moment) == until
    assert business_day(store, moment) == expected.business_day(minute)


def check_slots(store: Settings, expected: MinuteByMinute, chance: Random) -> None:
    all_slots = expected.slots()
    for day in sorted({day for day, _, _ in all_slots})[FIRST_DAY:-2]:
        assert slots(store, day) == [(start, end) for own, start, end in all_slots if own == day]
    for minute in (chance.randrange(FIRST_DAY * 1440, 6 * 1440) for _ in range(3)):
        moment = expected.moment(minute)
        following = next(((start, end) for _, start, end in all_slots if start >= moment), None)
        if following is not None:
            assert first_slot_from(store, moment) == following
        inside = [(start, end) for _, start, end in all_slots if start <= moment < end]
        assert slot_at(store, moment) == (inside[0] if inside else None)


@pytest.mark.parametrize(("zone", "begin"), WINDOWS)
def test_hours_are_those_of_each_minute(zone: str, begin: datetime) -> None:
    chance = Random(f"{zone} {begin}")
    for _ in range(CASES):
        store = random_store(chance, ZoneInfo(zone), begin)
        expected = MinuteByMinute(store, begin - timedelta(days=1), DAYS)
        for minute in (chance.randrange(FIRST_DAY * 1440, 4 * 1440) for _ in range(8)):
            check(store, expected, minute)
        check_slots(store, expected, chance)
