"""Accepts events of orders: each is stored once and counted later, by the aggregator."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from analytics.intake import store
from analytics.intake.store import KnownEvents
from analytics.order_events import stored_form
from bodega.attributes import Key
from bodega.sales import order_key


class Accepted(NamedTuple):
    """How many events were new, and how many had been sent before."""

    accepted: int
    repeated: int


def accept_events(events: Sequence[Mapping[str, Any]]) -> Accepted:
    """Store the events that are new, all or none, and return how many there were.

    Of two events with the same id, or of the same order, the first is stored, also within one request.
    1 TransactWriteItems, and another one without the events that the table has already, if there are any.
    """
    stored = [stored_form(event) for event in events]
    known: set[str] = set()
    while new := _distinct(event for event in stored if event["eventId"] not in known):
        try:
            store.add(new)
            break
        except KnownEvents as found:
            known |= found.event_ids
    return Accepted(len(new), len(events) - len(new))


def _distinct(events: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the events without those that have the id or the order of an earlier one."""
    found: list[Mapping[str, Any]] = []
    taken: set[str | Key] = set()
    for event in events:
        claims = {event["eventId"], order_key(event)}
        if taken.isdisjoint(claims):
            found.append(event)
            taken |= claims
    return found
