"""Counts events: adds the sums of a batch to the counters, in as few transactions as possible.

A transaction marks the events that it counts, on condition that none of them has a mark. If an event is delivered
again, with any other events, its mark is found. The event is left out and the others are counted.

An event that is older than another one of its product in the same day or month is added as well, but leaves the stamps
of the later one: one more transaction. The same holds for a product with several names in a month.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from analytics.aggregation import store
from analytics.aggregation.store import OtherSettings, Outdated, Sums
from analytics.order_events import OrderEvent
from analytics.product_names import stamp
from analytics.shop_calendar import buckets_of
from bodega import deadline
from bodega.business_day import zone
from bodega.items import Item

_MAX_WRITES = 100  # of a transaction


class SettingsChanged(Exception):
    """The shop has another currency or time zone than its counters. Sums of both would be wrong."""

    def __init__(self, counted: OtherSettings) -> None:
        currency, time_zone = os.environ["SHOP_CURRENCY"], os.environ["SHOP_TIME_ZONE"]
        super().__init__(
            f"Orders were counted in {counted.currency} and {counted.time_zone}, but the parameters Currency and "
            f"TimeZone are {currency} and {time_zone}. Set them back, and run `make recount`."
        )


def count_events(events: Iterable[OrderEvent]) -> Iterator[int]:
    """Count the events, one transaction at a time; yield how many events each of them added to the counters.

    Raises: StorageUnavailable, SettingsChanged. Events that were counted before the error stay counted.
    """
    return (_count_together(batch) for batch in _batches(events))


def sums_of(events: Iterable[OrderEvent]) -> Sums:
    """Return what the events add to each counter."""
    sums = Sums()
    for event in events:
        figures = _figures(event)
        for bucket in buckets_of(event.moment):
            counters = sums.buckets[bucket]
            for name, value in figures.items():
                counters[name] += value
        day = event.moment.astimezone(zone()).date()
        for line in event.lines:
            product = sums.products[f"{day:%Y-%m}", line.product_id]
            product.add(day.day, event.sign * line.quantity, event.sign * line.amount)
            product.call(line.name, day.day, stamp(event.moment, day, line.name), refund=event.sign < 0)
    return sums


def _figures(event: OrderEvent) -> dict[str, int]:
    figures = {"revenue": event.sign * event.total, "items": event.sign * event.quantity}
    return figures | ({"orders": 1} if event.sign > 0 else {"refunds": 1, "refunded": event.total})


def _count_together(events: Sequence[OrderEvent]) -> int:
    """Count those of the events that are not counted yet, in one transaction; return how many they were."""
    known: dict[tuple[str, str], Item] = {}
    while events:
        deadline.require_time()
        marks: dict[str, list[int]] = defaultdict(list)
        for event in events:
            marks[event.intake].append(event.place)
        try:
            store.count_once(marks, sums_of(events), known)
            break
        except OtherSettings as other:
            raise SettingsChanged(other) from None
        except Outdated as outdated:
            known |= outdated.products
            events = [event for event in events if (event.intake, event.place) not in outdated.counted]
    return len(events)


def _batches(events: Iterable[OrderEvent]) -> Iterator[list[OrderEvent]]:
    """Split the events, in their order, so that one transaction can count each batch."""
    batch: list[OrderEvent] = []
    written: set[object] = set()
    for event in _distinct(events):
        more = written | _items_of(event)
        if len(more) > _MAX_WRITES:
            yield batch
            batch, more = [], _items_of(event)
        batch.append(event)
        written = more
    if batch:
        yield batch


def _distinct(events: Iterable[OrderEvent]) -> Iterator[OrderEvent]:
    """Drop repeated events: a batch that was put together from two deliveries can have an event twice."""
    return iter({(event.intake, event.place): event for event in events}.values())


def _items_of(event: OrderEvent) -> set[object]:
    """Return what identifies the items that counting the event writes: its intake's marks, and each counter."""
    month = f"{event.moment.astimezone(zone()):%Y-%m}"
    return {event.intake, *buckets_of(event.moment), *((month, line.product_id) for line in event.lines)}
