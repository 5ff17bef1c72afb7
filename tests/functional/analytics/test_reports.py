"""Reports: the plain sums of the same events, in every range and interval, at the cost of the buckets they show."""

import csv
import io
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Proxy, Recording
from harness.aws.tables import read_all
from harness.shop.client import Shop
from harness.shop.orders import NOON, Event, money, order, random_order
from tests.support.database.analytics_table import analytics_table, report, stream_records, take_and_count
from tests.support.database.expected_counters import ZONE
from tests.support.documents.contract import DocumentedShop


@pytest.fixture(scope="module")
def loaded(database: Proxy, dynamodb: Any) -> Iterator[tuple[str, list[Event]]]:
    """A table with orders of fourteen months, for all tests that only read reports, and these orders."""
    chance = random.Random(7)
    events = [random_order(chance, begin=datetime(2024, 1, 1, 5, tzinfo=UTC), days=420) for _ in range(250)]
    with pytest.MonkeyPatch.context() as patch, analytics_table(dynamodb, patch) as name:
        take_and_count(DocumentedShop(), events, lambda: stream_records(read_all(dynamodb, name)))
        yield name, events


@pytest.fixture
def history(shop: Shop, loaded: tuple[str, list[Event]], monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """Orders of fourteen months, in the table that the functions use now."""
    name, events = loaded
    monkeypatch.setenv("ANALYTICS_TABLE", name)
    return events


def day_of(event: Event) -> date:
    return datetime.fromisoformat(event["occurredAt"]).astimezone(ZONE).date()


def plain(events: list[Event], first: str, last: str) -> dict[str, Any]:
    """The figures of the events in a range, added up one by one."""
    chosen = [event for event in events if first <= day_of(event).isoformat() <= last]
    placed = [event for event in chosen if event["type"] == "order.placed"]
    refunds = [event for event in chosen if event["type"] == "order.refunded"]
    refunded = sum(event["total"]["amount"] for event in refunds)
    revenue = sum(event["total"]["amount"] for event in placed) - refunded
    quantities = [sum(item["quantity"] for item in event["items"]) for event in placed]
    back = sum(item["quantity"] for event in refunds for item in event["items"])
    return {
        "orders": len(placed),
        "revenue": money(revenue),
        "averageOrderValue": money((2 * revenue + len(placed)) // (2 * len(placed))) if placed else None,
        "itemsSold": sum(quantities) - back,
        "refunds": len(refunds),
        "refunded": money(refunded),
    }


RANGES = [
    ("2024-05-05", "2024-05-05", "2024-05-04", "2024-05-04"),
    ("2024-05-01", "2024-05-31", "2024-04-01", "2024-04-30"),
    ("2024-05-10", "2024-05-20", "2024-04-29", "2024-05-09"),
    ("2024-03-15", "2025-02-10", "2023-04-17", "2024-03-14"),
    ("2024-12-20", "2025-01-10", "2024-11-28", "2024-12-19"),
    ("2024-01-01", "2024-12-31", "2023-01-01", "2023-12-31"),
    ("2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31"),
]


class TestSummary:
    @pytest.mark.parametrize("days", RANGES)
    def test_is_the_plain_sum_and_that_of_the_time_before(
        self, shop: Shop, history: list[Event], days: tuple[str, str, str, str]
    ) -> None:
        first, last, first_before, last_before = days

        found = report(shop, f"summary?from={first}&to={last}")

        assert found.pop("previous") == {"from": first_before, "to": last_before} | plain(
            history, first_before, last_before
        )
        assert found == {
            "from": first,
            "to": last,
            "timeZone": "America/Toronto",
            "currency": "CAD",
            "currencyDigits": 2,
            **plain(history, first, last),
        }

    def test_of_a_shop_without_orders_has_no_average(self, shop: Shop) -> None:
        found = report(shop, "summary")

        assert found["orders"] == found["previous"]["orders"] == 0
        assert found["averageOrderValue"] is None
        assert found["revenue"] == money(0)

    def test_of_refunds_alone_is_negative(self, shop: Shop, fill: Any) -> None:
        fill([order(refund=True)])

        found = report(shop, "summary?from=2025-03-10&to=2025-03-10")

        assert (found["revenue"], found["itemsSold"], found["averageOrderValue"]) == (money(-450), -1, None)

    def test_rounds_the_average_half_up(self, shop: Shop, fill: Any) -> None:
        fill([order(("prd_1", 1, 1)), order(("prd_1", 1, 2))])

        assert report(shop, "summary?from=2025-03-10&to=2025-03-10")["averageOrderValue"] == money(2)


class TestSeries:
    @pytest.mark.parametrize("days", RANGES)
    @pytest.mark.parametrize("interval", ["day", "month"])
    def test_has_every_bucket_and_the_plain_sums(
        self, shop: Shop, history: list[Event], interval: str, days: tuple[str, str, str, str]
    ) -> None:
        first, last = days[:2]
        found = report(shop, f"orders?interval={interval}&from={first}&to={last}")

        length = 10 if interval == "day" else 7
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        every = [str(begin + timedelta(days=number)) for number in range((end - begin).days + 1)]
        assert found["labels"] == sorted({day[:length] for day in every})
        for place, label in enumerate(found["labels"]):
            within = [day for day in every if day.startswith(label)]
            expected = plain(history, within[0], within[-1])
            assert {name: values[place] for name, values in found["series"].items()} == {
                "orders": expected["orders"],
                "revenue": expected["revenue"]["amount"],
                "itemsSold": expected["itemsSold"],
                "refunds": expected["refunds"],
            }
        assert found["totals"] == plain(history, first, last)

    def test_by_hour_is_right_on_the_days_when_clocks_change(self, shop: Shop, fill: Any) -> None:
        # From one to two in the night, twice.
        first, second = datetime(2024, 11, 3, 5, 59, tzinfo=UTC), datetime(2024, 11, 3, 6, 0, tzinfo=UTC)
        fill([order(at=first), order(at=second), order(at=second)])

        autumn = report(shop, "orders?interval=hour&from=2024-11-03&to=2024-11-03")
        spring = report(shop, "orders?interval=hour&from=2025-03-09&to=2025-03-09")

        assert autumn["labels"][1:3] == ["2024-11-03T01:00-04:00", "2024-11-03T01:00-05:00"]
        assert autumn["series"]["orders"] == [0, 1, 2, *[0] * 22]
        assert len(spring["labels"]) == 23

    def test_by_hour_says_the_same_as_by_day(self, shop: Shop, history: list[Event]) -> None:
        days = "from=2024-05-01&to=2024-05-31"
        by_hour = report(shop, f"orders?interval=hour&{days}")
        by_day = report(shop, f"orders?interval=day&{days}")

        assert len(by_hour["labels"]) == 31 * 24
        assert by_hour["totals"] == by_day["totals"]
        of_days = [sum(by_hour["series"]["orders"][begin : begin + 24]) for begin in range(0, 31 * 24, 24)]
        assert of_days == by_day["series"]["orders"]


class TestBestSellers:
    @pytest.mark.parametrize("days", RANGES)
    def test_are_those_of_the_plain_sums(
        self, shop: Shop, history: list[Event], days: tuple[str, str, str, str]
    ) -> None:
        first, last = days[:2]
        sold: dict[str, list[int]] = {}
        for event in history:
            if first <= day_of(event).isoformat() <= last:
                sign = 1 if event["type"] == "order.placed" else -1
                for item in event["items"]:
                    figures = sold.setdefault(item["productId"], [0, 0])
                    figures[0] += sign * item["quantity"]
                    figures[1] += sign * item["amount"]["amount"]
        sold = {product: figures for product, figures in sold.items() if any(figures)}

        found = report(shop, f"products?from={first}&to={last}&limit=5")

        assert found["totals"] == {
            "products": len(sold),
            "quantity": sum(quantity for quantity, _ in sold.values()),
            "revenue": money(sum(revenue for _, revenue in sold.values())),
        }
        by_revenue = sorted(sold, key=lambda product: (-sold[product][1], product))[:5]
        by_quantity = sorted(sold, key=lambda product: (-sold[product][0], product))[:5]
        for ranking, expected in (("byRevenue", by_revenue), ("byQuantity", by_quantity)):
            assert found[ranking]["productIds"] == expected
            assert found[ranking]["labels"] == [product.replace("prd_", "Product ") for product in expected]
            assert found[ranking]["quantity"] == [sold[product][0] for product in expected]
            assert found[ranking]["revenue"] == [sold[product][1] for product in expected]

    def test_take_a_query_a_month(self, shop: Shop, history: list[Event], recording: Recording) -> None:
        for days, queries in (("2024-05-05&to=2024-05-05", 1), ("2024-01-01&to=2024-12-31", 12)):
            recording.calls.clear()
            report(shop, f"products?from={days}")
            assert recording.operations == ["Query"] * queries

    def test_without_orders_are_none(self, shop: Shop) -> None:
        found = report(shop, "products")

        assert found["byRevenue"] == {"labels": [], "productIds": [], "revenue": [], "quantity": []}
        assert found["totals"] == {"products": 0, "quantity": 0, "revenue": money(0)}


class TestExport:
    def test_has_a_line_a_day(self, shop: Shop, history: list[Event]) -> None:
        answer = shop.get("/analytics/export?from=2024-12-20&to=2025-01-10", role="admin")

        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/csv"
        assert answer.headers["Cache-Control"] == "no-store"
        name = "daily-figures-2024-12-20-to-2025-01-10.csv"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        lines = list(csv.DictReader(io.StringIO(answer.body or "")))
        assert len(lines) == 22
        for line in lines:
            expected = plain(history, line["date"], line["date"])
            assert line == {
                "date": line["date"],
                "orders": str(expected["orders"]),
                "revenue_minor_units": str(expected["revenue"]["amount"]),
                "items_sold": str(expected["itemsSold"]),
                "refunds": str(expected["refunds"]),
                "refunded_minor_units": str(expected["refunded"]["amount"]),
                "currency": "CAD",
            }

    def test_of_a_year_takes_two_queries(self, shop: Shop, recording: Recording) -> None:
        shop.get("/analytics/export?from=2024-03-15&to=2025-03-14", role="admin")

        assert recording.operations == ["Query", "Query"]


READ = [
    # A report, its queries, and the buckets that they read.
    ("summary?from=2024-12-31&to=2024-12-31", 1, 2),
    ("summary?from=2024-05-01&to=2024-05-31", 1, 2),
    ("summary?from=2024-01-01&to=2024-12-31", 1, 2),  # a year, and the year before
    ("summary?from=2024-03-01&to=2025-02-28", 1, 24),
    ("summary?from=2024-03-15&to=2025-03-14", 5, 83),
    ("orders?interval=hour&from=2024-05-05&to=2024-05-05", 1, 24),
    ("orders?interval=day&from=2024-05-01&to=2024-05-31", 1, 31),
    ("orders?interval=day&from=2024-03-15&to=2025-03-14", 2, 365),
    ("orders?interval=month&from=2024-01-01&to=2024-12-31", 1, 12),
    ("export?from=2024-03-15&to=2025-03-14", 2, 365),
]


def test_a_report_reads_the_buckets_that_it_shows(shop: Shop, fill: Any, recording: Recording) -> None:
    # An order on each day of three years, and in each hour of one day: no bucket is missing.
    begin = datetime(2023, 1, 1, 17, tzinfo=UTC)
    fill([order(at=begin + timedelta(days=number)) for number in range(3 * 365 + 1)])
    fill([order(at=datetime(2024, 5, 5, 4, tzinfo=UTC) + timedelta(hours=number)) for number in range(24)])
    read: list[int] = []
    recording.rewrite = lambda operation, document: read.append(document.get("ScannedCount", 0))

    for url, queries, buckets in READ:
        recording.calls.clear()
        read.clear()
        answer = shop.get(f"/analytics/{url}", role="admin")

        assert answer.status == 200
        assert recording.operations == ["Query"] * queries, url
        assert sum(read) == buckets, url
        # Half a unit for 4 KB, in which there are thirty buckets and more.
        assert sum(call.capacity for call in recording.calls) <= 0.5 * (queries + buckets // 30), url


@pytest.mark.parametrize(
    ("url", "parameter"),
    [
        ("summary?from=2026-02-30", "from"),
        ("summary?from=2026-02-02&to=2026-02-01", "from"),
        ("orders?from=2026-02-02", "interval"),
        ("orders?interval=week", "interval"),
        ("orders?interval=hour&from=2026-01-01&to=2026-02-01", "to"),
        ("orders?interval=day&from=2025-01-01&to=2026-01-02", "to"),
        ("products?limit=0", "limit"),
        ("products?limit=101", "limit"),
        ("export?to=soon", "to"),
    ],
)
def test_a_wrong_parameter_is_named_and_nothing_is_read(
    shop: Shop, recording: Recording, url: str, parameter: str
) -> None:
    answer = shop.get(f"/analytics/{url}", role="admin")

    assert (answer.status, answer.code) == (422, "validation_failed")
    assert [error["parameter"] for error in answer.json["errors"]] == [parameter]
    assert recording.calls == []


def test_the_cost_of_a_report_does_not_grow_with_the_orders(shop: Shop, fill: Any, recording: Recording) -> None:
    from analytics.aggregation.counting import sums_of
    from analytics.aggregation.store import Outdated, Sums, count_once
    from analytics.order_events import OrderEvent, read_stored, stored_form
    from bodega import deadline

    def orders(number: int) -> list[OrderEvent]:
        chance = random.Random(number)
        templates = [stored_form(random_order(chance, begin=NOON, days=4)) for _ in range(1000)]
        return [read_stored("int", place, templates[place % 1000]) for place in range(number)]

    def costs() -> list[Any]:
        found = []
        for url in ("summary", "orders?interval=day", "orders?interval=hour", "products", "export"):
            recording.calls.clear()
            separator = "&" if "?" in url else "?"
            answer = shop.get(f"/analytics/{url}{separator}from=2025-03-08&to=2025-03-20", role="admin")
            assert answer.status == 200
            found.append(recording.capacities)
        return found

    def add(name: str, sums: Sums) -> None:
        deadline.start()  # of its own: summing up can take longer than a request may
        buckets, products = list(sums.buckets.items()), list(sums.products.items())
        for part in range(0, len(buckets), 90):
            count_once({f"{name}-{part}": [0]}, Sums(buckets=dict(buckets[part : part + 90])), {})
        try:
            count_once({name: [0]}, Sums(products=dict(products)), {})
        except Outdated as outdated:  # the orders before were later ones
            count_once({name: [0]}, Sums(products=dict(products)), outdated.products)

    add("thousand", sums_of(orders(1_000)))
    after_a_thousand = costs()
    add("hundred-thousand", sums_of(orders(99_000)))

    assert costs() == after_a_thousand
