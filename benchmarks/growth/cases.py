"""The requests to shops of different sizes, and the part of their cost that may grow."""

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from benchmarks.growth.shop import cart, new_order
from benchmarks.growth.tables import DAYS, email_of
from bodega.dynamodb.calls import call
from harness.shop.client import Shop
from harness.shop.orders import NOON, random_order
from harness.shop.people import PASSWORD

EVENTS = 25  # per intake request
SIZES = (100, 10_000, 100_000)
# The menu is one response of Lambda, at most 6 MB: with 10,000 products in its flat shape, impossible with 100,000.
_MENU_SIZES = (100, 1_000, 10_000)
MAX_SLOWDOWN = 1.2  # of the largest size, as a ratio to the smallest

Request = tuple[str, str, Any]


@dataclass(frozen=True)
class Case:
    """A request whose cost is compared between sizes.

    `table` is a key of TABLES. `request` makes the request for a size and a turn. `grows_with` names the quantity that
    the cost may grow with; if it is empty, the cost must not grow. `before` is run before each request, and is not
    measured. `needs_key`: whether each request has an Idempotency-Key.
    """

    name: str
    route: str
    table: str
    unit: str
    request: Callable[[int, int], Request]
    why: str
    sizes: tuple[int, ...] = SIZES
    role: str = "nobody"
    grows_with: str = ""
    max_rounds: int = 1_000
    before: Callable[[], object] = lambda: None
    needs_key: bool = False


@dataclass
class Size:
    """The cost of a request at one size: `capacity` in units of tables and indexes, `bytes` of the answer."""

    size: int
    calls: list[str] = field(default_factory=list)
    capacity: float = 0
    milliseconds: float = 0
    bytes: int = 0


def slowdown(sizes: Sequence[Size]) -> float:
    """Return the time of the largest size, as a ratio to the smallest."""
    return sizes[-1].milliseconds / sizes[0].milliseconds


def problem(case: Case, sizes: Sequence[Size]) -> str:
    """Return what grew although it must not, or an empty text.

    If the cost may grow, calls and capacity may grow in proportion to the size.
    """
    first = sizes[0]
    for size in sizes[1:]:
        allowed = size.size / first.size if case.grows_with else 1
        if len(size.calls) > len(first.calls) * allowed or size.capacity > first.capacity * allowed:
            return (
                f"{case.name}: {len(first.calls)} calls and {first.capacity:g} units at {first.size:,} "
                f"{case.unit}, {len(size.calls)} and {size.capacity:g} at {size.size:,}"
            )
    if not case.grows_with and slowdown(sizes) > MAX_SLOWDOWN:
        return f"{case.name}: {slowdown(sizes):.2f} times as long at {sizes[-1].size:,}"
    return ""


def _get(url: str) -> Callable[[int, int], Request]:
    return lambda _size, _turn: ("GET", url, None)


_MENU = "/menu?shape=flat"


def _read_menu() -> None:
    assert Shop().get(_MENU).body


def _forget_menu() -> None:
    """Make the process forget the menu, as if it had just started."""
    from categories.menu import reading

    reading._bodies.clear()  # noqa: SLF001  # no request forgets it


def _delete_menu() -> None:
    """Delete the tags of the stored menu, so that the next reader builds it."""
    key = {"pk": {"S": "MENU"}, "sk": {"S": "TAGS"}}
    call("DeleteItem", {"TableName": os.environ["CATALOG_TABLE"], "Key": key})


def _log_in(size: int, turn: int) -> Request:
    """Log in another user in each turn, from all over the table."""
    number = (turn * 7919) % size
    return "POST", "/users/login", {"email": email_of(f"{number:06d}"), "password": PASSWORD}


def _intake(_size: int, turn: int) -> Request:
    chance = random.Random(turn)
    return "POST", "/analytics/events", {"events": [random_order(chance, days=1) for _ in range(EVENTS)]}


def _quote(_size: int, _turn: int) -> Request:
    """Quote a cart with three products. Reading them is not measured."""
    return "POST", "/orders/quote", cart()


def _place(_size: int, _turn: int) -> Request:
    """Order what `_quote` quotes."""
    return "POST", "/orders", new_order()


def _report(name: str, path: str, why: str, grows_with: str = "") -> Case:
    separator = "&" if "?" in path else "?"
    url = f"/analytics/{path}{separator}from={NOON.date()}&to={NOON.date() + timedelta(days=DAYS - 1)}"
    route = f"GET /analytics/{path.partition('?')[0]}"
    return Case(name, route, "orders", "orders", _get(url), why, role="admin", grows_with=grows_with)


CASES = (
    Case(
        "list", "GET /addons", "addons", "addons", _get("/addons?limit=25"),
        "A page is one query of the index by name, which reads the page and one item more",
    ),
    Case(
        "list of users", "GET /users", "users", "users", _get("/users?limit=25"),
        "A page is one query of the index by creation time", role="admin",
    ),
    Case(
        "log-in", "POST /users/login", "users", "users", _log_in,
        "Three calls by exact keys. bcrypt has its lowest cost here, so that the storage dominates",
    ),
    Case(
        "menu beside requests", "GET /menu", "menu_beside_requests", "requests", _get(_MENU),
        "The menu is stored. Idempotency records are in other partitions of the table", before=_read_menu,
    ),
    Case(
        "menu", "GET /menu", "menu", "products", _get(_MENU),
        "A process that has the text reads its tag, and sends the text",
        sizes=_MENU_SIZES, max_rounds=20, before=_read_menu,
    ),
    Case(
        "first menu of a process", "GET /menu", "menu", "products", _get(_MENU),
        "A process that does not have the text reads it, compressed",
        sizes=_MENU_SIZES, grows_with="the number of items in the menu", max_rounds=7, before=_forget_menu,
    ),
    Case(
        "quote", "POST /orders/quote", "menu", "products", _quote,
        "By exact keys: the products of the cart, their customizations, and the settings of the store",
        sizes=_MENU_SIZES,
    ),
    Case(
        "order", "POST /orders", "menu", "products", _place,
        "The reads of a quote with the profile, the next number, and one transaction",
        sizes=_MENU_SIZES, role="customer", needs_key=True,
    ),
    Case(
        "order beside orders", "POST /orders", "placed_orders", "orders", _place,
        "An order has its own partition. Those that exist are not read",
        role="customer", needs_key=True,
    ),
    Case(
        "build of the menu", "GET /menu", "menu", "products", _get(_MENU),
        "A reader who finds no menu reads the whole catalogue and stores the text. The menu builder does the same",
        sizes=_MENU_SIZES, grows_with="the number of items in the menu", max_rounds=7, before=_delete_menu,
    ),
    _report("summary", "summary", "A report reads the counters of its days, not orders"),
    _report("orders by day", "orders?interval=day", "One counter per day, for any number of sales"),
    _report(
        "best sellers", "products", "One item per product and month, with the name of the product on each day",
        "the days on which a product was sold",
    ),
    _report("export", "export", "One counter per day"),
)  # fmt: skip
# Measured by its rate, at one size.
INTAKE = Case("intake", "POST /analytics/events", "orders", "orders", _intake, "One transaction", role="admin")
