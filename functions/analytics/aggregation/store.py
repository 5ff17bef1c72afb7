"""Counters in the analytics table, and the marks that say which events they hold.

Attributes of a bucket: `orders`, `revenue`, `items`, `refunds`, `refunded`, each absent while it is 0. A product has
an item a month: `quantity` and `revenue` of the month, and `q07`, `r07` of its seventh day, so that a report over any
days of it reads one item a product.
"""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analytics.intake.store import INTAKE, KEPT_SECONDS
from analytics.shop_calendar import Bucket
from bodega.dynamodb import ANY, Item, Key, Table, TransactionFailed, Update

table = Table("ANALYTICS_TABLE")

_COUNTED = "COUNTED"
_FLAG = "event"
# Longer than the events: as long as these can be delivered or counted again, their marks are there.
_MARKS_KEPT_SECONDS = KEPT_SECONDS + 60 * 24 * 60 * 60


class AlreadyCounted(Exception):
    """Some of the events are in the counters already; nothing was written. `places` are (intake, place)."""

    def __init__(self, places: frozenset[tuple[str, int]]) -> None:
        super().__init__(f"{len(places)} events are counted already")
        self.places = places


@dataclass(slots=True)
class ProductSums:
    """What one product of one month gains."""

    name: str = ""
    figures: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, day: int, quantity: int, revenue: int) -> None:
        self.figures["quantity"] += quantity
        self.figures["revenue"] += revenue
        self.figures[f"q{day:02d}"] += quantity
        self.figures[f"r{day:02d}"] += revenue


@dataclass(frozen=True, slots=True)
class Sums:
    """What to add: to buckets of time, and to products under (`2026-11`, product id)."""

    buckets: dict[Bucket, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    products: dict[tuple[str, str], ProductSums] = field(default_factory=lambda: defaultdict(ProductSums))


def count_once(marks: Mapping[str, Sequence[int]], sums: Sums) -> None:
    """1 TransactWriteItems, 2 WCU per intake, bucket and product: mark the places of each intake, and add the sums.

    Raises: AlreadyCounted.
    """
    intakes = list(marks)
    writes = [_mark(intake, marks[intake]) for intake in intakes]
    writes += [Update(Key(*bucket), ANY, add=_changes(figures)) for bucket, figures in sums.buckets.items()]
    writes += [
        Update(Key(f"PRODUCTS#{month}", product_id), ANY, set={"name": product.name}, add=_changes(product.figures))
        for (month, product_id), product in sums.products.items()
    ]
    try:
        table.transact(writes)
    except TransactionFailed as failed:
        raise AlreadyCounted(
            frozenset(
                (intakes[position], place)
                for position, item in failed.failures.items()
                for place in marked_places(item or {})
            )
        ) from None


def marked_places(item: Item) -> frozenset[int]:
    """The places of an intake that its marks say are counted."""
    return frozenset(int(name.removeprefix(_FLAG)) for name in item if name.startswith(_FLAG))


def _mark(intake: str, places: Sequence[int]) -> Update:
    flags = {_flag(place): True for place in places}
    unmarked = " AND ".join(f"attribute_not_exists(#{flag})" for flag in flags)
    expiry = {"expiresAt": int(time.time()) + _MARKS_KEPT_SECONDS}
    return Update(Key(f"{INTAKE}{intake}", _COUNTED), unmarked, set=flags | expiry)


def _flag(place: int) -> str:
    return f"{_FLAG}{place}"


def _changes(figures: Mapping[str, int]) -> dict[str, int]:
    return {name: value for name, value in figures.items() if value}
