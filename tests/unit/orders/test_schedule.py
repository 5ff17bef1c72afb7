"""When an order can be ready: as soon as possible, at a chosen time, with and without room, and in no case."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bodega.orders.settings import DEFAULTS, WEEKDAYS, Pause, Settings
from orders.pricing.cart import CartLine, Problem
from orders.quoting.cart import Cart, Fulfilment
from orders.quoting.schedule import Due, Store, due_of

TORONTO = ZoneInfo("America/Toronto")
EVENINGS = {day: [{"from": "17:00", "to": "01:00"}] for day in WEEKDAYS}
DAYS = {day: [{"from": "09:00", "to": "17:00"}] for day in WEEKDAYS}
NO_PAUSE = Pause(None, 0)
TWO_ITEMS = {"unit": "items", "perSlot": 2}


def local(text: str) -> datetime:
    """Return a moment of 30 November 2026 or, with a date, of another day in the store's time zone."""
    return datetime.fromisoformat(text if "T" in text else f"2026-11-30T{text}").replace(tzinfo=TORONTO).astimezone(UTC)


def scheduled(
    now: str,
    at: str | datetime | None = None,
    *,
    pieces: int = 1,
    taken: Mapping[str, int] | None = None,
    pause: Pause = NO_PAUSE,
    kind: str = "pickup",
    **fields: Any,
) -> tuple[Due | None, list[Problem]]:
    """Return the slot and the problems of an order. `taken`: units by start of a slot. `fields`: of the settings."""
    used = {local(start).strftime("%Y-%m-%dT%H:%M:%S.000Z"): units for start, units in (taken or {}).items()}
    moment = local(at) if isinstance(at, str) else at
    cart = Cart([CartLine("prd", pieces)], Fulfilment(kind, moment), None)
    store = Store(Settings.read({**DEFAULTS, **fields}, TORONTO), pause, local(now))
    return due_of(cart, store, lambda _: used)


def slot(*args: Any, **fields: Any) -> str:
    """Return the slot of an order that has no problem: `2026-11-30 12:15-12:30`."""
    due, problems = scheduled(*args, **fields)
    assert problems == []
    assert due is not None
    start, end = (moment.astimezone(TORONTO) for moment in due.slot)
    return f"{due.day} {start:%H:%M}-{end:%H:%M}"


def problem(*args: Any, **fields: Any) -> tuple[str, Any]:
    """Return the code of the only problem, and its member."""
    due, (found,) = scheduled(*args, **fields)
    assert due is None
    assert found.pointer == "/fulfilment/at"
    (member,) = found.members.values()
    return found.code, member


@pytest.mark.parametrize(
    ("now", "fields", "expected"),
    [
        ("12:00", {}, "2026-11-30 12:15-12:30"),
        ("12:01", {}, "2026-11-30 12:30-12:45"),
        ("12:00", {"leadMinutes": 0}, "2026-11-30 12:00-12:15"),
        ("12:00", {"slotMinutes": 60, "leadMinutes": 61}, "2026-11-30 14:00-15:00"),
        ("16:30", {"hours": DAYS}, "2026-11-30 16:45-17:00"),
        ("23:50", {}, "2026-12-01 00:15-00:30"),
        ("23:50", {"hours": EVENINGS}, "2026-12-01 00:15-00:30"),
        ("23:40", {"hours": EVENINGS, "dayEndsAt": "04:00"}, "2026-11-30 00:00-00:15"),
        ("2026-12-01T00:20", {"hours": EVENINGS, "dayEndsAt": "04:00"}, "2026-11-30 00:45-01:00"),
        ("2026-12-01T00:20", {"hours": EVENINGS}, "2026-12-01 00:45-01:00"),
    ],
)
def test_as_soon_as_possible_is_the_first_slot_after_the_lead_time(
    now: str, fields: dict[str, Any], expected: str
) -> None:
    assert slot(now, **fields) == expected


def test_a_pause_adds_minutes_or_takes_no_orders() -> None:
    assert slot("12:00", pause=Pause(None, 30)) == "2026-11-30 12:45-13:00"
    closed = problem("12:00", "15:00", pause=Pause(local("13:00"), 0))
    assert closed == ("store_closed", "2026-11-30T18:00:00.000Z")
    assert slot("13:00", pause=Pause(local("13:00"), 0)) == "2026-11-30 13:15-13:30"


def test_a_slot_without_room_is_left_out() -> None:
    taken = {"12:15": 2, "12:30": 1}

    assert slot("12:00", capacity=TWO_ITEMS, taken=taken) == "2026-11-30 12:30-12:45"
    assert slot("12:00", capacity=TWO_ITEMS, taken=taken, pieces=2) == "2026-11-30 12:45-13:00"
    by_order = {"unit": "orders", "perSlot": 2}
    assert slot("12:00", capacity=by_order, taken=taken, pieces=50) == "2026-11-30 12:30-12:45"


