"""Stores the events of a request in the analytics table (`bodega.sales`)."""

from collections.abc import Mapping, Sequence
from typing import Any

from bodega import sales
from bodega.dynamodb import TransactionFailed, transact


class KnownEvents(Exception):
    """The events with these ids, or the orders that they report, are in the table already. Nothing was written."""

    def __init__(self, event_ids: frozenset[str]) -> None:
        super().__init__(f"{len(event_ids)} events are stored already")
        self.event_ids = event_ids


def add(events: Sequence[Mapping[str, Any]]) -> None:
    """Write the events, all or none; 1 TransactWriteItems: 4 WCU per event, and 2 per KB of all of them together.

    No two of them may have the same id or the same `sales.order_key`.

    Raises: KnownEvents.
    """
    try:
        transact(sales.record(events))
    except TransactionFailed as failed:
        known = sales.known_events(failed)
        raise (KnownEvents(known) if known else failed) from None
