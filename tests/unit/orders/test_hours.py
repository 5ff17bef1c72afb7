"""Opening hours: both daylight-saving nights, past midnight, closures, slots, and the time to accept an order."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bodega.orders import hours
from bodega.orders.hours import Opening, accept_by, business_day, first_slot_from, opening, slot_at, slots
from bodega.orders.settings import DEFAULTS, WEEKDAYS, Pause, Settings

TORONTO = ZoneInfo("America/Toronto")
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)  # two Sundays
ALWAYS_OPEN = Settings.read(None, TORONTO)


def settings(hours=None, zone=TORONTO, **fields) -> Settings:
    """`hours`: spans of one or more days as text: `{"monday": "07:30-14:00 17:00-01:00"}`."""
    spans = hours and {
        day: [dict(zip(("from", "to"), span.split("-"), strict=True)) for span in text.split()]
        for day, text in hours.items()
    }
    return Settings.read({**DEFAULTS, **fields, "hours": spans}, zone)


def local(text: str, zone=TORONTO, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


def starts(store: Settings, day: date) -> list[str]:
    return [f"{slot.start.astimezone(store.zone):%H:%M%z}" for slot in slots(store, day)]


EVERY_DAY = dict.fromkeys(WEEKDAYS, "09:00-17:00")


def test_without_settings_the_store_is_always_open() -> None:
    now = local("2026-11-30 03:12")

    assert opening(ALWAYS_OPEN, now) == Opening(open=True, opens_at=None, closes_at=None)
    assert accept_by(ALWAYS_OPEN, now) == now + timedelta(minutes=10)
    assert [len(slots(ALWAYS_OPEN, day)) for day in (date(2026, 11, 30), SPRING, AUTUMN)] == [96, 92, 100]


def test_a_store_without_spans_never_opens() -> None:
    store, now = settings({}), local("2026-11-30 12:00")

    assert opening(store, now) == Opening(open=False, opens_at=None, closes_at=None)
    assert (slots(store, date(2026, 11, 30)), first_slot_from(store, now)) == ([], None)
    assert accept_by(store, now) == now + timedelta(minutes=10)


def test_the_last_minute_is_open_and_the_closing_is_not() -> None:
    store = settings(EVERY_DAY)
    closes = local("2026-11-30 17:00")

    assert opening(store, closes - timedelta(microseconds=1)) == Opening(open=True, opens_at=None, closes_at=closes)
    assert opening(store, closes) == Opening(open=False, opens_at=local("2026-12-01 09:00"), closes_at=None)


def test_spans_that_touch_are_one_opening() -> None:
    store = settings({"monday": "09:00-12:00 12:00-24:00", "tuesday": "00:00-02:00"})

    assert opening(store, local("2026-11-30 11:00")).closes_at == local("2026-12-01 02:00")


def test_a_store_that_closes_in_more_than_a_week_has_no_closing() -> None:
    store = settings(dict.fromkeys(WEEKDAYS, "00:00-24:00"), closures=[{"from": "2026-12-12", "to": "2026-12-12"}])

    assert opening(store, local("2026-12-01 12:00")).closes_at is None
    assert opening(store, local("2026-12-05 12:00")).closes_at == local("2026-12-12 00:00")


def test_a_closure_leaves_out_its_days_and_not_the_night_before() -> None:
    store = settings(
        {"wednesday": "18:00-02:00", "thursday": "18:00-02:00", "friday": "18:00-02:00"},
        closures=[{"from": "2026-12-24", "to": "2026-12-24"}],
    )

    assert opening(store, local("2026-12-24 01:59")).open
    assert opening(store, local("2026-12-24 02:00")).opens_at == local("2026-12-25 18:00")


def test_an_open_store_looks_no_further_than_its_next_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every quote and every look at the kitchen's queue asks for the opening."""
    store, now, looked = settings(EVERY_DAY), local("2026-11-30 12:00"), []
    spans = hours.open_spans(store, now)
    monkeypatch.setattr(hours, "open_spans", lambda *_: (looked.append(span) or span for span in spans))

    assert opening(store, now).closes_at == local("2026-11-30 17:00")
    assert len(looked) == 2


def test_a_closure_can_last_months() -> None:
    store = settings(EVERY_DAY, closures=[{"from": "2026-11-30", "to": "2027-05-31"}])

    assert opening(store, local("2026-11-30 12:00")).opens_at == local("2027-06-01 09:00")


