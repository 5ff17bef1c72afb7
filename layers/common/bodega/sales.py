"""Events of orders in the analytics table: claims, and the events of a request as one item, an intake.

An event has two claims: one on its id, and one on what it reports. The second one recognises an order that a till sends
again under another id.

The table's stream delivers the intake to the aggregator. The intake expires. The claims do not, so no event is ever
stored twice.
"""

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bodega import clock
from bodega.dynamodb import Item, Key, Put, Table, TableWrite, TransactionFailed
from bodega.ids import new_id

table = Table("ANALYTICS_TABLE")

INTAKE = "INTAKE#"
"""Starts the partition key of an intake: the events that were sent in one request."""
EVENTS = "EVENTS"
"""The sort key of an intake's events."""

PLACED = "order.placed"
REFUNDED = "order.refunded"

LIFETIME_SECONDS = 400 * 24 * 60 * 60  # of an intake: a year, and time for a recount

_ABSENT = "attribute_not_exists(#pk)"
_EVENT = "event/"
_ORDER = "order/"
_INTAKE = "intake"
WRITES = (_EVENT, _ORDER, _INTAKE)
"""Starts the names of the writes that `record` returns."""


def order_placed(order_id: str, occurred_at: str, lines: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the event of an order of this shop in the stored form.

    `lines` have `productId`, `name`, `quantity` and `net`, in minor units.
    """
    return _own_event(f"{order_id}:placed", PLACED, order_id, occurred_at, lines)


def order_canceled(order_id: str, occurred_at: str, lines: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the event that takes an order out of the reports again, in the stored form."""
    return _own_event(f"{order_id}:canceled", REFUNDED, order_id, occurred_at, lines)


def order_refunded(
    order_id: str, refund_id: str, occurred_at: str, lines: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the event of a refund of an order of this shop in the stored form. `lines`: what it takes from each."""
    event = _own_event(f"{order_id}:refunded:{refund_id}", REFUNDED, order_id, occurred_at, lines)
    return {**event, "refundId": refund_id}


def record(events: Sequence[Mapping[str, Any]]) -> dict[str, TableWrite]:
    """Return the named writes of events in the stored form, for a transaction.

    Two claims for each event, and the intake: 4 WCU per event, and 2 per KB of all of them together. No two of the
    events may have the same id or the same `order_key`.
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
    writes: dict[str, TableWrite] = {}
    for event in events:
        event_id = event["eventId"]
        writes[f"{_EVENT}{event_id}"] = _claim(Key(f"EVENT#{event_id}", "EVENT"), intake)
        writes[f"{_ORDER}{event_id}"] = _claim(order_key(event), intake)
    return {**writes, _INTAKE: table.write(Put(item, _ABSENT))}


def known_events(failed: TransactionFailed) -> frozenset[str]:
    """Return the ids of the events that are in the table already, or whose orders are."""
    return frozenset(failed.group(_EVENT) + failed.group(_ORDER))


def order_key(event: Mapping[str, Any]) -> Key:
    """Return the key of the claim on the order, or the refund, that an event reports.

    Tills number their orders as they like, often from 1 each day. So the time and the total belong to the key. Refunds
    of this shop have an id.
    """
    if refund_id := event.get("refundId"):
        return Key(f"ORDER#{event['orderId']}", f"{event['type']}#{refund_id}")
    return Key(f"ORDER#{event['orderId']}", f"{event['type']}#{event['occurredAt']}#{event['total']}")


def _claim(key: Key, intake: str) -> TableWrite:
    return table.write(Put({"pk": key.pk, "sk": key.sk, "intake": intake}, _ABSENT))


def _own_event(
    event_id: str, kind: str, order_id: str, occurred_at: str, lines: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    items = [
        {**{name: line[name] for name in ("productId", "name", "quantity")}, "amount": line["net"]} for line in lines
    ]
    return {
        "eventId": event_id,
        "type": kind,
        "orderId": order_id,
        "occurredAt": occurred_at,
        "total": sum(item["amount"] for item in items),
        "items": items,
    }
