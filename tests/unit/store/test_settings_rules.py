"""The rules of the settings: each broken one names field and rule."""

from typing import Any

import pytest

from bodega.errors import ValidationFailed
from bodega.orders.settings import DEFAULTS
from bodega.validation import validated
from store.schemas import StoreFields

FOOD = {"id": "food", "name": "Food", "rates": []}


def test_an_empty_document_has_the_default_settings() -> None:
    assert validated(StoreFields, {}).as_json() == DEFAULTS


@pytest.mark.parametrize(
    ("fields", "pointer", "rule"),
    [
        ({"hours": {"moday": []}}, "/hours/moday", "is not a field"),
        ({"hours": {"monday": [{"from": "7:30", "to": "14:00"}]}}, "/hours/monday/0/from", "07:30"),
        ({"hours": {"monday": [{"from": "24:00", "to": "14:00"}]}}, "/hours/monday/0/from", "07:30"),
        ({"hours": {"monday": [{"from": "07:30", "to": "24:01"}]}}, "/hours/monday/0/to", "24:00"),
        ({"hours": {"monday": [{"from": "07:30", "to": "07:30"}]}}, "/hours/monday/0/to", "must differ"),
        ({"hours": {"monday": [{"from": "09:00", "to": "12:00"}, {"from": "11:59", "to": "13:00"}]}}, "/hours", "ove"),
        (
            {"hours": {"monday": [{"from": "17:00", "to": "02:00"}], "tuesday": [{"from": "01:59", "to": "05:00"}]}},
            "/hours",
            "must not overlap: monday 17:00–02:00 and tuesday 01:59–05:00",
        ),
        (
            {"hours": {"monday": [{"from": "01:00", "to": "05:00"}], "sunday": [{"from": "17:00", "to": "01:01"}]}},
            "/hours",
            "must not overlap: sunday 17:00–01:01 and monday 01:00–05:00",
        ),
        ({"closures": [{"from": "2026-12-24"}, {"from": "2026-12-24"}]}, "/closures", "2026-12-24 is in two"),
        (
            {"closures": [{"from": "2026-12-24", "to": "2026-12-26"}, {"from": "2026-12-23", "to": "2026-12-24"}]},
            "/closures",
            "2026-12-24 is in two",
        ),
        ({"closures": [{"from": "2026-12-24", "to": "2026-12-23"}]}, "/closures/0/to", "must not be before"),
        ({"closures": [{"from": "2026-02-30"}]}, "/closures/0/from", "must be a date"),
        ({"closures": [{"from": "20261224"}]}, "/closures/0/from", "must be a date"),
        ({"dayEndsAt": "12:00"}, "/dayEndsAt", "11:59"),
        ({"slotMinutes": 4}, "/slotMinutes", "at least 5"),
        ({"slotMinutes": 61}, "/slotMinutes", "at most 60"),
        ({"maxDaysAhead": 7}, "/maxDaysAhead", "at most 6"),
        ({"leadMinutes": -1}, "/leadMinutes", "at least 0"),
        ({"capacity": {"unit": "cups", "perSlot": 3}}, "/capacity/unit", "orders or items"),
        ({"capacity": {"unit": "items", "perSlot": 0}}, "/capacity/perSlot", "at least 1"),
        ({"fulfilments": []}, "/fulfilments", "at least 1"),
        ({"fulfilments": ["pickup", "pickup"]}, "/fulfilments", "different"),
        ({"fulfilments": ["delivery"]}, "/fulfilments/0", "pickup or dineIn"),
        ({"tips": {"percents": [10, 10]}}, "/tips/percents", "different"),
        ({"tips": {"percents": [101]}}, "/tips/percents/0", "at most 100"),
        ({"cashRounding": 3}, "/cashRounding", "1, 5, 10"),
        ({"cashRounding": True}, "/cashRounding", "whole number"),
        ({"cancelUntil": "ready"}, "/cancelUntil", "accepted or preparing"),
        ({"taxes": {"categories": []}}, "/taxes/categories", "at least 1"),
        ({"taxes": {"categories": [FOOD, FOOD]}}, "/taxes/categories", "different IDs"),
        ({"taxes": {"categories": [FOOD | {"id": "Food"}]}}, "/taxes/categories/0/id", "lower-case"),
        (
            {"taxes": {"categories": [FOOD | {"rates": [{"name": "GST", "rate": 5000}] * 2}]}},
            "/taxes/categories/0/rates",
            "different names",
        ),
        (
            {"taxes": {"categories": [FOOD | {"rates": [{"name": "GST", "rate": 5.5}]}]}},
            "/taxes/categories/0/rates/0/rate",
            "whole number",
        ),
        ({"taxes": {"categories": [FOOD | {"rates": [{"name": "GST", "rate": 100_001}]}]}}, "/rate", "at most"),
        ({"taxes": {"mode": "up"}}, "/taxes/mode", "half_up or half_even"),
        ({"phone": "514 555 0123"}, "/phone", "must be +"),
        ({"address": {"line1": "12 Rue Saint-Paul"}}, "/address/country", "is required"),
        ({"name": "\u200b"}, "/name", "blank"),
        ({"taxNumber": "4242 4242 4242 4242"}, "/taxNumber", "card number"),
        ({"holdSeconds": 10}, "/holdSeconds", "is not a field"),
        ({"holdMinutes": 4}, "/holdMinutes", "5"),
        ({"holdMinutes": 61}, "/holdMinutes", "60"),
        ({"capture": "ready"}, "/capture", "accepted"),
        ({"alertEmail": "owner"}, "/alertEmail", "email"),
    ],
)
def test_a_broken_rule_names_field_and_rule(fields: dict[str, Any], pointer: str, rule: str) -> None:
    with pytest.raises(ValidationFailed) as failed:
        validated(StoreFields, fields)

    (error,) = failed.value.errors
    assert error.where.endswith(pointer)
    assert rule in error.detail
