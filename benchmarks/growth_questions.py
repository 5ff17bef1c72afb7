"""What is asked of shops of different sizes, and what of its cost may grow with them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from benchmarks.growth_tables import DAYS, email_of
from harness.shop.orders import NOON
from harness.shop.people import PASSWORD

SIZES = (100, 10_000, 100_000)
# A menu is one answer of Lambda's, which holds 6 MB: a shop of 100,000 products cannot have one.
MENU_SIZES = (100, 1_000, 10_000)

MOST_RATIO = 1.2  # of the largest's time to the smallest's

Request = tuple[str, str, Any]


@dataclass(frozen=True)
class Question:
    """`table`: which of growth_tables' functions fills the tables, and how their names begin.

    `request` makes the request of a size and a turn. `grows_with`: what its cost may grow with, in words; nothing, if
    empty.
    """

    name: str
    route: str
    table: str
    variable: str
    unit: str
    request: Callable[[int, int], Request]
    why: str
    sizes: tuple[int, ...] = SIZES
    public: bool = True
    grows_with: str = ""
    most_rounds: int = 1_000


@dataclass
class Size:
    """What a request cost: `capacity` in units, of tables and indexes; `bytes` of its answer."""

    size: int
    calls: list[str] = field(default_factory=list)
    capacity: float = 0
    milliseconds: float = 0
    bytes: int = 0


@dataclass
class Found:
    question: Question
    sizes: list[Size] = field(init=False)

    def __post_init__(self) -> None:
        self.sizes = [Size(size) for size in self.question.sizes]


def complaint(found: Found) -> str:
    """What grew and must not; empty where all is well.

    What may grow grows in proportion: calls and capacity of each thing are at most those of the smallest shop.
    """
    first = found.sizes[0]
    for size in found.sizes[1:]:
        allowed = size.size / first.size if found.question.grows_with else 1
        if len(size.calls) > len(first.calls) * allowed or size.capacity > first.capacity * allowed:
            return (
                f"{found.question.name}: {len(first.calls)} calls and {first.capacity:g} units at {first.size:,} "
                f"{found.question.unit}, {len(size.calls)} and {size.capacity:g} at {size.size:,}"
            )
    if not found.question.grows_with and slowdown(found) > MOST_RATIO:
        return f"{found.question.name}: {slowdown(found):.2f} times as long at {found.sizes[-1].size:,}"
    return ""


def slowdown(found: Found) -> float:
    """The largest's time, in those of the smallest."""
    return found.sizes[-1].milliseconds / found.sizes[0].milliseconds


def _get(url: str) -> Callable[[int, int], Request]:
    return lambda _size, _turn: ("GET", url, None)


def _log_in(size: int, turn: int) -> Request:
    """Somebody else at each turn, from all over the table."""
    number = (turn * 7919) % size
    return "POST", "/users/login", {"email": email_of(f"{number:06d}"), "password": PASSWORD}


def _report(name: str, path: str, why: str) -> Question:
    separator = "&" if "?" in path else "?"
    url = f"/analytics/{path}{separator}from={NOON.date()}&to={NOON.date() + timedelta(days=DAYS - 1)}"
    route = f"GET /analytics/{path.partition('?')[0]}"
    return Question(name, route, "orders", "ANALYTICS_TABLE", "orders", _get(url), why, public=False)


QUESTIONS = (
    Question(
        "list",
        "GET /addons",
        "addons",
        "CATALOG_TABLE",
        "addons",
        _get("/addons?limit=25"),
        "a page is one query of the index by name, which reads the page and one thing more",
    ),
    Question(
        "list of users",
        "GET /users",
        "users",
        "ACCOUNTS_TABLE",
        "users",
        _get("/users?limit=25"),
        "a page is one query of the index by time of creation",
        public=False,
    ),
    Question(
        "log-in",
        "POST /users/login",
        "users",
        "ACCOUNTS_TABLE",
        "users",
        _log_in,
        "three calls by exact keys; bcrypt is set to its lowest cost here, so that storage is what is seen",
    ),
    Question(
        "menu beside requests",
        "GET /menu",
        "menu_beside_requests",
        "CATALOG_TABLE",
        "requests",
        _get("/menu"),
        "the menu reads the partitions of its things; what the table keeps of requests lies beside them",
    ),
    Question(
        "menu",
        "GET /menu",
        "menu",
        "CATALOG_TABLE",
        "products",
        _get("/menu"),
        "the menu is the whole shop in one answer: it reads and sends all of it, and grows in proportion",
        sizes=MENU_SIZES,
        grows_with="the number of things in the menu",
        most_rounds=7,
    ),
    _report("summary", "summary", "a report reads the counters of its days, not orders"),
    _report("orders by day", "orders?interval=day", "one counter for each day, whatever was sold on it"),
    _report("best sellers", "products", "one item for each product and month"),
    _report("export", "export", "one counter for each day"),
)
