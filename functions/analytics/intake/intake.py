"""Events come in: each is kept once, for ever, and whoever sent it need not wait until it is counted."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from analytics.intake import store
from analytics.intake.store import Repeated
from analytics.order_events import stored_form


class Taken(NamedTuple):
    """How many events were new, and how many had come before."""

    accepted: int
    repeated: int


def take(events: Sequence[Mapping[str, Any]]) -> Taken:
    """Keep what is new of `events`, in one transaction: all of it, or nothing.

    Of two events with one id the first is kept, also within one request.
    """
    new: dict[str, dict[str, Any]] = {}
    for event in events:
        new.setdefault(event["eventId"], stored_form(event))
    while new:
        try:
            store.keep(list(new.values()))
            break
        except Repeated as repeated:
            new = {event_id: event for event_id, event in new.items() if event_id not in repeated.event_ids}
    return Taken(len(new), len(events) - len(new))
