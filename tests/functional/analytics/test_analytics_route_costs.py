"""What a request of each route of analytics costs: the figures of docs/operations.md."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from harness.aws.tables import read_all
from harness.shop.client import Shop
from harness.shop.orders import Event, order
from tests.support.database.analytics_table import aggregate, send
from tests.support.database.route_costs import Meter, routes_below

Fill = Callable[[Sequence[Event]], None]
NOON = datetime(2025, 1, 1, 17, tzinfo=UTC)  # in Toronto
PRODUCTS = 60


@pytest.fixture
def meter(recording: Any, dynamodb: Any, analytics: str) -> Meter:
    return Meter(recording, lambda: {analytics: read_all(dynamodb, analytics)})


def product_id(number: int) -> str:
    return f"prd_01JD4W0Q8V5E2M7T9X3K6{number:05d}"


def of_a_year(fill: Fill) -> None:
    """What a day sells on each day, and a refund."""
    days = [NOON + timedelta(days=day) for day in range(365)]
    fill([order((product_id(1), 250, 120_000), at=day) for day in days])
    fill([order((product_id(1), 1, 475), at=day, refund=True) for day in days])


def of_a_month(fill: Fill) -> None:
    """All products on each day of May."""
    lines = [(product_id(number), 120, 57_000) for number in range(PRODUCTS)]
    fill([order(*lines, at=datetime(2025, 5, day, 17, tzinfo=UTC)) for day in range(1, 32)])


def orders_of_the_day() -> list[Event]:
    """25 orders within an hour, of ten products."""
    return [
        order(*((product_id((number + line) % 10), 1, 450) for line in range(2)), at=NOON + timedelta(minutes=number))
        for number in range(25)
    ]


REPORTS = {
    "GET /analytics/summary": (of_a_year, "summary?from=2025-05-01&to=2025-05-31"),
    "GET /analytics/orders": (of_a_year, "orders?interval=day&from=2025-05-01&to=2025-05-31"),
    "GET /analytics/products": (of_a_month, "products?from=2025-05-01&to=2025-05-31"),
    "GET /analytics/export": (of_a_year, "export?from=2025-01-01&to=2025-12-31"),
}


@pytest.mark.parametrize("route", routes_below("analytics"))
def test_a_request_costs_what_the_document_says(route: str, shop: Shop, fill: Fill, meter: Meter) -> None:
    if route == "POST /analytics/events":
        meter.check(route, lambda: send(shop, *orders_of_the_day()))
        return
    prepare, url = REPORTS[route]
    prepare(fill)

    meter.check(route, lambda: shop.get(f"/analytics/{url}", role="admin"))


def test_the_aggregator_costs_what_the_document_says(shop: Shop, records: Any, meter: Meter) -> None:
    send(shop, *orders_of_the_day())
    batch = records()

    meter.check("aggregator", lambda: aggregate(batch))
