"""Tables of shops that have grown: things of the catalogue, answered requests, users, orders."""

import contextlib
import io
import os
import random
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from benchmarks.filling import copies, fill
from harness.aws.tables import create_table, read_all, template
from harness.shop.client import Shop
from harness.shop.kinds import minimal
from harness.shop.orders import NOON, PRODUCTS, order
from harness.shop.people import register

DAYS = 60
_PRODUCTS, _CUSTOMIZATIONS, _ADDONS = 20, 2, 6
_SHARE = 500  # events that are handed over for counting at a time


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Without the functions' metrics and logs."""
    with contextlib.redirect_stdout(io.StringIO()):
        yield


def make(client: Any, variable: str, name: str) -> None:
    """An empty table that the functions use from here on."""
    resource = {"CATALOG_TABLE": "CatalogTable", "ACCOUNTS_TABLE": "AccountsTable", "ANALYTICS_TABLE": "AnalyticsTable"}
    create_table(client, template().tables[resource[variable]].definition, name)
    os.environ[variable] = name


def addons(client: Any, port: int, name: str, count: int) -> None:
    """A catalogue of `count` addons, with their claims."""
    make(client, "CATALOG_TABLE", name)
    with silence():
        addon = Shop().add("addons", name="addon")
    rows = read_all(client, name)
    client.delete_table(TableName=name)
    make(client, "CATALOG_TABLE", name)
    names = {addon["id"]: addon["id"][:-5] + "{:05d}", "addon": "addon {:06d}"}
    fill(port, name, copies(rows, count, names), len(rows) * count)


def menu(client: Any, port: int, name: str, products: int) -> None:
    """A shop of so many products; 20 more of them bring a category, two customizations and six addons."""
    make(client, "CATALOG_TABLE", name)
    with silence():
        things = _department(Shop())
    rows = read_all(client, name)
    names: dict[str, str] = {}
    for thing in things:
        names[thing["id"]] = thing["id"][:-5] + "{:05d}"
        names[thing["name"]] = thing["name"] + " {:05d}"
    client.delete_table(TableName=name)
    make(client, "CATALOG_TABLE", name)
    departments = products // _PRODUCTS
    fill(port, name, copies(rows, departments, names), len(rows) * departments)


def _department(shop: Shop) -> list[dict[str, Any]]:
    extras = [shop.add("addons", description="With oat milk or without.") for _ in range(_ADDONS)]
    ids = [addon["id"] for addon in extras]
    choices = [shop.add("customizations", addonIds=ids[part::2], maximum=2) for part in range(_CUSTOMIZATIONS)]
    products = [
        shop.add("products", description="Two short shots, and milk.", customizationIds=[choices[place % 2]["id"]])
        for place in range(_PRODUCTS)
    ]
    category = shop.add("categories", productIds=[product["id"] for product in products])
    return [*extras, *choices, *products, category]


def menu_beside_requests(client: Any, port: int, name: str, requests: int) -> None:
    """A shop of 20 products, and what is kept of so many creating requests with an Idempotency-Key."""
    make(client, "CATALOG_TABLE", name)
    with silence():
        _department(Shop())
        answer = Shop().post("/addons", minimal("addons"), headers={"Idempotency-Key": "k"})
    assert answer.status < 300, answer  # noqa: PLR2004
    (record,) = [row for row in read_all(client, name) if "#REQUEST#" in row["pk"]["S"]]
    digest = record["pk"]["S"].rpartition("#")[2]
    fill(port, name, copies([record], requests, {digest: digest[:-6] + "{:06d}"}), requests)


def users(client: Any, port: int, name: str, count: int) -> None:
    """So many accounts, all with the same password."""
    make(client, "ACCOUNTS_TABLE", name)
    with silence():
        person = register(Shop(), email="somebody@shop.example")
    rows = [row for row in read_all(client, name) if row["sk"]["S"] in {"PROFILE", "CREDENTIALS"}]
    client.delete_table(TableName=name)
    make(client, "ACCOUNTS_TABLE", name)
    names = {person.id: person.id[:-5] + "{:05d}", person.email: email_of("{:06d}")}
    fill(port, name, copies(rows, count, names), len(rows) * count)


def email_of(number: str) -> str:
    return f"somebody-{number}@shop.example"


def orders(client: Any, _port: int, name: str, count: int) -> float:
    """So many orders, counted as the stream brings them: in the order of time. Gives the seconds that it took."""
    from analytics.aggregation.counting import count_events

    make(client, "ANALYTICS_TABLE", name)
    events = sorted(_orders(count), key=lambda event: event.moment)
    began = time.perf_counter()
    counted = sum(sum(count_events(events[begin : begin + _SHARE])) for begin in range(0, count, _SHARE))
    took = time.perf_counter() - began
    assert counted == count
    print(f"  {name}: {count:,} orders counted in {took:.1f} s, {count / took:,.0f} a second")
    return took


def _orders(count: int) -> Iterator[Any]:
    """On each day and of each product, however few: what a report reads is the same, if it reads nothing else."""
    from analytics.order_events import read_stored, stored_form

    chance = random.Random(count)
    for number in range(count):
        moment = NOON + timedelta(days=number % DAYS, seconds=chance.randrange(4 * 3600))
        lines = [(product, chance.randint(1, 4), chance.randint(100, 5000)) for product in sorted(PRODUCTS)[:5]]
        stored = stored_form(order(*lines, at=moment, event_id=f"event-{number:06d}"))
        yield read_stored(f"intake-{number // 25}", number % 25, stored)
