"""Reports on a range of days, from the counters.

Their cost depends on the number of buckets that they show, not on the number of orders.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from analytics.reports.store import FIGURES, BucketRange, read_buckets
from analytics.shop_calendar import Bucket, Days, day_bucket, hours_of, month_bucket, year_bucket
from bodega.business_day import zone
from bodega.currencies import shop_currency
from bodega.items import Item

Interval = Literal["hour", "day", "month"]
SERIES = {"orders": "orders", "revenue": "revenue", "itemsSold": "items", "refunds": "refunds"}
"""Members of a series, each with the counter that it shows."""


def summary(days: Days) -> dict[str, Any]:
    """Return the figures of the days, and of the range before that they compare with (`previous`)."""
    before = days.before()
    earlier, ranges = _fewest_ranges(before), _fewest_ranges(days)
    buckets = read_buckets([*earlier, *ranges])
    previous = {**_range(before), **figures(_total(buckets, earlier))}
    return {**header(days), **figures(_total(buckets, ranges)), "previous": previous}


def series(days: Days, interval: Interval) -> dict[str, Any]:
    """Return the figures of each bucket, as parallel lists. Empty buckets are zero."""
    labelled = _labelled(days, interval)
    buckets = read_buckets(_ranges(labelled))
    sums: dict[str, dict[str, int]] = {label: dict.fromkeys(FIGURES, 0) for label in labelled.values()}
    for bucket, item in buckets.items():
        counters = sums[labelled[bucket]]
        for name in FIGURES:
            counters[name] += item.get(name, 0)
    columns = {member: [counters[name] for counters in sums.values()] for member, name in SERIES.items()}
    return {
        "interval": interval,
        **header(days),
        "labels": list(sums),
        "series": columns,
        "totals": figures({name: sum(counters[name] for counters in sums.values()) for name in FIGURES}),
    }


def daily(days: Days) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield each day with its counters, zeroes included."""
    buckets = [day_bucket(day) for day in days]
    found = read_buckets(_ranges(buckets))
    for bucket in buckets:
        yield bucket.sort, {name: found.get(bucket, {}).get(name, 0) for name in FIGURES}


def figures(counters: Mapping[str, int]) -> dict[str, Any]:
    """Return counters as the API shows them. The average is rounded half up, and null if there are no orders."""
    orders, revenue = counters["orders"], counters["revenue"]
    return {
        "orders": orders,
        "revenue": money(revenue),
        "averageOrderValue": money((2 * revenue + orders) // (2 * orders)) if orders else None,
        "itemsSold": counters["items"],
        "refunds": counters["refunds"],
        "refunded": money(counters["refunded"]),
    }


def money(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": os.environ["SHOP_CURRENCY"]}


def header(days: Days) -> dict[str, Any]:
    """Return the members that every report has: its range, time zone, currency and the digits of its minor unit."""
    return {**_range(days), "timeZone": zone().key, **shop_currency()}


def _range(days: Days) -> dict[str, str]:
    return {"from": days.first.isoformat(), "to": days.last.isoformat()}


def _fewest_ranges(days: Days) -> list[BucketRange]:
    """Return the fewest buckets that make up the days: a year, or whole months and the days before and after them."""
    if days.is_year:
        return [BucketRange.of(year_bucket(days.first), year_bucket(days.last))]
    return _ranges(_by_month(days))


def _by_month(days: Days) -> dict[Bucket, str]:
    """Return the bucket of each whole month, and those of the days of the other months, with the month's label."""
    return {
        bucket: f"{month.first:%Y-%m}"
        for month in days.months()
        for bucket in ([month_bucket(month.first)] if month.is_whole_month else map(day_bucket, month))
    }


def _ranges(buckets: Iterable[Bucket]) -> list[BucketRange]:
    """Join adjacent buckets of one partition. `buckets` are in the order of time."""
    found: list[BucketRange] = []
    for bucket in buckets:
        if found and found[-1].partition == bucket.partition:
            found[-1] = found[-1]._replace(last=bucket.sort)
        else:
            found.append(BucketRange.of(bucket, bucket))
    return found


def _labelled(days: Days, interval: Interval) -> dict[Bucket, str]:
    """Return the buckets to read, each with the label of the sum that it belongs to."""
    if interval == "hour":
        return {bucket: label for day in days for bucket, label in hours_of(day)}
    if interval == "day":
        return {bucket: bucket.sort for bucket in map(day_bucket, days)}
    return _by_month(days)


def _total(buckets: Mapping[Bucket, Item], ranges: Iterable[BucketRange]) -> dict[str, int]:
    items = [item for bucket, item in buckets.items() if any(each.contains(bucket) for each in ranges)]
    return {name: sum(item.get(name, 0) for item in items) for name in FIGURES}
