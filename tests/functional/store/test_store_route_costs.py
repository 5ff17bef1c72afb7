"""What a request of each route of the store costs: the figures of docs/operations.md."""

from collections.abc import Callable
from typing import Any

import pytest

from bodega.dynamodb import ANY, Put
from bodega.orders.keys import slot_key, table
from harness.aws.tables import read_all
from harness.shop.client import Answer, Shop
from tests.support.database.route_costs import Meter, routes_below

Request = Callable[[Shop], Answer]
DAY = "2026-01-15"
CATEGORIES = [{"id": f"category-{number}", "name": f"Category {number}"} for number in range(20)]
SETTINGS = {
    "name": "Café Bodega",
    "hours": {day: [{"from": "07:30", "to": "01:00"}] for day in ("tuesday", "wednesday", "thursday", "friday")},
    "closures": [{"from": f"2026-{month:02d}-01", "reason": "First of the month"} for month in range(2, 13)],
    "capacity": {"unit": "orders", "perSlot": 20},
    "taxes": {"categories": CATEGORIES},
}

REQUESTS: dict[str, Request] = {
    "GET /store": lambda shop: shop.get("/store"),
    "PUT /store": lambda shop: shop.put("/store", SETTINGS),
    "PATCH /store": lambda shop: shop.patch("/store", {"leadMinutes": 20}),
    "GET /store/settings": lambda shop: shop.get("/store/settings", role="admin"),
    "PUT /store/pause": lambda shop: shop.put("/store/pause", {"addMinutes": 20}, role="staff"),
    "GET /store/slots": lambda shop: shop.get(f"/store/slots?date={DAY}"),
}


@pytest.fixture
def meter(shop: Shop, recording: Any, dynamodb: Any, orders: str) -> Meter:
    """Meters a store with settings, a pause, and a taken slot for each quarter of an hour."""
    assert shop.put("/store", SETTINGS).status == 200
    assert shop.put("/store/pause", {"addMinutes": 10}).status == 200
    items = [
        slot_key(DAY, f"2026-01-15T{hour:02d}:{minute}:00.000Z") for hour in range(24) for minute in (0, 15, 30, 45)
    ]
    table.transact({key.sk: Put({"pk": key.pk, "sk": key.sk, "taken": 3, "expiresAt": 1}, ANY) for key in items})
    return Meter(recording, lambda: {orders: read_all(dynamodb, orders)})


@pytest.mark.parametrize("route", routes_below("store"))
def test_a_request_costs_what_the_document_says(route: str, shop: Shop, meter: Meter) -> None:
    meter.check(route, lambda: REQUESTS[route](shop))


def test_without_a_capacity_slots_take_one_call(shop: Shop, meter: Meter) -> None:
    assert shop.patch("/store", {"capacity": None}).status == 200

    calls, _ = meter.measure(lambda: shop.get(f"/store/slots?date={DAY}"))

    assert calls == [["Query", 0.5, 0.0]]


def test_a_removed_tax_category_costs_a_query_over_the_products(
    shop: Shop, recording: Any, dynamodb: Any, orders: str, catalog: str
) -> None:
    shop.put("/store", SETTINGS)
    shop.add("products")
    meter = Meter(recording, lambda: {orders: read_all(dynamodb, orders), catalog: read_all(dynamodb, catalog)})

    calls, _ = meter.measure(lambda: shop.patch("/store", {"taxes": {"categories": CATEGORIES[:19]}}))

    assert [call[0] for call in calls] == ["GetItem", "Query", "UpdateItem"]