class TestTheSpringNight:
    def test_a_span_that_begins_in_the_missing_hour_begins_after_it(self) -> None:
        store = settings({"sunday": "02:30-05:00"})

        assert opening(store, local("2026-03-08 01:59")).opens_at == local("2026-03-08 03:00")
        assert starts(store, SPRING)[0] == "03:00-0400"

    def test_a_span_that_ends_in_the_missing_hour_ends_before_it(self) -> None:
        store = settings({"saturday": "22:00-02:30"}, slotMinutes=60, dayEndsAt="04:00")

        assert opening(store, local("2026-03-08 01:59")).closes_at == local("2026-03-08 03:00")
        assert starts(store, date(2026, 3, 7)) == ["22:00-0500", "23:00-0500", "00:00-0500", "01:00-0500"]

    def test_a_span_within_the_missing_hour_is_left_out(self) -> None:
        assert slots(settings({"sunday": "02:10-02:50"}), SPRING) == []


class TestTheAutumnNight:
    def test_the_hour_that_comes_twice_is_open_twice(self) -> None:
        store = settings({"saturday": "23:00-03:00"}, slotMinutes=30, dayEndsAt="04:00")

        assert starts(store, date(2026, 10, 31)) == [
            *("23:00-0400", "23:30-0400", "00:00-0400", "00:30-0400"),
            *("01:00-0400", "01:30-0400", "01:00-0500", "01:30-0500"),
            *("02:00-0500", "02:30-0500"),
        ]

    def test_a_span_ends_at_the_first_of_two_equal_times(self) -> None:
        store = settings({"saturday": "23:00-01:30"})

        assert opening(store, local("2026-11-01 01:00")).closes_at == local("2026-11-01 01:30")
        assert not opening(store, local("2026-11-01 01:00", fold=1)).open

    def test_a_span_begins_at_the_first_of_two_equal_times(self) -> None:
        store = settings({"sunday": "01:30-03:00"})

        assert opening(store, local("2026-11-01 01:00")).opens_at == local("2026-11-01 01:30")
        assert opening(store, local("2026-11-01 01:00", fold=1)).open
        assert len(slots(store, AUTUMN)) == 10

    def test_a_business_day_begins_once(self) -> None:
        store = settings(dayEndsAt="01:30")
        moments = [local("2026-11-01 01:29"), local("2026-11-01 01:30"), local("2026-11-01 01:10", fold=1)]

        assert [business_day(store, moment).day for moment in moments] == [31, 1, 1]


def test_a_business_day_ends_after_midnight() -> None:
    store = settings({"friday": "18:00-06:00"}, slotMinutes=60, dayEndsAt="04:00")

    assert [business_day(store, local(f"2026-12-05 {time}")).day for time in ("03:59", "04:00")] == [4, 5]
    assert starts(store, date(2026, 12, 4))[-1] == "03:00-0500"
    assert starts(store, date(2026, 12, 5)) == ["04:00-0500", "05:00-0500"]


def test_where_clocks_skip_midnight_the_day_begins_with_its_first_minute() -> None:
    zone = ZoneInfo("America/Sao_Paulo")
    store = settings(EVERY_DAY, zone=zone)
    first = datetime(2018, 11, 4, 3, tzinfo=UTC)  # 01:00: clocks went from 24:00 to 01:00

    assert business_day(store, first - timedelta(seconds=1)) == date(2018, 11, 3)
    assert business_day(store, first) == date(2018, 11, 4)


def test_the_last_slot_begins_while_the_store_is_open_and_ends_with_it() -> None:
    store = settings({"monday": "09:00-10:10"}, slotMinutes=30)
    begin = local("2026-11-30 09:00")

    minutes = [
        ((slot.start - begin).seconds // 60, (slot.end - begin).seconds // 60)
        for slot in slots(store, date(2026, 11, 30))
    ]
    assert minutes == [(0, 30), (30, 60), (60, 70)]
    last = slot_at(store, local("2026-11-30 10:09"))
    assert last == slots(store, date(2026, 11, 30))[-1]
    assert slot_at(store, local("2026-11-30 10:10")) is None


class TestTheTimeToAcceptAnOrder:
    STORE = settings({"monday": "09:00-17:00", "wednesday": "09:00-09:04 10:00-17:00"})

    @pytest.mark.parametrize(
        ("placed", "until"),
        [
            ("2026-11-30 12:00", "2026-11-30 12:10"),
            ("2026-11-30 16:50", "2026-11-30 17:00"),
            ("2026-11-30 16:51", "2026-12-02 09:01"),
            ("2026-11-30 08:00", "2026-11-30 09:10"),
            ("2026-11-30 17:00", "2026-12-02 10:06"),
        ],
    )
    def test_counts_only_while_the_store_is_open(self, placed: str, until: str) -> None:
        assert accept_by(self.STORE, local(placed)) == local(until)


def test_a_pause_ends_by_itself() -> None:
    pause = Pause.read({"until": "2026-11-30T12:00:00.000Z", "addMinutes": 5})
    noon = datetime(2026, 11, 30, 12, tzinfo=UTC)

    assert (pause.active(noon - timedelta(milliseconds=1)), pause.active(noon)) == (True, False)
    assert not Pause.read(None).active(noon)
