"""The slots of a day: free, full or closed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bodega.dynamodb import ANY, Put
from bodega.orders.keys import slot_key, table
from harness.shop.client import Shop

Change = Callable[..., dict[str, Any]]
At = Callable[[datetime], None]
LUNCH = {"tuesday": [{"from": "11:00", "to": "13:00"}], "thursday": [{"from": "23:00", "to": "01:00"}]}


def statuses(shop: Shop, query: str = "") -> list[tuple[str, str]]:
    answer = shop.get(f"/store/slots{query}")
    assert answer.status == 200, answer
    return [(slot["from"][11:16], slot["status"]) for slot in answer.json["items"]]


def take(day: str, begins: str, units: int) -> None:
    key = slot_key(day, begins)
    table.transact({"slot": Put({"pk": key.pk, "sk": key.sk, "taken": units, "expiresAt": 0}, ANY)})


def test_slots_before_the_lead_time_is_over_are_closed(shop: Shop, change: Change) -> None:
    change(hours=LUNCH, slotMinutes=30, leadMinutes=15)  # it is 12:00, 17:00 in UTC

    assert statuses(shop) == [("16:00", "closed"), ("16:30", "closed"), ("17:00", "closed"), ("17:30", "free")]


def test_a_slot_that_begins_exactly_after_the_lead_time_is_free(shop: Shop, change: Change) -> None:
    change(hours=LUNCH, slotMinutes=30, leadMinutes=30)
    assert statuses(shop)[3] == ("17:30", "free")

    change(leadMinutes=31)
    assert statuses(shop)[3] == ("17:30", "closed")


def test_busy_minutes_make_slots_later(shop: Shop, change: Change) -> None:
    change(hours=LUNCH, slotMinutes=30, leadMinutes=0)
    assert statuses(shop)[2] == ("17:00", "free")

    shop.put("/store/pause", {"addMinutes": 20}, role="staff")

    assert statuses(shop)[2:] == [("17:00", "closed"), ("17:30", "free")]


def test_a_paused_store_has_no_free_slots(shop: Shop, change: Change) -> None:
    change(hours=LUNCH)
    shop.put("/store/pause", {"until": "2026-01-13T17:05:00Z"}, role="staff")

    assert {status for _, status in statuses(shop, "?date=2026-01-15")} == {"closed"}


def test_a_slot_is_full_at_its_capacity(shop: Shop, change: Change) -> None:
    change(hours=LUNCH, dayEndsAt="04:00", slotMinutes=60, capacity={"unit": "items", "perSlot": 5})
    take("2026-01-15", "2026-01-16T04:00:00.000Z", 5)
    take("2026-01-15", "2026-01-16T05:00:00.000Z", 4)

    assert statuses(shop, "?date=2026-01-15") == [("04:00", "full"), ("05:00", "free")]

    change(capacity=None)
    assert statuses(shop, "?date=2026-01-15")[0] == ("04:00", "free")


def test_a_night_after_midnight_belongs_to_the_business_day(shop: Shop, change: Change) -> None:
    change(hours=LUNCH, slotMinutes=60)
    assert statuses(shop, "?date=2026-01-16") == [("05:00", "free")]

    change(dayEndsAt="04:00")
    assert statuses(shop, "?date=2026-01-15") == [("04:00", "free"), ("05:00", "free")]
    assert statuses(shop, "?date=2026-01-16") == []


def test_the_current_business_day_can_be_named_and_is_the_default(shop: Shop, change: Change, at: At) -> None:
    change(dayEndsAt="04:00")
    at(datetime(2026, 1, 14, 8, tzinfo=UTC))  # 03:00 in Toronto

    answer = shop.get("/store/slots").json

    assert (answer["date"], answer["fulfilment"]) == ("2026-01-13", "pickup")
    assert shop.get("/store/slots?date=2026-01-13").json == answer


@pytest.mark.parametrize("day", ["2026-01-12", "2026-01-16", "2027-01-13"])
def test_a_day_on_which_nothing_can_be_ordered_is_refused(shop: Shop, change: Change, day: str) -> None:
    change(maxDaysAhead=2)

    answer = shop.get(f"/store/slots?date={day}")

    assert answer.status == 422
    rule = "must be from 2026-01-13 to 2026-01-15: the store takes orders 2 days ahead"
    assert answer.json["errors"] == [{"parameter": "date", "detail": rule}]
    assert shop.get("/store/slots?date=2026-01-15").status == 200


@pytest.mark.parametrize("day", ["tomorrow", "20260113", "2026-02-30"])
def test_something_else_than_a_date_is_refused(shop: Shop, day: str) -> None:
    answer = shop.get(f"/store/slots?date={day}")

    assert (answer.status, answer.json["errors"][0]["parameter"]) == (422, "date")


def test_a_fulfilment_that_the_store_does_not_offer_is_refused(shop: Shop, change: Change) -> None:
    assert shop.get("/store/slots?fulfilment=dineIn").json["errors"] == [
        {"parameter": "fulfilment", "detail": "must be pickup, as the store offers no other"}
    ]
    assert shop.get("/store/slots?fulfilment=delivery").status == 422

    change(fulfilments=["dineIn", "pickup"])
    assert shop.get("/store/slots?fulfilment=pickup").json["fulfilment"] == "pickup"
    assert shop.get("/store/slots").json["fulfilment"] == "dineIn"