def test_the_units_of_an_order_depend_on_the_capacity() -> None:
    def units(capacity: dict[str, Any] | None) -> int | None:
        due, _ = scheduled("12:00", pieces=2, capacity=capacity)
        assert due is not None
        return due.units

    assert [units(None), units(TWO_ITEMS), units({"unit": "orders", "perSlot": 1})] == [None, 2, 1]


def test_a_chosen_time_gets_the_slot_that_it_lies_in() -> None:
    assert slot("12:00", "12:15") == "2026-11-30 12:15-12:30"
    assert slot("12:00", "12:59") == "2026-11-30 12:45-13:00"
    assert slot("20:00", "2026-12-01T09:00", hours=DAYS) == "2026-12-01 09:00-09:15"
    assert slot("12:00", "2026-12-06T23:59") == "2026-12-06 23:45-00:00"


@pytest.mark.parametrize("at", ["12:14", "11:00", "2026-11-29T12:00", "1999-01-01T00:00"])
def test_a_time_before_the_lead_time_or_in_the_past_is_too_soon(at: str) -> None:
    assert problem("12:00", at) == ("too_soon", "2026-11-30T17:15:00.000Z")
    assert problem("12:00", at, hours=DAYS) == ("too_soon", "2026-11-30T17:15:00.000Z")


@pytest.mark.parametrize("hours", [None, DAYS, {}])
def test_a_time_after_the_last_day_is_too_far_ahead(hours: Any) -> None:
    for at in ("2026-12-07T00:00", "2026-12-07T12:00", "2027-11-30T12:00"):
        assert problem("12:00", at, hours=hours) == ("too_far_ahead", "2026-12-06")
    assert problem("12:00", "2026-12-01T00:00", hours=hours, maxDaysAhead=0) == ("too_far_ahead", "2026-11-30")


@pytest.mark.parametrize("hours", [None, DAYS, {}])
def test_the_first_and_the_last_moment_of_the_calendar_are_no_errors(hours: Any) -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

    assert problem("12:00", first, hours=hours)[0] == "too_soon"
    assert problem("12:00", last, hours=hours)[0] == "too_far_ahead"


def test_a_closed_store_says_when_it_opens() -> None:
    tomorrow = "2026-12-01T14:00:00.000Z"

    assert problem("20:00", hours=DAYS) == ("store_closed", tomorrow)
    assert problem("16:50", hours=DAYS) == ("store_closed", tomorrow)
    assert problem("12:00", "18:00", hours=DAYS) == ("store_closed", tomorrow)
    assert problem("12:00", hours={}) == ("store_closed", None)
    assert problem("12:00", "12:30", hours={}) == ("store_closed", None)


def test_a_full_slot_names_the_next_that_has_room() -> None:
    taken = {"13:00": 2, "13:15": 1, "13:30": 0}

    assert problem("12:00", "13:00", capacity=TWO_ITEMS, taken=taken) == ("slot_full", "2026-11-30T18:15:00.000Z")
    assert problem("12:00", "13:00", capacity=TWO_ITEMS, taken=taken, pieces=2) == (
        "slot_full",
        "2026-11-30T18:30:00.000Z",
    )


def test_a_full_day_names_no_next_slot() -> None:
    full = dict.fromkeys(["16:30", "16:45"], 2)

    for at in (None, "16:30"):
        found = problem("16:10", at, hours=DAYS, capacity=TWO_ITEMS, taken=full)
        assert found == ("slot_full", None)


def test_an_order_above_the_capacity_of_a_slot_is_told_so() -> None:
    _, (found,) = scheduled("12:00", capacity=TWO_ITEMS, pieces=3)

    assert (found.code, found.detail) == ("slot_full", "An order can have at most 2 pieces.")


def test_a_way_that_the_store_does_not_offer_is_a_problem_beside_those_of_the_time() -> None:
    _, found = scheduled("20:00", kind="dineIn", hours=DAYS)

    assert [(each.code, each.pointer) for each in found] == [
        ("fulfilment_not_offered", "/fulfilment/type"),
        ("store_closed", "/fulfilment/at"),
    ]
    assert slot("12:00", kind="dineIn", fulfilments=["pickup", "dineIn"]) == "2026-11-30 12:15-12:30"


def test_taken_slots_are_read_only_with_a_capacity() -> None:
    asked: Counter[date] = Counter()

    def taken(day: date) -> dict[str, int]:
        asked[day] += 1
        return {}

    for capacity, days in ((None, []), (TWO_ITEMS, [date(2026, 11, 30)])):
        store = Store(Settings.read({**DEFAULTS, "capacity": capacity}, TORONTO), NO_PAUSE, local("12:00"))
        due_of(Cart([CartLine("prd")], Fulfilment("pickup", None), None), store, taken)
        assert list(asked) == days
