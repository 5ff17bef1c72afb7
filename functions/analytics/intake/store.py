"""Events in the analytics table: a claim on each event's id, and the events of a request as one item, an intake.

The table's stream delivers the intake to the aggregator. The intake expires. The claims do not, so no event is ever
stored twice.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from analytics.order_events import EVENTS, INTAKE
from bodega import clock
from bodega.dynamodb import Item, Put, Table, TransactionFailed, Write
from bodega.ids import new_id

table = Table("ANALYTICS_TABLE")

LIFETIME_SECONDS = 400 * 24 * 60 * 60  # of an intake: a year, and time for a recount

_ABSENT = "attribute_not_exists(#pk)"
_EVENT = "event/"


class KnownEvents(Exception):
    """Events with these ids are in the table already. Nothing was written."""

    def __init__(self, event_ids: frozenset[str]) -> None:
        super().__init__(f"{len(event_ids)} events are stored already")
        self.event_ids = event_ids


def add(events: Sequence[Mapping[str, Any]]) -> None:
    """Write the events, all or none; 1 TransactWriteItems: 2 WCU per event, and 2 per KB of all of them together.

    Raises: KnownEvents.
    """
    intake = new_id("int")
    item: Item = {
        "pk": f"{INTAKE}{intake}",
        "sk": EVENTS,
        "events": list(events),
        "createdAt": clock.timestamp(clock.now()),
        "expiresAt": int(time.time()) + LIFETIME_SECONDS,
    }
    writes: dict[str, Write] = {
        f"{_EVENT}{event['eventId']}": Put(_claim(event["eventId"], intake), _ABSENT) for event in events
    }
    try:
        table.transact({**writes, "intake": Put(item, _ABSENT)})
    except TransactionFailed as failed:
        known = frozenset(failed.group(_EVENT))
        raise (KnownEvents(known) if known else failed) from None


def _claim(event_id: str, intake: str) -> Item:
    return {"pk": f"EVENT#{event_id}", "sk": "EVENT", "intake": intake}
