"""Tables of shops that have grown: catalogue items, idempotency records, users, orders."""

import json
import os
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from benchmarks.in_process import silence
from benchmarks.terminal import progress
from bodega.dynamodb.calls import call
from harness.aws.tables import create_table, read_all, template
from harness.shop.client import Shop
from harness.shop.kinds import minimal
from harness.shop.orders import NOON, PRODUCTS, order
from harness.shop.people import register

DAYS = 60
_PRODUCTS, _CUSTOMIZATIONS, _ADDONS = 20, 2, 6  # of a department
_ORDERS_PER_BATCH = 500
_WRITES_PER_CALL = 25  # the limit of BatchWriteItem

Row = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """`variable` holds the table's name for the functions; `resource` is the template's.

    `fill` fills an empty table and returns the seconds that writing took.
    """

    variable: str
    resource: str
    fill: Callable[[Any, str, int], float]

    def make(self, client: Any, name: str, size: int) -> float:
        """Create and fill a table. Return the seconds that writing took."""
        create_table(client, template().tables[self.resource].definition, name)
        os.environ[self.variable] = name
        return self.fill(client, name, size)


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


def _write(table: str, rows: list[Row], count: int, names: Mapping[str, str]) -> float:
    """Write copies of the rows, past the functions. Return the seconds that it took."""
    began = time.perf_counter()
    copied = copies(rows, count, names)
    batches = iter(lambda: list(islice(copied, _WRITES_PER_CALL)), [])
    for batch in progress(batches, table, -(-len(rows) * count // _WRITES_PER_CALL)):
        answer = call("BatchWriteItem", {"RequestItems": {table: [{"PutRequest": {"Item": row}} for row in batch]}})
        assert not answer["UnprocessedItems"], answer
    return time.perf_counter() - began


def _take_all(client: Any, table: str) -> list[Row]:
    """Return all rows of a table and delete them."""
    rows = read_all(client, table)
    for row in rows:
        client.delete_item(TableName=table, Key={"pk": row["pk"], "sk": row["sk"]})
    return rows


def _numbered(item: Mapping[str, str]) -> dict[str, str]:
    """Return patterns for an item's id and name."""
    return {item["id"]: item["id"][:-5] + "{:05d}", item["name"]: item["name"] + " {:05d}"}


def _addons(client: Any, table: str, count: int) -> float:
    """Fill a catalogue with `count` addons and their name claims."""
    with silence():
        addon = Shop().add("addons", name="addon")
    return _write(table, _take_all(client, table), count, _numbered(addon))


def _menu(client: Any, table: str, products: int) -> float:
    """Fill a catalogue with `products` products. Each 20 share a category, two customizations and six addons."""
    with silence():
        items = _add_department(Shop())
    names = {text: pattern for item in items for text, pattern in _numbered(item).items()}
    return _write(table, _take_all(client, table), products // _PRODUCTS, names)


def _menu_beside_requests(client: Any, table: str, requests: int) -> float:
    """Fill a catalogue with 20 products and the idempotency records of `requests` requests."""
    with silence():
        _add_department(Shop())
        answer = Shop().post("/addons", minimal("addons"), headers={"Idempotency-Key": "k"})
    assert answer.json["id"], answer
    (record,) = [row for row in read_all(client, table) if "#REQUEST#" in row["pk"]["S"]]
    digest = record["pk"]["S"].rpartition("#")[2]
    return _write(table, [record], requests, {digest: digest[:-6] + "{:06d}"})


def _users(client: Any, table: str, count: int) -> float:
    """Fill a table with `count` accounts that share a password."""
    with silence():
        person = register(Shop(), email="somebody@shop.example")
    rows = [row for row in _take_all(client, table) if row["sk"]["S"] in {"PROFILE", "CREDENTIALS"}]
    return _write(table, rows, count, {person.id: person.id[:-5] + "{:05d}", person.email: email_of("{:06d}")})


def _orders(_client: Any, table: str, count: int) -> float:
    """Count `count` orders in order of time, as the stream delivers them."""
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


def _add_department(shop: Shop) -> list[dict[str, Any]]:
    """Add a category with its products, customizations and addons. Return all of them."""
    addons = [shop.add("addons", description="With oat milk or without.") for _ in range(_ADDONS)]
    ids = [addon["id"] for addon in addons]
    choices = [shop.add("customizations", addonIds=ids[part::2], maximum=2) for part in range(_CUSTOMIZATIONS)]
    products = [
        shop.add("products", description="Two short shots, and milk.", customizationIds=[choices[place % 2]["id"]])
        for place in range(_PRODUCTS)
    ]
    category = shop.add("categories", productIds=[product["id"] for product in products])
    return [*addons, *choices, *products, category]


TABLES = {
    "addons": Kind("CATALOG_TABLE", "CatalogTable", _addons),
    "menu": Kind("CATALOG_TABLE", "CatalogTable", _menu),
    "menu_beside_requests": Kind("CATALOG_TABLE", "CatalogTable", _menu_beside_requests),
    "users": Kind("ACCOUNTS_TABLE", "AccountsTable", _users),
    "orders": Kind("ANALYTICS_TABLE", "AnalyticsTable", _orders),
}
