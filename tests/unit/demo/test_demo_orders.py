"""The demo orders: determinism, realism, and their loader."""

import io
import random
import threading
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from demo.catalog.entries import read_catalog
from demo.client import Client, Refused
from demo.orders.generator import DemoOrders, Event, Product
from demo.orders.loader import OrderLoader
from demo.orders.seasonality import hours, is_open
from demo.progress import LoadError, Progress

TORONTO = ZoneInfo("America/Toronto")
NOW = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)
TODAY = date(2026, 11, 25)
FIRST = TODAY - timedelta(days=365)
DAY = timedelta(days=1)


def money(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "CAD"}


PRODUCTS = [
    Product(f"prd_{number}", entry.name, money(entry.price))  # type: ignore[union-attr]  # every product has a price
    for number, entry in enumerate(read_catalog()["products"])
]


@pytest.fixture(scope="module")
def year() -> dict[date, list[Event]]:
    return DemoOrders(TORONTO, PRODUCTS).days(FIRST, TODAY, NOW)


def placed(events: list[Event]) -> list[Event]:
    return [event for event in events if not event.refund]


def all_of(days: dict[date, list[Event]]) -> list[Event]:
    return [event for events in days.values() for event in events]


def amounts(event: Event) -> Counter[str]:
    body: Any = event.body
    return Counter({item["productId"]: item["amount"]["amount"] for item in body["items"]})


class TestDeterminism:
    def test_a_day_does_not_depend_on_other_days_or_the_order_of_products(self, year: dict[date, list[Event]]) -> None:
        shuffled = random.Random(1).sample(PRODUCTS, len(PRODUCTS))
        day = date(2026, 7, 4)

        assert DemoOrders(TORONTO, shuffled).days(day - 9 * DAY, day, NOW)[day] == year[day]

    def test_an_earlier_time_has_the_first_events_of_the_day(self, year: dict[date, list[Event]]) -> None:
        day = date(2026, 7, 4)
        noon = datetime(2026, 7, 4, 12, tzinfo=TORONTO)

        morning = DemoOrders(TORONTO, PRODUCTS).days(day - 9 * DAY, day, noon)[day]

        assert 0 < len(morning) < len(year[day])
        assert morning == year[day][: len(morning)]

    def test_other_products_change_only_the_items(self, year: dict[date, list[Event]]) -> None:
        fewer = DemoOrders(TORONTO, PRODUCTS[:3]).days(FIRST, TODAY, NOW)

        assert [(event.moment, event.refund, event.body["eventId"]) for event in all_of(fewer)] == [
            (event.moment, event.refund, event.body["eventId"]) for event in all_of(year)
        ]

    def test_ids_are_unique(self, year: dict[date, list[Event]]) -> None:
        ids = Counter(event.body["eventId"] for event in all_of(year))
        assert set(ids.values()) == {1}


