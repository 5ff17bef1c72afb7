"""A shop whose currency or time zone was changed counts no order, so that no sum is of two currencies or two clocks."""

from typing import Any

import pytest

from harness.shop.client import Shop
from harness.shop.orders import order
from tests.support.database.analytics_table import aggregate, send
from tests.support.database.expected_counters import ExpectedCounters

CHANGES = {"SHOP_CURRENCY": "EUR", "SHOP_TIME_ZONE": "Europe/Paris"}


def in_currency(code: str) -> dict[str, Any]:
    """Return an order of a shop with this currency."""
    event = order()
    money = event["total"] | {"currency": code}
    return event | {"items": [event["items"][0] | {"amount": money}], "total": money}


def test_the_year_has_the_settings_of_its_counters(shop: Shop, records: Any, rows: Any) -> None:
    send(shop, order())
    aggregate(records())

    (year,) = [row for row in rows() if row["pk"]["S"] == "YEAR"]
    assert (year["currency"], year["timeZone"]) == ({"S": "CAD"}, {"S": "America/Toronto"})


@pytest.mark.parametrize("variable", CHANGES)
def test_an_order_is_not_added_and_the_log_says_what_to_do(
    shop: Shop,
    records: Any,
    counters: Any,
    monkeypatch: pytest.MonkeyPatch,
    output: Any,
    variable: str,
) -> None:
    events = [order(), order()]
    send(shop, events[0])
    aggregate(records())
    before = counters()
    send(shop, events[1])
    batch = records()
    with monkeypatch.context() as patch:
        patch.setenv(variable, CHANGES[variable])
        business_day_zone().cache_clear()
        output()

        assert aggregate(batch) == ["1", "2"]

        said = output()
    business_day_zone().cache_clear()

    assert counters() == before
    if variable == "SHOP_TIME_ZONE":
        assert "Orders were counted in CAD and America/Toronto" in said
        assert "Set them back, and run `make recount`." in said
    else:
        assert "OtherCurrency" in said
    # The parameters are set back.
    assert aggregate(batch) == []
    assert counters() == ExpectedCounters(events).counters()


def business_day_zone() -> Any:
    from bodega.business_day import zone

    return zone


def test_events_that_came_in_another_currency_are_never_added(
    shop: Shop, records: Any, counters: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("SHOP_CURRENCY", "EUR")
        assert send(shop, in_currency("EUR")).status == 202
    mine = order()
    send(shop, mine)

    assert len(aggregate(records())) == 1
    assert counters() == ExpectedCounters([mine]).counters()


def test_a_table_of_an_earlier_version_takes_the_settings_of_the_next_order(
    shop: Shop, records: Any, rows: Any, dynamodb: Any, analytics: str
) -> None:
    year = {"pk": {"S": "YEAR"}, "sk": {"S": "2025"}, "orders": {"N": "3"}}
    dynamodb.put_item(TableName=analytics, Item=year)
    send(shop, order())
    stored = [dict(record) for record in records()]
    for record in stored:
        record["dynamodb"]["NewImage"].pop("currency")

    assert aggregate(stored) == []

    (found,) = [row for row in rows() if row["pk"]["S"] == "YEAR"]
    assert (found["orders"], found["currency"]) == ({"N": "4"}, {"S": "CAD"})
