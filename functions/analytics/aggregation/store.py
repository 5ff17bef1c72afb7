"""Counters in the analytics table, and the marks of the events that are counted.

A bucket's attributes are `orders`, `revenue`, `items`, `refunds` and `refunded`, each absent while it is 0. A year has
the `currency` and `timeZone` of all counters in it. A product has one item per month: `quantity` and `revenue` of the
month, and of each day (`q07` and `r07` of the seventh). `n` and `n07` are the stamps of the latest order, `m` and `m07`
those of the latest refund (`analytics.product_names`). `name` is the first name that was counted, and never changes. A
stamp of another name has it beside it (`tn07` for `n07`). A report on any days of a month reads one item per product.
"""

import os
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analytics.shop_calendar import YEAR, Bucket
from bodega.dynamodb import ANY, Item, Key, Table, TransactionFailed, Update, Write
from bodega.sales import INTAKE, LIFETIME_SECONDS

table = Table("ANALYTICS_TABLE")

_COUNTED = "COUNTED"
_FLAG = "event"
_INTAKE = "intake/"
# Marks outlive their events, so that an event that can still be delivered always has its mark.
_MARKS_LIFETIME_SECONDS = LIFETIME_SECONDS + 60 * 24 * 60 * 60


class Outdated(Exception):
    """The table knows more than the transaction did. Nothing was written.

    `counted`: places (intake, place) of events that are counted already. `products`: items of products, by month and
    id, with stamps of later events or with another `name`.
    """

    def __init__(self, counted: frozenset[tuple[str, int]], products: Mapping[tuple[str, str], Item]) -> None:
        super().__init__(f"{len(counted)} events are counted already, {len(products)} products differ")
        self.counted = counted
        self.products = products


class OtherSettings(Exception):
    """The counters of a year have another currency or time zone. Nothing was written."""

    def __init__(self, year: Item) -> None:
        super().__init__("the counters have another currency or time zone")
        self.currency = year["currency"]
        self.time_zone = year["timeZone"]


@dataclass(slots=True)
class ProductSums:
    """What to add to one product's counters of one month."""

    figures: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    latest: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Stamps with their names, by attribute."""

    def add(self, day: int, quantity: int, revenue: int) -> None:
        self.figures["quantity"] += quantity
        self.figures["revenue"] += revenue
        self.figures[f"q{day:02d}"] += quantity
        self.figures[f"r{day:02d}"] += revenue

    def call(self, name: str, day: int, stamp: int, *, refund: bool) -> None:
        """Note the name of a line. The lines of all events give the same names, in any order."""
        kind = "m" if refund else "n"
        for attribute in (kind, f"{kind}{day:02d}"):
            self.latest[attribute] = max((stamp, name), self.latest.get(attribute, (0, "")))


@dataclass(frozen=True, slots=True)
class Sums:
    """What to add to the buckets of time, and to products by month and id (`2026-11`, product id)."""

    buckets: dict[Bucket, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    products: dict[tuple[str, str], ProductSums] = field(default_factory=lambda: defaultdict(ProductSums))


def count_once(marks: Mapping[str, Sequence[int]], sums: Sums, known: Mapping[tuple[str, str], Item]) -> None:
    """Mark the places of each intake and add the sums, all or nothing; 1 TransactWriteItems.

    2 WCU per intake, bucket and product. `known`: products as an earlier attempt found them, by month and id. Their
    names and later stamps stay.

    Raises: OtherSettings, Outdated.
    """
    writes: dict[str, Write] = {f"{_INTAKE}{intake}": _mark(intake, places) for intake, places in marks.items()}
    for bucket, figures in sums.buckets.items():
        writes["bucket/{}/{}".format(*bucket)] = _bucket(bucket, _changes(figures))
    products = {f"product/{month}/{product_id}": (month, product_id) for month, product_id in sums.products}
    for name, product in products.items():
        writes[name] = _product(*product, sums.products[product], known.get(product, {}))
    try:
        table.transact(writes)
    except TransactionFailed as failed:
        for name in failed.group("bucket/"):
            raise OtherSettings(failed.item(f"bucket/{name}") or {}) from None
        counted = frozenset(
            (intake, place)
            for intake in failed.group(_INTAKE)
            for place in marked_places(failed.item(f"{_INTAKE}{intake}") or {})
        )
        differing = {product: failed.item(name) or {} for name, product in products.items() if failed.broke(name)}
        raise (Outdated(counted, differing) if counted or differing else failed) from None


def marked_places(item: Item) -> frozenset[int]:
    """Return the places of an intake's events that are marked as counted."""
    return frozenset(int(name.removeprefix(_FLAG)) for name in item if name.startswith(_FLAG))


def _bucket(bucket: Bucket, changes: Mapping[str, int]) -> Update:
    """Return the write that adds to a bucket. Years have the currency and time zone of all counters in them."""
    if bucket.partition != YEAR:
        return Update(Key(*bucket), ANY, add=changes)
    settings = {"currency": os.environ["SHOP_CURRENCY"], "timeZone": os.environ["SHOP_TIME_ZONE"]}
    same = " AND ".join(f"#{name} = :set_{name}" for name in settings)
    return Update(Key(*bucket), f"attribute_not_exists(#timeZone) OR ({same})", set=settings, add=changes)


def _product(month: str, product_id: str, sums: ProductSums, known: Item) -> Update:
    """Return the write that adds to a product.

    It fails if the product has a later stamp that is not in `known`, or another `name`. Without `known`, the product is
    expected to be new or to have one name in the whole month.
    """
    latest = {name: found for name, found in sums.latest.items() if found[0] >= known.get(name, 0)}
    first = known.get("name") or max(sums.latest.values())[1]
    stamps = {name: stamp for name, (stamp, _) in latest.items()}
    names = {f"t{name}": text for name, (_, text) in latest.items() if text != first}
    conditions = ["name = :set_name", *(f"{name} <= :set_{name}" for name in stamps)]
    condition = " AND ".join(f"(attribute_not_exists(#{each.split()[0]}) OR #{each})" for each in conditions)
    changes = {"name": first, **stamps, **names}
    return Update(Key(f"PRODUCTS#{month}", product_id), condition, set=changes, add=_changes(sums.figures))


def _mark(intake: str, places: Sequence[int]) -> Update:
    flags = {_flag(place): True for place in places}
    unmarked = " AND ".join(f"attribute_not_exists(#{flag})" for flag in flags)
    expiry = {"expiresAt": int(time.time()) + _MARKS_LIFETIME_SECONDS}
    return Update(Key(f"{INTAKE}{intake}", _COUNTED), unmarked, set=flags | expiry)


def _flag(place: int) -> str:
    return f"{_FLAG}{place}"


def _changes(figures: Mapping[str, int]) -> dict[str, int]:
    return {name: value for name, value in figures.items() if value}
