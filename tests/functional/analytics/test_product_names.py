"""The name of a product in reports is that of its latest order in the range, in whatever order events arrive."""

import random
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Recording
from harness.aws.tables import read_all
from harness.shop.client import Shop
from harness.shop.orders import NOON, Event, order
from tests.support.database.analytics_table import aggregate, analytics_table, cut, report, send, stream_records
from tests.support.database.expected_counters import ZONE, ExpectedCounters

Names = Callable[..., dict[str, str]]


def sold(name: str, at: datetime, *, refund: bool = False, product: str = "prd_1", amount: int = 450) -> Event:
    """Return an event of one product under a name."""
    event = order((product, 1, amount), at=at, refund=refund)
    return event | {"items": [event["items"][0] | {"name": name}]}


def day(number: int, hour: int = 16, month: int = 3) -> datetime:
    return datetime(2025, month, number, hour, tzinfo=UTC)


@pytest.fixture
def names(shop: Shop) -> Names:
    """Returns the name of each product in the report of a range."""

    def read(first: str, last: str) -> dict[str, str]:
        ranking = report(shop, f"products?from={first}&to={last}")["byRevenue"]
        return dict(zip(ranking["productIds"], ranking["labels"], strict=True))

    return read


def count_each(shop: Shop, records: Any, events: Iterable[Event]) -> None:
    """Send and count the events one by one."""
    for event in events:
        send(shop, event)
        aggregate(records())


def test_a_late_event_of_an_earlier_day_does_not_rename(shop: Shop, records: Any, names: Names) -> None:
    count_each(shop, records, [sold("New name", day(20)), sold("Old name", day(2), amount=1)])

    assert names("2025-03-20", "2025-03-20") == {"prd_1": "New name"}
    assert names("2025-03-02", "2025-03-02") == {"prd_1": "Old name"}
    assert names("2025-03-01", "2025-03-19") == {"prd_1": "Old name"}
    assert names("2025-03-01", "2025-03-31") == {"prd_1": "New name"}
    assert names("2025-02-01", "2025-04-30") == {"prd_1": "New name"}


@pytest.mark.parametrize("places", list(permutations(range(4)))[::5])
def test_the_order_of_arrival_does_not_matter(
    shop: Shop, records: Any, names: Names, counters: Any, places: tuple[int, ...]
) -> None:
    events = [sold("First", day(10, 15)), sold("Last", day(10, 17)), sold("Tie", day(9)), sold("Another tie", day(9))]
    count_each(shop, records, [events[place] for place in places])

    assert names("2025-03-10", "2025-03-10") == {"prd_1": "Last"}
    assert names("2025-03-09", "2025-03-09") == {"prd_1": "Tie"}
    assert counters() == ExpectedCounters(events).counters()


class TestRefund:
    """A refund repeats the name of the order that it refunds, so it says nothing about the product's name today."""

    @pytest.mark.parametrize("refund_first", [True, False])
    def test_does_not_rename(self, shop: Shop, records: Any, names: Names, refund_first: bool) -> None:
        events = [sold("New", day(20), amount=900), sold("Old", day(21), refund=True)]
        count_each(shop, records, reversed(events) if refund_first else events)

        assert names("2025-03-20", "2025-03-21") == {"prd_1": "New"}
        assert names("2025-03-01", "2025-03-31") == {"prd_1": "New"}

    def test_names_a_product_that_has_no_order_in_the_range(self, shop: Shop, records: Any, names: Names) -> None:
        count_each(shop, records, [sold("Latest", day(21, 18), refund=True), sold("Earlier", day(21), refund=True)])
        count_each(shop, records, [sold("April", day(1, month=4), refund=True), sold("March", day(20), amount=5000)])

        assert names("2025-03-21", "2025-03-21") == {"prd_1": "Latest"}
        assert names("2025-04-01", "2025-04-30") == {"prd_1": "April"}
        assert names("2025-03-01", "2025-04-30") == {"prd_1": "March"}


def test_a_product_is_named_until_its_pieces_and_its_money_came_back(shop: Shop, records: Any, names: Names) -> None:
    """`prd_1` came back for less than its price, and `prd_2` was free."""
    event = order(("prd_1", 1, 450), ("prd_2", 1, 0), ("prd_3", 1, 450))
    count_each(shop, records, [event, order(("prd_1", 1, 300), ("prd_3", 1, 450), refund=True)])

    assert names("2025-03-10", "2025-03-10").keys() == {"prd_1", "prd_2"}


def test_the_days_are_those_of_the_shop(shop: Shop, records: Any, names: Names) -> None:
    """Midnight in Toronto is four or five hours later than in UTC, and the month begins there."""
    last, first = datetime(2025, 4, 1, 3, 59, tzinfo=UTC), datetime(2025, 4, 1, 4, 0, tzinfo=UTC)
    count_each(shop, records, [sold("April", first), sold("March", last)])

    assert names("2025-03-31", "2025-03-31") == names("2025-03-01", "2025-03-31") == {"prd_1": "March"}
    assert names("2025-04-01", "2025-04-01") == {"prd_1": "April"}


