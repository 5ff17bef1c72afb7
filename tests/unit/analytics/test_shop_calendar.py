"""The shop's calendar: days of 23, 24 and 25 hours, ranges, and what they are compared with."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.shop_calendar import Days, buckets_of, day_bucket, hour_bucket, hours_of
from bodega import business_day, clock
from bodega.errors import ValidationFailed

ZONES = (
    "America/Toronto",
    "America/Sao_Paulo",  # skipped midnight in 2018
    "Asia/Beirut",  # skips midnight
    "Asia/Kathmandu",  # at 5:45
    "Australia/Lord_Howe",  # changes by half an hour
    "Europe/Berlin",
    "Pacific/Apia",  # had no 30th of December in 2011
    "UTC",
)


@pytest.fixture(autouse=True)
def forget_zone() -> Iterator[None]:
    business_day.zone.cache_clear()
    yield
    business_day.zone.cache_clear()


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def use(zone: str) -> None:
        monkeypatch.setenv("SHOP_TIME_ZONE", zone)
        business_day.zone.cache_clear()

    return use


def labels(day: date) -> list[str]:
    return [label for _, label in hours_of(day)]


def test_a_day_has_24_hours_from_its_midnight_on() -> None:
    found = labels(date(2026, 11, 25))

    assert len(found) == 24
    assert found[0] == "2026-11-25T00:00-05:00"
    assert found[-1] == "2026-11-25T23:00-05:00"


def test_in_spring_a_day_has_23_hours() -> None:
    found = labels(date(2026, 3, 8))

    assert len(found) == 23
    assert found[1:3] == ["2026-03-08T01:00-05:00", "2026-03-08T03:00-04:00"]


def test_in_autumn_a_day_has_25_hours_and_two_of_them_are_alike() -> None:
    found = labels(date(2026, 11, 1))

    assert len(found) == 25
    assert found[1:4] == ["2026-11-01T01:00-04:00", "2026-11-01T01:00-05:00", "2026-11-01T02:00-05:00"]
    first, second = datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert hour_bucket(first) != hour_bucket(second)
    assert buckets_of(first)[1:] == buckets_of(second)[1:]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("Asia/Beirut", date(2026, 3, 29), 23),
        ("America/Sao_Paulo", date(2018, 11, 4), 23),
        ("Asia/Kathmandu", date(2026, 1, 1), 24),
        ("Pacific/Apia", date(2011, 12, 30), 0),
    ],
)
def test_clocks_change_in_other_ways_elsewhere(
    in_zone: Callable[[str], None], zone: str, day: date, hours: int
) -> None:
    in_zone(zone)

    assert len(labels(day)) == hours


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", [2011, 2018, 2026])
def test_every_hour_of_a_year_is_in_one_day_and_in_order(in_zone: Callable[[str], None], zone: str, year: int) -> None:
    in_zone(zone)
    days = Days(date(year, 1, 1), date(year, 12, 31))

    hours = [bucket for day in days for bucket, _ in hours_of(day)]

    assert len(hours) == len(set(hours))
    assert hours == sorted(hours)


@given(seconds=st.integers(0, 3 * 366 * 86_400), zone=st.sampled_from(ZONES))
def test_a_moment_is_in_an_hour_of_its_day(seconds: int, zone: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOP_TIME_ZONE", zone)
        business_day.zone.cache_clear()
        moment = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
        day = moment.astimezone(business_day.zone()).date()

        hour, of_day, month, year = buckets_of(moment)

        assert hour in [bucket for bucket, _ in hours_of(day)]
        assert of_day == day_bucket(day)
        assert (month, year) == (("MONTH", f"{day:%Y-%m}"), ("YEAR", f"{day:%Y}"))


def days(first: str, last: str) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (("2026-11-25", "2026-11-25"), ("2026-11-24", "2026-11-24")),
        (("2026-11-01", "2026-11-25"), ("2026-10-07", "2026-10-31")),
        (("2026-11-19", "2026-11-25"), ("2026-11-12", "2026-11-18")),
        (("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),
        (("2026-01-01", "2026-03-31"), ("2025-10-01", "2025-12-31")),
        (("2026-01-01", "2026-12-31"), ("2025-01-01", "2025-12-31")),
        (("2025-01-01", "2025-12-31"), ("2024-01-01", "2024-12-31")),
        (("2024-02-29", "2024-02-29"), ("2024-02-28", "2024-02-28")),
    ],
)
def test_what_a_range_is_compared_with(now: tuple[str, str], before: tuple[str, str]) -> None:
    assert days(*now).before() == days(*before)


@pytest.mark.parametrize(
    ("first", "last", "parameter"),
    [
        ("2026-02-30", "2026-03-01", "from"),
        ("2026-3-1", "2026-03-01", "from"),
        ("2026-W10-1", "2026-03-09", "from"),
        ("20260301", "2026-03-01", "from"),
        ("", "2026-03-01", "from"),
        ("2026-03-01", "yesterday", "to"),
        ("1999-12-31", "2000-01-01", "from"),
        ("2026-03-02", "2026-03-01", "from"),
        ("2026-03-01", "2027-03-02", "to"),
    ],
)
def test_a_range_that_is_none_is_refused_by_name(first: str, last: str, parameter: str) -> None:
    with pytest.raises(ValidationFailed) as refused:
        Days.read(first, last)

    assert [(error.where, error.place) for error in refused.value.errors] == [(parameter, "parameter")]


def test_a_range_has_366_days_at_most() -> None:
    assert len(list(Days.read("2024-01-01", "2024-12-31"))) == 366
    assert len(list(Days.read("2026-03-02", "2027-03-02"))) == 366


def test_without_a_range_it_is_today_in_the_shop(monkeypatch: pytest.MonkeyPatch) -> None:
    late = datetime(2026, 11, 26, 4, 59, tzinfo=UTC)  # still the 25th in Toronto
    monkeypatch.setattr(clock, "now", lambda: late)
    today = date(2026, 11, 25)

    assert Days.read(None, None) == Days(today, today)
    assert Days.read("2026-11-01", None) == Days(date(2026, 11, 1), today)
    assert Days.read(None, "2026-11-01") == Days(date(2026, 11, 1), date(2026, 11, 1))


def test_a_zone_that_there_is_not_stops_the_function(in_zone: Callable[[str], None]) -> None:
    in_zone("Mars/Phobos")

    with pytest.raises(LookupError, match="Mars/Phobos"):
        business_day.zone()


def test_the_zones_come_with_the_layer() -> None:
    """Lambda's image has none."""
    from importlib import resources

    zones: Any = resources.files("tzdata.zoneinfo")
    assert (zones / "America" / "Toronto").is_file()
