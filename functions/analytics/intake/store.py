"""Events in the analytics table: claims, and the events of a request as one item, an intake.

An event has two claims: one on its id, and one on what it reports. The second one recognises an order that a till sends
again under another id.

The table's stream delivers the intake to the aggregator. The intake expires. The claims do not, so no event is ever
stored twice.
"""

import os
import time
from collections.abc import Mapping, Sequence
from typing import Any

from analytics.order_events import EVENTS, INTAKE
from bodega import clock
from bodega.dynamodb import Item, Key, Put, Table, TransactionFailed, Write
from bodega.ids import new_id

table = Table("ANALYTICS_TABLE")

LIFETIME_SECONDS = 400 * 24 * 60 * 60  # of an intake: a year, and time for a recount

_ABSENT = "attribute_not_exists(#pk)"
_EVENT = "event/"
_ORDER = "order/"


class KnownEvents(Exception):
    """The events with these ids, or the orders that they report, are in the table already. Nothing was written."""

    def __init__(self, event_ids: frozenset[str]) -> None:
        super().__init__(f"{len(event_ids)} events are stored already")
        self.event_ids = event_ids


def add(events: Sequence[Mapping[str, Any]]) -> None:
    """Write the events, all or none; 1 TransactWriteItems: 4 WCU per event, and 2 per KB of all of them together.

    No two of them may have the same id or the same `order_key`.

    Raises: KnownEvents.
    """
    intake = new_id("int")
    item: Item = {
        "pk": f"{INTAKE}{intake}",
        "sk": EVENTS,
        "events": list(events),
        "currency": os.environ["SHOP_CURRENCY"],
        "createdAt": clock.timestamp(clock.now()),
        "expiresAt": int(time.time()) + LIFETIME_SECONDS,
    }
    writes: dict[str, Write] = {}
    for event in events:
        event_id = event["eventId"]
        writes[f"{_EVENT}{event_id}"] = _claim(Key(f"EVENT#{event_id}", "EVENT"), intake)
        writes[f"{_ORDER}{event_id}"] = _claim(order_key(event), intake)
    try:
        table.transact({**writes, "intake": Put(item, _ABSENT)})
    except TransactionFailed as failed:
        known = frozenset(failed.group(_EVENT) + failed.group(_ORDER))
        raise (KnownEvents(known) if known else failed) from None


def order_key(event: Mapping[str, Any]) -> Key:
    """Return the key of the claim on the order, or the refund, that an event reports.

    Tills number their orders as they like, often from 1 each day. So the time and the total belong to the key.
    """
    return Key(f"ORDER#{event['orderId']}", f"{event['type']}#{event['occurredAt']}#{event['total']}")


def _claim(key: Key, intake: str) -> Put:
    return Put({"pk": key.pk, "sk": key.sk, "intake": intake}, _ABSENT)
