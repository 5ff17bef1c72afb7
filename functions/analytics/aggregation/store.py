"""Counters in the analytics table, and the marks of the events that are counted.

A bucket's attributes are `orders`, `revenue`, `items`, `refunds` and `refunded`, each absent while it is 0. A product
has one item per month: `quantity` and `revenue` of the month, and of each day (`q07` and `r07` of the seventh). A
report on any days of a month reads one item per product.
"""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analytics.intake.store import LIFETIME_SECONDS
from analytics.order_events import INTAKE
from analytics.shop_calendar import Bucket
from bodega.dynamodb import ANY, Item, Key, Table, TransactionFailed, Update, Write

table = Table("ANALYTICS_TABLE")

_COUNTED = "COUNTED"
_FLAG = "event"
_INTAKE = "intake/"
# Marks outlive their events, so that an event that can still be delivered always has its mark.
_MARKS_LIFETIME_SECONDS = LIFETIME_SECONDS + 60 * 24 * 60 * 60


class AlreadyCounted(Exception):
    """Some of the events are counted already; `places` are theirs (intake, place). Nothing was written."""

    def __init__(self, places: frozenset[tuple[str, int]]) -> None:
        super().__init__(f"{len(places)} events are counted already")
        self.places = places


@dataclass(slots=True)
class ProductSums:
    """What to add to one product's counters of one month."""

    name: str = ""
    figures: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, day: int, quantity: int, revenue: int) -> None:
        self.figures["quantity"] += quantity
        self.figures["revenue"] += revenue
        self.figures[f"q{day:02d}"] += quantity
        self.figures[f"r{day:02d}"] += revenue


@dataclass(frozen=True, slots=True)
class Sums:
    """What to add to the buckets of time, and to products by month and id (`2026-11`, product id)."""

    buckets: dict[Bucket, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    products: dict[tuple[str, str], ProductSums] = field(default_factory=lambda: defaultdict(ProductSums))


def count_once(marks: Mapping[str, Sequence[int]], sums: Sums) -> None:
    """Mark the places of each intake and add the sums, all or nothing; 1 TransactWriteItems.

    2 WCU per intake, bucket and product.

    Raises: AlreadyCounted.
    """
    writes: dict[str, Write] = {f"{_INTAKE}{intake}": _mark(intake, places) for intake, places in marks.items()}
    for bucket, figures in sums.buckets.items():
        writes["bucket/{}/{}".format(*bucket)] = Update(Key(*bucket), ANY, add=_changes(figures))
    for (month, product_id), product in sums.products.items():
        key = Key(f"PRODUCTS#{month}", product_id)
        changes = _changes(product.figures)
        writes[f"product/{month}/{product_id}"] = Update(key, ANY, set={"name": product.name}, add=changes)
    try:
        table.transact(writes)
    except TransactionFailed as failed:
        counted = frozenset(
            (intake, place)
            for intake in failed.group(_INTAKE)
            for place in marked_places(failed.item(f"{_INTAKE}{intake}") or {})
        )
        raise (AlreadyCounted(counted) if counted else failed) from None


def marked_places(item: Item) -> frozenset[int]:
    """Return the places of an intake's events that are marked as counted."""
    return frozenset(int(name.removeprefix(_FLAG)) for name in item if name.startswith(_FLAG))


def _mark(intake: str, places: Sequence[int]) -> Update:
    flags = {_flag(place): True for place in places}
    unmarked = " AND ".join(f"attribute_not_exists(#{flag})" for flag in flags)
    expiry = {"expiresAt": int(time.time()) + _MARKS_LIFETIME_SECONDS}
    return Update(Key(f"{INTAKE}{intake}", _COUNTED), unmarked, set=flags | expiry)


def _flag(place: int) -> str:
    return f"{_FLAG}{place}"


def _changes(figures: Mapping[str, int]) -> dict[str, int]:
    return {name: value for name, value in figures.items() if value}
