"""Tables of shops that have grown: catalogue items, idempotency records, users, orders, sales."""

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from benchmarks.growth.shop import PRODUCTS_OF_DEPARTMENT, add_department, place_order
from benchmarks.terminal import progress
from harness.aws.tables import delete_all, put_all, read_all
from harness.shop.client import Shop
from harness.shop.kinds import minimal
from harness.shop.orders import NOON, PRODUCTS, order
from harness.shop.people import register

DAYS = 60
_ORDERS_PER_BATCH = 500

Row = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """`variable` holds the table's name for the functions; `resource` is the template's.

    `fill` fills an empty table. For orders it returns the seconds that counting took.
    """

    variable: str
    resource: str
    fill: Callable[[Any, str, int], float | None]


def copies(rows: list[Row], count: int, names: Mapping[str, str]) -> Iterator[Row]:
    """Yield `count` copies of the rows, in DynamoDB's JSON.

    `names` maps each text that differs between copies to its pattern, as in {"Ada": "Ada {:06d}"}.
    """
    text = json.dumps(rows)
    if missing := [name for name in names if name not in text]:
        raise ValueError(f"not in the copied rows: {missing}")
    for number in range(count):
        copy = text
        for name, pattern in names.items():
            copy = copy.replace(name, pattern.format(number))
        yield from json.loads(copy)


def email_of(number: str) -> str:
    return f"somebody-{number}@shop.example"


def _write(client: Any, table: str, rows: list[Row], count: int, names: Mapping[str, str]) -> None:
    """Write copies of the rows, past the functions."""
    put_all(client, table, progress(copies(rows, count, names), table, len(rows) * count))


def _multiply(client: Any, table: str, count: int, names: Mapping[str, str]) -> None:
    """Replace all rows of a table by `count` copies."""
    rows = read_all(client, table)
    delete_all(client, table, rows)
    _write(client, table, rows, count, names)


def _numbered(*items: Mapping[str, str]) -> dict[str, str]:
    """Return patterns for the ids and names of items."""
    ids = {item["id"]: item["id"][:-5] + "{:05d}" for item in items}
    return ids | {item["name"]: item["name"] + " {:05d}" for item in items}


def _addons(client: Any, table: str, count: int) -> None:
    """Fill a catalogue with `count` addons and their name claims."""
    _multiply(client, table, count, _numbered(Shop().add("addons", name="addon")))


def _menu(client: Any, table: str, products: int) -> None:
    """Fill a catalogue with `products` products. Each 20 share a category, two customizations and six addons."""
    _multiply(client, table, products // PRODUCTS_OF_DEPARTMENT, _numbered(*add_department(Shop())))


def _menu_beside_requests(client: Any, table: str, requests: int) -> None:
    """Fill a catalogue with 20 products and the idempotency records of `requests` requests."""
    add_department(Shop())
    answer = Shop().post("/addons", minimal("addons"), headers={"Idempotency-Key": "k"})
    assert answer.json["id"], answer
    (record,) = [row for row in read_all(client, table) if "#REQUEST#" in row["pk"]["S"]]
    digest = record["pk"]["S"].rpartition("#")[2]
    _write(client, table, [record], requests, {digest: digest[:-6] + "{:06d}"})


def _users(client: Any, table: str, count: int) -> None:
    """Fill a table with `count` accounts that share a password."""
    person = register(Shop(), email="somebody@shop.example")
    rows = read_all(client, table)
    delete_all(client, table, [row for row in rows if row["sk"]["S"] not in {"PROFILE", "CREDENTIALS"}])
    _multiply(client, table, count, {person.id: person.id[:-5] + "{:05d}", person.email: email_of("{:06d}")})


def _placed_orders(client: Any, table: str, count: int) -> None:
    """Fill a table with the heads of `count` open orders of today, which are in all indexes, and the day's number."""
    placed = place_order()
    rows = read_all(client, table)
    delete_all(client, table, [row for row in rows if row["pk"]["S"] != f"NUMBER#{placed['day']}"])
    heads = [row for row in rows if row["sk"]["S"] == "ORDER"]
    _write(client, table, heads, count, {placed["id"]: placed["id"][:-6] + "{:06d}"})


def _orders(_client: Any, table: str, count: int) -> float:
    """Count `count` orders in order of time, as the stream delivers them. Return the seconds that it took."""
    from analytics.aggregation.counting import count_events
    from analytics.order_events import read_stored, stored_form

    chance = random.Random(count)
    events = []
    for number in range(count):
        # Each size has orders on every day and of every product, so that reports read the same items.
        moment = NOON + timedelta(days=number % DAYS, seconds=chance.randrange(4 * 3600))
        lines = [(product, chance.randint(1, 4), chance.randint(100, 5000)) for product in sorted(PRODUCTS)[:5]]
        stored = stored_form(order(*lines, at=moment, event_id=f"event-{number:06d}"))
        events.append(read_stored(f"intake-{number // 25}", number % 25, stored))
    events.sort(key=lambda event: event.moment)
    began = time.perf_counter()
    starts = progress(range(0, count, _ORDERS_PER_BATCH), table)
    assert count == sum(sum(count_events(events[start : start + _ORDERS_PER_BATCH])) for start in starts)
    return time.perf_counter() - began


TABLES = {
    "addons": Kind("CATALOG_TABLE", "CatalogTable", _addons),
    "menu": Kind("CATALOG_TABLE", "CatalogTable", _menu),
    "menu_beside_requests": Kind("CATALOG_TABLE", "CatalogTable", _menu_beside_requests),
    "placed_orders": Kind("ORDERS_TABLE", "OrdersTable", _placed_orders),
    "users": Kind("ACCOUNTS_TABLE", "AccountsTable", _users),
    "orders": Kind("ANALYTICS_TABLE", "AnalyticsTable", _orders),
}