class TestRealism:
    @pytest.mark.parametrize("today", [TODAY, date(2027, 3, 1), date(2029, 2, 28), date(2036, 8, 1)])
    def test_a_year_has_as_many_orders_as_a_small_shop(self, today: date) -> None:
        now = datetime(today.year, today.month, today.day, 22, tzinfo=UTC)
        days = DemoOrders(TORONTO, PRODUCTS).days(today - timedelta(days=365), today, now)
        orders = len(placed(all_of(days)))

        assert 12_000 <= orders <= 18_000
        assert 0.01 <= (len(all_of(days)) - orders) / orders <= 0.03

    @pytest.mark.parametrize("zone", ["America/Toronto", "Europe/Paris", "Asia/Kathmandu", "Australia/Lord_Howe"])
    def test_everything_happens_while_the_shop_is_open_by_its_own_clock(self, zone: str) -> None:
        for day, events in DemoOrders(ZoneInfo(zone), PRODUCTS).days(FIRST, TODAY, NOW).items():
            assert is_open(day) or not events
            clocks = [event.moment.astimezone(ZoneInfo(zone)) for event in events]
            assert {clock.date() for clock in clocks} <= {day}
            assert {clock.hour for clock in clocks} <= hours(day).keys()

    @pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
    def test_daylight_saving_moves_no_order(self, year: dict[date, list[Event]], day: date) -> None:
        assert {event.moment.utcoffset() for event in year[day]} == {timedelta(0)}
        assert min(event.moment.astimezone(TORONTO).hour for event in year[day]) == min(hours(day))
        assert max(event.moment.astimezone(TORONTO).hour for event in year[day]) == max(hours(day))

    def test_days_seasons_and_years_differ(self, year: dict[date, list[Event]]) -> None:
        def average(days: list[date]) -> float:
            return sum(len(placed(year[day])) for day in days) / len(days)

        every = [day for day in year if is_open(day) and day != TODAY]
        tuesdays, saturdays = ([day for day in every if day.weekday() == number] for number in (1, 5))
        assert average(saturdays) > 1.3 * average(tuesdays)
        july, january = ([day for day in every if day.month == month] for month in (7, 1))
        assert average(july) > 1.1 * average(january)
        assert 30 <= average(every) <= 60
        assert not year[date(2025, 12, 25)]
        assert len(year[date(2025, 12, 24)]) > 1.2 * average(tuesdays)
        last_year = DemoOrders(TORONTO, PRODUCTS).days(FIRST - 365 * DAY, TODAY - 365 * DAY, NOW)
        assert len(all_of(year)) > 1.02 * len(all_of(last_year))

    def test_lunch_is_busier_than_the_evening(self, year: dict[date, list[Event]]) -> None:
        by_hour = Counter(
            event.moment.astimezone(TORONTO).hour
            for day, events in year.items()
            for event in placed(events)
            if day.weekday() < 5
        )
        assert by_hour[12] > 3 * by_hour[18]

    def test_some_products_are_popular_and_every_one_is_sold(self, year: dict[date, list[Event]]) -> None:
        sold: Counter[str] = Counter()
        for event in placed(all_of(year)):
            sold.update(amounts(event).keys())

        assert sold.keys() == {product.id for product in PRODUCTS}
        assert sum(count for _, count in sold.most_common(10)) > sum(sold.values()) / 4


class TestAmounts:
    def test_lines_are_price_times_quantity_and_add_up_to_the_total(self, year: dict[date, list[Event]]) -> None:
        prices = {product.id: product.price["amount"] for product in PRODUCTS}
        for event in all_of(year):
            body: Any = event.body
            assert 1 <= len(body["items"]) <= 5
            for item in body["items"]:
                assert item["amount"] == money(prices[item["productId"]] * item["quantity"])
            assert body["total"] == money(amounts(event).total())

    def test_refunds_are_of_earlier_orders_and_never_exceed_them(self, year: dict[date, list[Event]]) -> None:
        orders = {event.body["orderId"]: event for event in placed(all_of(year))}
        refunds = [event for event in all_of(year) if event.refund]

        for refund in refunds:
            order = orders[refund.body["orderId"]]
            assert order.moment < refund.moment < order.moment + timedelta(days=4)
            assert amounts(refund) <= amounts(order)
        assert any(amounts(refund) < amounts(orders[refund.body["orderId"]]) for refund in refunds)
        assert len({refund.body["orderId"] for refund in refunds}) == len(refunds)

    def test_no_event_is_in_the_future(self, year: dict[date, list[Event]]) -> None:
        assert max(event.moment for event in all_of(year)) <= NOW
        assert year[TODAY]


