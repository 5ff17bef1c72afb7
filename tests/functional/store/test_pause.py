"""The pause: set by staff, shown to everybody, over by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from harness.shop.client import Shop
from tests.functional.store.conftest import TUESDAY_NOON

At = Callable[[datetime], None]
UNTIL = {"until": "2026-01-13T12:30:00-05:00"}


@pytest.mark.parametrize("role", ["staff", "admin"])
def test_staff_pauses_the_store_until_a_time(shop: Shop, at: At, role: str) -> None:
    answer = shop.put("/store/pause", UNTIL, role=role)

    assert answer.status == 200
    assert answer.json == {
        "until": "2026-01-13T17:30:00.000Z",
        "addMinutes": 0,
        "updatedAt": "2026-01-13T17:00:00.000Z",
    }
    store = shop.get("/store").json
    assert (store["open"], store["paused"], store["pausedUntil"]) == (True, True, "2026-01-13T17:30:00.000Z")

    at(TUESDAY_NOON + timedelta(minutes=30))
    store = shop.get("/store").json
    assert (store["paused"], store["pausedUntil"]) == (False, None)


def test_an_empty_object_ends_the_pause(shop: Shop) -> None:
    shop.put("/store/pause", {**UNTIL, "addMinutes": 20}, role="staff")
    assert shop.get("/store").json["addMinutes"] == 20

    assert shop.put("/store/pause", {}, role="staff").status == 200

    store = shop.get("/store").json
    assert (store["paused"], store["addMinutes"]) == (False, 0)


@pytest.mark.parametrize(
    ("body", "pointer", "rule"),
    [
        ({"until": "2026-01-13T17:00:00Z"}, "/until", "must be in the future"),
        ({"until": "2026-01-20T17:00:01Z"}, "/until", "at most 7 days ahead"),
        ({"until": "2026-01-13T18:00:00"}, "/until", "offset from UTC"),
        ({"until": "later"}, "/until", "offset from UTC"),
        ({"addMinutes": 121}, "/addMinutes", "at most 120"),
        ({"addMinutes": -1}, "/addMinutes", "at least 0"),
        ({"minutes": 5}, "/minutes", "is not a field"),
    ],
)
def test_a_broken_rule_names_field_and_rule(shop: Shop, body: dict[str, object], pointer: str, rule: str) -> None:
    answer = shop.put("/store/pause", body, role="staff")

    assert answer.status == 422
    assert answer.pointers == [pointer]
    assert rule in answer.json["errors"][0]["detail"]


@pytest.mark.parametrize("role", ["customer", "guest"])
def test_others_cannot_pause_the_store(shop: Shop, role: str) -> None:
    assert shop.put("/store/pause", UNTIL, role=role).code == "forbidden"


def test_the_longest_pause_of_seven_days_changes_no_settings(shop: Shop) -> None:
    assert shop.put("/store/pause", {"until": "2026-01-20T17:00:00Z"}).status == 200

    assert shop.get("/store/settings", role="admin").json["version"] == 0
