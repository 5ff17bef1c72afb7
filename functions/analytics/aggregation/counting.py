"""Events become numbers: sums of a batch, added to the counters in as few transactions as hold them.

A transaction marks the events that it counts, on condition that none of them is marked. Delivered again, in
whatever company, an event is found marked, is left out, and the rest is counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from analytics.aggregation import store
from analytics.aggregation.store import AlreadyCounted, Sums
from analytics.order_events import OrderEvent
from analytics.shop_calendar import buckets_of, zone

_MOST_WRITES = 100  # of a transaction of DynamoDB's


def count_in_turn(events: Iterable[OrderEvent]) -> Iterator[int]:
    """Count the events, a transaction at a time; yields how many of each had not been counted before.

    Raises: StorageUnavailable. What was counted until then stays, and is not counted again.
    """
    return (_count_together(share) for share in _shares(events))


def sums_of(events: Iterable[OrderEvent]) -> Sums:
    """What the events add to each counter."""
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
            product.name = line.name
            product.add(day.day, event.sign * line.quantity, event.sign * line.amount)
    return sums


def _figures(event: OrderEvent) -> dict[str, int]:
    figures = {"revenue": event.sign * event.total, "items": event.sign * event.quantity}
    return figures | ({"orders": 1} if event.sign > 0 else {"refunds": 1, "refunded": event.total})


def _count_together(events: Sequence[OrderEvent]) -> int:
    while events:
        marks: dict[str, list[int]] = defaultdict(list)
        for event in events:
            marks[event.intake].append(event.place)
        try:
            store.count_once(marks, sums_of(events))
            break
        except AlreadyCounted as counted:
            events = [event for event in events if (event.intake, event.place) not in counted.places]
    return len(events)


def _shares(events: Iterable[OrderEvent]) -> Iterator[list[OrderEvent]]:
    """The events in turn, cut where a transaction would hold more writes than it may."""
    share: list[OrderEvent] = []
    writes: set[object] = set()
    for event in _once(events):
        more = writes | _touched(event)
        if len(more) > _MOST_WRITES:
            yield share
            share, more = [], _touched(event)
        share.append(event)
        writes = more
    if share:
        yield share


def _once(events: Iterable[OrderEvent]) -> Iterator[OrderEvent]:
    """A batch that was put together of two deliveries may hold an event twice."""
    return iter({(event.intake, event.place): event for event in events}.values())


def _touched(event: OrderEvent) -> set[object]:
    """What counting the event writes to: its intake's mark, and each counter."""
    month = f"{event.moment.astimezone(zone()):%Y-%m}"
    return {event.intake, *buckets_of(event.moment), *((month, line.product_id) for line in event.lines)}
