"""Reports: what the counters say of a range of days.

They cost what the buckets cost that they show, however many orders there were.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from analytics.reports.store import FIGURES, Stretch, read_buckets, stretch
from analytics.shop_calendar import Bucket, Days, day_bucket, hours_of, month_bucket, year_bucket, zone
from bodega.dynamodb import Item

Interval = Literal["hour", "day", "month"]
SERIES = {"orders": "orders", "revenue": "revenue", "itemsSold": "items", "refunds": "refunds"}
"""Members of a series, and the counters that they show."""


def summary(days: Days) -> dict[str, Any]:
    """The figures of the days, and under `previous` those of the time before that they compare with."""
    before = days.before()
    earlier, stretches = _whole(before), _whole(days)
    buckets = read_buckets([*earlier, *stretches])
    previous = {**_range(before), **figures(_total(buckets, earlier))}
    return {**header(days), **figures(_total(buckets, stretches)), "previous": previous}


def series(days: Days, interval: Interval) -> dict[str, Any]:
    """The days' figures bucket by bucket, as parallel lists; empty buckets are zero."""
    labelled = _labelled(days, interval)
    buckets = read_buckets(_stretches(labelled))
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
    """Each day with its counters, zeroes included."""
    buckets = [day_bucket(day) for day in days]
    found = read_buckets(_stretches(buckets))
    for bucket in buckets:
        yield bucket.sort, {name: found.get(bucket, {}).get(name, 0) for name in FIGURES}


def figures(counters: Mapping[str, int]) -> dict[str, Any]:
    """Counters as the API shows them. The average is rounded half up, and null where there are no orders."""
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


def header(days: Days) -> dict[str, str]:
    """What every report says of itself."""
    return {**_range(days), "timeZone": zone().key, "currency": os.environ["SHOP_CURRENCY"]}


def _range(days: Days) -> dict[str, str]:
    return {"from": days.first.isoformat(), "to": days.last.isoformat()}


def _whole(days: Days) -> list[Stretch]:
    """The fewest buckets that make up the days: a year, or months with the days before and after them."""
    if days.is_year:
        return [stretch(year_bucket(days.first), year_bucket(days.last))]
    return _stretches(_by_month(days))


def _by_month(days: Days) -> dict[Bucket, str]:
    """The months of the range, each under its label; of a month that the range cuts, its days."""
    return {
        bucket: f"{month.first:%Y-%m}"
        for month in days.months()
        for bucket in ([month_bucket(month.first)] if month.is_whole_month else map(day_bucket, month))
    }


def _stretches(buckets: Iterable[Bucket]) -> list[Stretch]:
    """Buckets in the order of time, as the stretches that they lie in."""
    found: list[Stretch] = []
    for bucket in buckets:
        if found and found[-1].partition == bucket.partition:
            found[-1] = found[-1]._replace(last=bucket.sort)
        else:
            found.append(stretch(bucket, bucket))
    return found


def _labelled(days: Days, interval: Interval) -> dict[Bucket, str]:
    """The buckets to read, each with the label that it counts under."""
    if interval == "hour":
        return {bucket: label for day in days for bucket, label in hours_of(day)}
    if interval == "day":
        return {bucket: bucket.sort for bucket in map(day_bucket, days)}
    return _by_month(days)


def _total(buckets: Mapping[Bucket, Item], stretches: Iterable[Stretch]) -> dict[str, int]:
    items = [item for bucket, item in buckets.items() if any(each.holds(bucket) for each in stretches)]
    return {name: sum(item.get(name, 0) for item in items) for name in FIGURES}