class FakeShop(Client):
    """Counts events like the API: by the day on the shop's clock, and each id once."""

    def __init__(self, products: list[Product] = PRODUCTS) -> None:
        super().__init__("http://127.0.0.1:1/v1", "admin", lambda _: None)
        self.products = products
        self.events: dict[str, Any] = {}
        self.sent: list[Any] = []
        self.most_batches = 10**6
        self.turn = threading.Lock()

    def call(self, method: str, path: str, body: Any = None, headers: Any = None, *, expected: int) -> Any:
        if path.startswith("/products"):
            items = [{"id": each.id, "name": each.name, "price": each.price, "version": 1} for each in self.products]
            return {"items": items, "nextCursor": None}
        if method == "GET":
            return self.report(path)
        with self.turn:
            return self.take(body)

    def take(self, body: Any) -> dict[str, Any]:
        if self.most_batches == 0:
            raise Refused(503, b'{"code": "storage_unavailable", "title": "No storage"}')
        self.most_batches -= 1
        assert 1 <= len(body["events"]) <= 25
        new = {event["eventId"]: event for event in body["events"] if event["eventId"] not in self.events}
        self.events |= new
        self.sent += body["events"]
        return {"accepted": len(new), "repeated": len(body["events"]) - len(new)}

    def report(self, path: str) -> dict[str, Any]:
        if "from" not in path:
            return {"timeZone": "America/Toronto", "labels": [], "series": {}}
        first, last = (date.fromisoformat(part.partition("=")[2]) for part in path.split("&")[1:])
        assert (last - first).days < 366
        labels = [str(first + number * DAY) for number in range((last - first).days + 1)]
        days = Counter(
            (str(datetime.fromisoformat(event["occurredAt"]).astimezone(TORONTO).date()), event["type"])
            for event in self.events.values()
        )
        series = {
            "orders": [days[label, "order.placed"] for label in labels],
            "refunds": [days[label, "order.refunded"] for label in labels],
        }
        return {"timeZone": "America/Toronto", "labels": labels, "series": series}

    def load(self, now: datetime = NOW, days: int = 365) -> tuple[int, int]:
        self.sent.clear()
        tally = OrderLoader(self, lambda: self, Progress(io.StringIO()), days).load(now)
        return tally.created, tally.kept


class TestLoading:
    def test_an_empty_shop_gets_the_year(self, year: dict[date, list[Event]]) -> None:
        shop = FakeShop()

        assert shop.load() == (len(all_of(year)), 0)

        assert shop.events == {event.body["eventId"]: event.body for event in all_of(year)}

    def test_fewer_days_have_the_orders_that_they_have_in_the_year(self, year: dict[date, list[Event]]) -> None:
        shop = FakeShop()
        shop.load(days=30)
        few = set(shop.events)

        shop.load()

        days = DemoOrders(TORONTO, PRODUCTS).days(TODAY - 30 * DAY, TODAY, NOW)
        assert few == {event.body["eventId"] for event in all_of(days)}
        assert shop.events.keys() >= few

    def test_a_second_run_sends_the_last_day_only(self, year: dict[date, list[Event]]) -> None:
        shop = FakeShop()
        shop.load()

        assert shop.load() == (0, len(year[TODAY]))

    def test_a_later_run_continues_from_the_last_day(self, year: dict[date, list[Event]]) -> None:
        shop = FakeShop()
        shop.load()
        later = NOW + 3 * DAY

        created, kept = shop.load(later)

        assert kept == len(year[TODAY])
        days = DemoOrders(TORONTO, PRODUCTS).days(TODAY - 9 * DAY, TODAY + 3 * DAY, later)
        assert created == sum(len(events) for day, events in days.items() if day >= TODAY) - kept

    def test_an_interrupted_load_is_continued(self, year: dict[date, list[Event]]) -> None:
        shop = FakeShop()
        shop.most_batches = 200
        with pytest.raises(LoadError, match="503 storage_unavailable"):
            shop.load()
        shop.most_batches = 10**6
        # The requests run side by side, so the shop can have any number of batches beyond the first missing one.
        present = shop.events.keys()
        incomplete = next(
            day for day, events in year.items() if not all(each.body["eventId"] in present for each in events)
        )
        again = [each for day, events in year.items() if day >= incomplete for each in events]
        expected_kept = sum(each.body["eventId"] in present for each in again)

        created, kept = shop.load()

        assert created == len(all_of(year)) - 200 * 25
        assert kept == expected_kept
        assert len(shop.events) == len(all_of(year))

    def test_a_day_with_a_missing_event_is_completed(self, year: dict[date, list[Event]]) -> None:
        shop = FakeShop()
        shop.load()
        lost = placed(year[TODAY - 5 * DAY])[3]
        del shop.events[str(lost.body["eventId"])]

        assert shop.load()[0] == 1

    def test_orders_of_the_shop_do_not_hide_missing_demo_orders(self, year: dict[date, list[Event]]) -> None:
        shop = FakeShop()
        shop.events["till-1"] = {"type": "order.placed", "occurredAt": NOW.isoformat()}

        assert shop.load()[0] >= len(all_of(year)) - len(year[TODAY])

    def test_a_shop_without_products_is_an_error(self) -> None:
        with pytest.raises(LoadError, match="has no products"):
            FakeShop([]).load()