def test_an_item_holds_the_first_name_and_one_for_each_stamp(shop: Shop, records: Any, rows: Any) -> None:
    """A till may send another text with each order. The item must not grow with the number of orders."""

    def texts() -> set[str]:
        (item,) = [row for row in rows() if row["pk"]["S"] == "PRODUCTS#2025-03"]
        return {name for name, value in item.items() if "S" in value and name not in {"pk", "sk"}}

    count_each(shop, records, [sold("Name 0", day(10)), sold("Name 0", day(11))])
    assert texts() == {"name"}
    send(shop, *(sold(f"Name {number}", day(10) + timedelta(minutes=number)) for number in range(20)))
    aggregate(records())
    send(shop, *(sold(f"Other {number}", day(10) + timedelta(minutes=number)) for number in range(20)))
    aggregate(records())
    assert texts() <= {"name", "tn", "tn10"}


def test_a_day_that_has_its_first_name_again_shows_it(shop: Shop, records: Any, names: Names) -> None:
    count_each(shop, records, [sold(name, day(10, hour)) for hour, name in ((13, "A"), (14, "B"), (15, "A"))])

    assert names("2025-03-10", "2025-03-10") == names("2025-03-01", "2025-03-31") == {"prd_1": "A"}


def test_an_event_that_is_late_or_renames_costs_one_more_transaction_and_others_none(
    shop: Shop, records: Any, recording: Recording
) -> None:
    send(shop, sold("Name", day(10)), sold("Name", day(10), product="prd_2"))
    aggregate(records())

    transactions = []
    for event in (sold("Name", day(10)), sold("Renamed", day(10, 17)), sold("Name", day(10)), sold("Name", day(9))):
        send(shop, event)
        recording.calls.clear()
        aggregate(records()[-1:])
        assert set(recording.operations) == {"TransactWriteItems"}
        transactions.append(len(recording.calls))

    assert transactions == [1, 2, 2, 2]


def test_an_order_of_two_products_is_counted_while_other_orders_of_both_are(
    shop: Shop, records: Any, counters: Any, in_between: Callable[..., list[str]], recording: Recording
) -> None:
    """Each attempt learns of one product, and keeps what it knows of the other."""
    events = [order(at=day(10)), order(("prd_1", 1, 450), ("prd_2", 2, 900), at=day(9)), order(("prd_2", 1, 450))]
    for event in events:
        send(shop, event)
    first, late, meanwhile = records()
    aggregate([first])
    recording.calls.clear()
    in_between({"TransactWriteItems"}, lambda: aggregate([meanwhile]))

    assert aggregate([late]) == []

    assert recording.operations == ["TransactWriteItems"] * (3 + 1)
    assert counters() == ExpectedCounters(events).counters()


def test_a_product_that_an_earlier_version_counted_keeps_its_name(
    shop: Shop, records: Any, names: Names, dynamodb: Any, analytics: str
) -> None:
    figures = {name: {"N": "450"} for name in ("revenue", "r02")}
    keys = {"pk": {"S": "PRODUCTS#2025-03"}, "sk": {"S": "prd_1"}}
    dynamodb.put_item(TableName=analytics, Item={**keys, **figures, "name": {"S": "Counted before"}})
    assert names("2025-03-01", "2025-03-31") == {"prd_1": "Counted before"}

    count_each(shop, records, [sold("Refunded", day(3), refund=True, amount=1), sold("New", day(20))])

    assert names("2025-03-02", "2025-03-02") == {"prd_1": "Counted before"}
    assert names("2025-03-01", "2025-03-31") == names("2025-03-20", "2025-03-20") == {"prd_1": "New"}


def expected_names(events: Iterable[Event], first: str, last: str) -> dict[str, set[str]]:
    """Return the names that each product can have in a range: those of its latest order, or else of its refunds."""
    latest: dict[str, tuple[tuple[bool, datetime], set[str]]] = {}
    for event in events:
        moment = datetime.fromisoformat(event["occurredAt"])
        if not first <= moment.astimezone(ZONE).date().isoformat() <= last:
            continue
        rank = event["type"] == "order.placed", moment
        for item in event["items"]:
            before = latest.get(item["productId"], (rank, set()))
            if rank >= before[0]:
                same = before[1] if rank == before[0] else set()
                latest[item["productId"]] = rank, {*same, item["name"]}
    return {product: found for product, (_, found) in latest.items()}


@pytest.mark.parametrize("seed", range(5))
def test_names_are_the_same_for_any_arrival_and_are_those_of_the_latest_orders(
    dynamodb: Any, recording: Recording, monkeypatch: pytest.MonkeyPatch, names: Names, seed: int
) -> None:
    chance = random.Random(seed)
    events = [
        sold(
            f"Name {chance.randrange(4)}",
            NOON + timedelta(hours=chance.randrange(24 * 40)),
            refund=chance.random() < 0.2,
            product=f"prd_{chance.randrange(3)}",
            amount=chance.randrange(1, 10_000),
        )
        for _ in range(80)
    ]
    ranges = [("2025-03-01", "2025-04-30"), ("2025-03-10", "2025-03-10"), ("2025-03-15", "2025-04-02")]
    found = []
    for _ in range(2):
        chance.shuffle(events)
        with analytics_table(dynamodb, monkeypatch) as table:
            shop = Shop()
            for begin in range(0, 80, 20):
                send(shop, *events[begin : begin + 20])
            delivered = stream_records(read_all(dynamodb, table)) * 2
            chance.shuffle(delivered)
            for batch in cut(delivered, chance, 3):
                assert aggregate(batch) == []
            found.append([names(*days) for days in ranges])
    assert found[0] == found[1]
    for days, shown in zip(ranges, found[0], strict=True):
        possible = expected_names(events, *days)
        assert all(shown[product] in possible[product] for product in shown)
