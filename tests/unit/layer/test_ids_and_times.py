"""IDs and timestamps."""

import re
import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError
from ulid import ULID

from bodega import clock
from bodega.ids import created_at, id_pattern, is_id, new_id

RIGHT = "01JD4W0Q8V5E2M7T9X3K6B1ZCN"
PREFIXES = ["prd", "add", "cus", "cat", "usr"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_new_id_is_valid_for_its_kind_only(prefix: str) -> None:
    made = new_id(prefix)

    assert [other for other in PREFIXES if is_id(made, other)] == [prefix]
    assert made.startswith(f"{prefix}_")
    assert len(made) == 30


def test_ids_sort_by_creation_and_do_not_repeat() -> None:
    made = [new_id("prd") for _ in range(5000)]

    assert made == sorted(made)
    assert len(set(made)) == 5000


def test_an_id_tells_when_it_was_made() -> None:
    before = time.time_ns() // 1_000_000 / 1000
    assert before <= created_at(new_id("cmd")) <= time.time()


def test_ids_begin_with_the_millisecond_of_their_creation() -> None:
    before = time.time_ns() // 1_000_000
    moment = ULID.from_str(new_id("prd").removeprefix("prd_")).milliseconds

    assert before <= moment <= time.time_ns() // 1_000_000


@pytest.mark.parametrize(
    "value",
    [
        "",
        "prd",
        "prd_",
        RIGHT,
        f"prd-{RIGHT}",
        f"PRD_{RIGHT}",
        f"prd_{RIGHT.lower()}",
        f"prd_{RIGHT[:-1]}",
        f"prd_{RIGHT}0",
        f"prd_{RIGHT}\n",
        f"\nprd_{RIGHT}",
        f" prd_{RIGHT}",
        f"prd_8{RIGHT[1:]}",
        f"prd_{RIGHT[:-1]}U",
        f"prd_{RIGHT[:-1]}I",
        f"prd_{RIGHT[:-1]}\u0661",
        f"add_prd_{RIGHT}",
        "prd_../../secret",
        "prd_%30",
        "prd_" + "0" * 100_000,
    ],
    ids=lambda value: ascii(value)[:34],
)
def test_an_id_without_a_ulid_after_the_prefix_is_invalid(value: str) -> None:
    assert not is_id(value, "prd")
    with pytest.raises(ValidationError):
        TypeAdapter(Annotated[str, Field(pattern=id_pattern("prd"))]).validate_python(value)


@given(st.from_regex(r"\Aprd_[0-9A-Z]{25,27}\Z"))
def test_the_documented_pattern_matches_exactly_the_valid_ids(value: str) -> None:
    assert bool(re.search(id_pattern("prd"), value)) == is_id(value, "prd")


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 1, 31, 9, 30, tzinfo=UTC), "2026-01-31T09:30:00.000Z"),
        (datetime(2026, 1, 31, 9, 30, 0, 999_999, tzinfo=UTC), "2026-01-31T09:30:00.999Z"),
        (datetime(2026, 1, 31, 9, 30, 0, 1_000, tzinfo=UTC), "2026-01-31T09:30:00.001Z"),
        (datetime(2026, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=2))), "2025-12-31T23:00:00.000Z"),
        (datetime(2024, 2, 29, 23, 0, tzinfo=timezone(timedelta(hours=-3.5))), "2024-03-01T02:30:00.000Z"),
    ],
)
def test_a_timestamp_is_rfc_3339_in_utc_with_milliseconds(moment: datetime, text: str) -> None:
    assert clock.timestamp(moment) == text


@given(st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 30), timezones=st.timezones()))  # noqa: DTZ001  # timezones= adds the zone
def test_a_timestamp_is_parsed_back_into_its_time(moment: datetime) -> None:
    assert timedelta(0) <= moment - datetime.fromisoformat(clock.timestamp(moment)) < timedelta(milliseconds=1)


def test_now_is_the_current_time_with_a_time_zone() -> None:
    before, found, behind = datetime.now(UTC), clock.now(), datetime.now(UTC)

    assert before <= found <= behind
    assert found.utcoffset() == timedelta(0)
