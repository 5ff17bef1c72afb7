"""Reads counters: buckets by stretches of time, and products by months. Nothing else is ever read for a report."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from analytics.shop_calendar import Bucket
from bodega.dynamodb import Item, Query, Table

table = Table("ANALYTICS_TABLE")

FIGURES = ("orders", "revenue", "items", "refunds", "refunded")


class Stretch(NamedTuple):
    """Buckets of one partition that follow each other, from the first to the last."""

    partition: str
    first: str
    last: str

    def holds(self, bucket: Bucket) -> bool:
        return bucket.partition == self.partition and self.first <= bucket.sort <= self.last


def stretch(first: Bucket, last: Bucket) -> Stretch:
    return Stretch(first.partition, first.sort, last.sort)


def read_buckets(stretches: Sequence[Stretch]) -> dict[Bucket, Item]:
    """The buckets that are not empty; `stretches` are in the order of time, without gaps.

    Neighbours of one partition are read together: 1 Query each, 0.5 RCU per 4 KB (about thirty buckets).
    """
    found: dict[Bucket, Item] = {}
    for _, neighbours in groupby(stretches, lambda stretch: stretch.partition):
        together = list(neighbours)
        for item in _read(Stretch(together[0].partition, together[0].first, together[-1].last)):
            found[Bucket(item["pk"], item["sk"])] = item
    return found


def _read(wanted: Stretch) -> Iterator[Item]:
    values = {"pk": wanted.partition, "first": wanted.first, "last": wanted.last}
    return table.query_all(Query("#pk = :pk AND #sk BETWEEN :first AND :last", values))


def read_products(month: str, figures: Iterable[str]) -> Iterator[Item]:
    """`sk` (the product's id), `name` and the named figures of all that was sold in `month` (`2026-11`).

    0.5 RCU per 4 KB: about seven products.
    """
    return table.query_all(Query("#pk = :pk", {"pk": f"PRODUCTS#{month}"}, fields=("sk", "name", *figures)))
