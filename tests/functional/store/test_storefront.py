"""What everybody sees of the store, and when its tag changes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from harness.shop.client import Shop
from tests.functional.store.conftest import TUESDAY_NOON

Change = Callable[..., dict[str, Any]]
At = Callable[[datetime], None]
LUNCH = {"tuesday": [{"from": "11:00", "to": "14:00"}]}


def test_without_settings_the_store_is_open_under_the_name_of_the_shop(shop: Shop) -> None:
    answer = shop.get("/store")
    store = answer.json

    assert answer.status == 200
    assert (store["name"], store["open"], store["opensAt"], store["closesAt"]) == ("Test Shop", True, None, None)
    assert (store["hours"], store["fulfilments"], store["paused"]) == (None, ["pickup"], False)
    assert (store["timeZone"], store["currency"], store["currencyDigits"]) == ("America/Toronto", "CAD", 2)
    assert store["businessDay"] == "2026-01-13"
    assert answer.headers["Cache-Control"] == "public, max-age=30"


def test_the_storefront_shows_the_settings_of_customers_only(shop: Shop, change: Change) -> None:
    change(
        name="Café",
        capacity={"unit": "orders", "perSlot": 3},
        numberFrom=200,
        autoAccept=True,
        capture="placed",
        alertEmail="owner@shop.example",
    )

    store = shop.get("/store").json

    assert store["name"] == "Café"
    assert not {"capacity", "numberFrom", "autoAccept", "capture", "alertEmail", "version"} & {*store}


@pytest.mark.parametrize(("provider", "payments"), [("none", ["counter"]), ("stripe", ["counter", "card"])])
def test_cards_are_offered_in_a_shop_with_a_payment_provider(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, provider: str, payments: list[str]
) -> None:
    monkeypatch.setenv("PAYMENT_PROVIDER", provider)
    assert shop.get("/store").json["payments"] == payments


def test_the_store_is_open_from_the_first_to_the_last_moment_of_its_hours(shop: Shop, change: Change, at: At) -> None:
    change(hours=LUNCH)
    opens, closes = datetime(2026, 1, 13, 16, tzinfo=UTC), datetime(2026, 1, 13, 19, tzinfo=UTC)
    moments = [opens - timedelta(milliseconds=1), opens, closes - timedelta(milliseconds=1), closes]

    shown = []
    for moment in moments:
        at(moment)
        store = shop.get("/store").json
        shown.append((store["open"], store["opensAt"], store["closesAt"]))

    open_now = (True, None, "2026-01-13T19:00:00.000Z")
    assert shown == [
        (False, "2026-01-13T16:00:00.000Z", None),
        open_now,
        open_now,
        (False, "2026-01-20T16:00:00.000Z", None),
    ]


def test_on_a_closed_day_the_store_opens_after_it(shop: Shop, change: Change) -> None:
    change(hours=LUNCH, closures=[{"from": "2026-01-13", "to": "2026-01-25", "reason": "Holidays"}])

    store = shop.get("/store").json

    assert (store["open"], store["opensAt"]) == (False, "2026-01-27T16:00:00.000Z")
    assert store["closures"] == [{"from": "2026-01-13", "to": "2026-01-25", "reason": "Holidays"}]


def test_the_business_day_ends_when_the_settings_say(shop: Shop, change: Change, at: At) -> None:
    change(dayEndsAt="04:00")
    at(datetime(2026, 1, 14, 8, 59, tzinfo=UTC))  # 03:59 in Toronto
    assert shop.get("/store").json["businessDay"] == "2026-01-13"
    at(datetime(2026, 1, 14, 9, 0, tzinfo=UTC))
    assert shop.get("/store").json["businessDay"] == "2026-01-14"


def test_a_copy_is_current_until_settings_pause_or_opening_change(shop: Shop, change: Change, at: At) -> None:
    def current(tag: str) -> bool:
        return shop.get("/store", headers={"If-None-Match": tag}).status == 304

    change(hours=LUNCH)
    first = shop.get("/store").headers["ETag"]
    at(TUESDAY_NOON + timedelta(minutes=30))
    assert current(first)

    at(TUESDAY_NOON + timedelta(hours=3))
    assert not current(first)
    second = shop.get("/store").headers["ETag"]
    assert shop.put("/store/pause", {"addMinutes": 15}).status == 200
    assert not current(second)
    third = shop.get("/store").headers["ETag"]
    change(leadMinutes=45)
    assert not current(third)


def test_callers_with_a_token_always_revalidate(shop: Shop) -> None:
    answer = shop.get("/store", headers={"Authorization": "Bearer x"})

    assert answer.headers["Cache-Control"] == "private, no-cache"
