"""The settings: read, replaced and patched as one document, with conditions."""

from collections.abc import Callable
from typing import Any

import pytest

from bodega.dynamodb import ANY, Update
from bodega.orders.keys import settings_key, table
from bodega.orders.settings import DEFAULTS
from harness.shop.client import Shop

Change = Callable[..., dict[str, Any]]
HOURS = {"monday": [{"from": "07:30", "to": "14:00"}, {"from": "17:00", "to": "01:00"}]}
FOOD = {"id": "food", "name": "Food", "rates": []}
STANDARD = {"id": "standard", "name": "Standard", "rates": [{"name": "GST", "rate": 5000}]}


def settings(shop: Shop) -> dict[str, Any]:
    answer = shop.get("/store/settings", role="admin")
    assert answer.status == 200, answer
    found: dict[str, Any] = answer.json
    return found


def test_before_the_first_change_the_settings_are_the_defaults(shop: Shop) -> None:
    answer = shop.get("/store/settings", role="admin")

    assert answer.json == {**DEFAULTS, "version": 0, "updatedAt": None}
    assert answer.headers["ETag"] == '"0"'


def test_a_put_sets_all_settings_and_defaults_for_the_others(shop: Shop, change: Change) -> None:
    change(leadMinutes=30, name="Café")

    answer = shop.put("/store", {"name": "Bodega", "hours": HOURS, "closures": [{"from": "2026-12-24"}]})

    week = {day: [] for day in ("tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")}
    assert answer.status == 200
    assert answer.json == settings(shop)
    assert answer.json["hours"] == {**HOURS, **week}
    assert answer.json["closures"] == [{"from": "2026-12-24", "to": "2026-12-24", "reason": None}]
    assert (answer.json["leadMinutes"], answer.json["name"], answer.json["version"]) == (15, "Bodega", 2)
    assert answer.headers["ETag"] == '"2"'


def test_a_patch_keeps_the_other_settings(shop: Shop, change: Change) -> None:
    change(hours=HOURS, tips={"percents": [10, 15]})

    changed = change(hours={"monday": [], "sunday": [{"from": "10:00", "to": "24:00"}]}, slotMinutes=20)

    assert (changed["hours"]["monday"], changed["hours"]["sunday"]) == ([], [{"from": "10:00", "to": "24:00"}])
    assert (changed["tips"], changed["slotMinutes"]) == ({"percents": [10, 15]}, 20)


def test_null_in_a_patch_sets_the_default(change: Change) -> None:
    change(hours=HOURS, leadMinutes=40)

    changed = change(hours=None, leadMinutes=None)

    assert (changed["hours"], changed["leadMinutes"]) == (None, 15)


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_change_of_another_version_is_refused(shop: Shop, change: Change, method: str) -> None:
    change(leadMinutes=20)

    refused = shop.call(method, "/store", body={"leadMinutes": 30}, headers={"If-Match": '"0"'})

    assert (refused.status, refused.code) == (412, "version_conflict")
    assert settings(shop)["leadMinutes"] == 20
    assert shop.call(method, "/store", body={"leadMinutes": 30}, headers={"If-Match": '"1"'}).status == 200


def test_the_first_change_can_name_version_0(shop: Shop) -> None:
    assert shop.put("/store", {}, headers={"If-Match": '"0"'}).json["version"] == 1
    assert shop.put("/store", {}, headers={"If-Match": '"0"'}).status == 412


def test_if_none_match_star_finds_the_store_existing(shop: Shop) -> None:
    assert shop.put("/store", {}, headers={"If-None-Match": "*"}).code == "precondition_failed"


def test_the_tag_of_the_storefront_is_a_condition_of_changes_until_the_settings_change(
    shop: Shop, change: Change
) -> None:
    tag = shop.get("/store").headers["ETag"]
    assert shop.put("/store/pause", {"addMinutes": 20}).status == 200
    assert shop.patch("/store", {"leadMinutes": 20}, headers={"If-Match": tag}).status == 200

    assert shop.patch("/store", {"leadMinutes": 25}, headers={"If-Match": tag}).code == "version_conflict"


def test_concurrent_patches_are_both_kept(shop: Shop, change: Change, in_between: Callable[..., list[str]]) -> None:
    for lead, slot, version in ((25, 30, 2), (40, 60, 4)):  # of the defaults, and of stored settings
        in_between({"GetItem"}, lambda lead=lead: change(leadMinutes=lead))

        changed = change(slotMinutes=slot)

        assert (changed["leadMinutes"], changed["slotMinutes"], changed["version"]) == (lead, slot, version)


def test_a_refused_change_leaves_the_defaults_as_they_are(shop: Shop) -> None:
    assert shop.patch("/store", {"taxes": {"rounding": "line"}, "slotMinutes": 4}).status == 422

    assert settings(shop) == {**DEFAULTS, "version": 0, "updatedAt": None}
    assert DEFAULTS["taxes"]["rounding"] == "total"


def test_settings_that_an_older_version_did_not_store_have_their_defaults(shop: Shop) -> None:
    table.update(Update(settings_key(), ANY, set={"leadMinutes": 40}, add={"version": 1}))

    assert settings(shop) == {**DEFAULTS, "leadMinutes": 40, "version": 1, "updatedAt": None}
    assert shop.get("/store").json["leadMinutes"] == 40


def test_broken_rules_name_field_and_rule_and_change_nothing(shop: Shop) -> None:
    answer = shop.put("/store", {"hours": {"moday": []}, "slotMinutes": 4, "cashRounding": 3})

    assert (answer.status, answer.code) == (422, "validation_failed")
    assert answer.pointers == ["/hours/moday", "/slotMinutes", "/cashRounding"]
    assert settings(shop)["version"] == 0


def test_spans_that_touch_are_accepted(change: Change) -> None:
    sunday = [{"from": "12:00", "to": "24:00"}]
    monday = [{"from": "00:00", "to": "09:00"}, {"from": "09:00", "to": "00:00"}]

    assert change(hours={"sunday": sunday, "monday": monday})["hours"]["monday"] == monday


def test_a_tax_category_of_products_cannot_be_left_out(shop: Shop, change: Change) -> None:
    change(taxes={"categories": [STANDARD, FOOD]})
    cake = shop.add("products", taxCategory="food")
    shop.add("products", taxCategory="standard")

    refused = shop.patch("/store", {"taxes": {"categories": [STANDARD]}})

    assert (refused.status, refused.code) == (409, "in_use")
    assert refused.json["dependants"] == [cake["id"]]
    assert settings(shop)["version"] == 1


def test_a_tax_category_without_products_can_be_left_out(shop: Shop, change: Change) -> None:
    change(taxes={"categories": [STANDARD, FOOD]})
    shop.add("products", taxCategory="standard")

    assert change(taxes={"categories": [STANDARD]})["taxes"]["categories"] == [STANDARD]


@pytest.mark.parametrize("role", ["customer", "guest", "staff"])
def test_only_admins_read_and_change_the_settings(shop: Shop, role: str) -> None:
    assert shop.get("/store/settings", role=role).code == "forbidden"
    assert shop.put("/store", {}, role=role).code == "forbidden"
    assert shop.patch("/store", {}, role=role).code == "forbidden"
