"""Events in the analytics table: a claim on each event's id for ever, and the events of a request as one item.

The table's stream hands that item to the aggregator. It expires; the claims stay, so that no event is ever taken twice.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from bodega import clock
from bodega.dynamodb import Item, Put, Table, TransactionFailed
from bodega.ids import new_id

table = Table("ANALYTICS_TABLE")

INTAKE = "INTAKE#"
EVENTS = "EVENTS"
KEPT_SECONDS = 400 * 24 * 60 * 60  # a year, and time to look into it

_ABSENT = "attribute_not_exists(#pk)"


class Repeated(Exception):
    """Events with these ids came before; nothing was written."""

    def __init__(self, event_ids: frozenset[str]) -> None:
        super().__init__(f"{len(event_ids)} events came before")
        self.event_ids = event_ids


def keep(events: Sequence[Mapping[str, Any]]) -> None:
    """1 TransactWriteItems: 2 WCU per event, and 2 per KB of all of them together.

    Raises: Repeated.
    """
    intake = new_id("int")
    claims = [Put(_claim(event["eventId"], intake), _ABSENT) for event in events]
    item: Item = {
        "pk": f"{INTAKE}{intake}",
        "sk": EVENTS,
        "events": list(events),
        "createdAt": clock.timestamp(clock.now()),
        "expiresAt": int(time.time()) + KEPT_SECONDS,
    }
    try:
        table.transact([*claims, Put(item, _ABSENT)])
    except TransactionFailed as failed:
        raise Repeated(frozenset(events[place]["eventId"] for place in failed.failures)) from None


def _claim(event_id: str, intake: str) -> Item:
    return {"pk": f"EVENT#{event_id}", "sk": "EVENT", "intake": intake}
