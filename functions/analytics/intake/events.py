"""Accepts events of orders: each is stored once and counted later, by the aggregator."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from analytics.intake import store
from analytics.intake.store import KnownEvents
from analytics.order_events import stored_form


class Accepted(NamedTuple):
    """How many events were new, and how many had been sent before."""

    accepted: int
    repeated: int


def accept_events(events: Sequence[Mapping[str, Any]]) -> Accepted:
    """Store the events that are new, all or none, and return how many there were.

    Of two events with the same id the first is stored, also within one request. 1 TransactWriteItems, and another one
    without the events that the table has already, if there are any.
    """
    new: dict[str, dict[str, Any]] = {}
    for event in events:
        new.setdefault(event["eventId"], stored_form(event))
    while new:
        try:
            store.add(list(new.values()))
            break
        except KnownEvents as known:
            new = {event_id: event for event_id, event in new.items() if event_id not in known.event_ids}
    return Accepted(len(new), len(events) - len(new))
