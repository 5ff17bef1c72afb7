"""Reads of orders that several concerns share."""

import time
from collections.abc import Sequence
from typing import NamedTuple

from bodega.dynamodb import Query
from bodega.items import Item
from bodega.orders.keys import HEAD, LINES, PERSON, order_partition, settings_key, table


class StoredOrder(NamedTuple):
    """All items of an order. `person` is None if the personal data has expired or was erased.

    `history`: oldest first.
    """

    head: Item
    lines: Item
    person: Item | None
    history: Sequence[Item]


def read_order(order_id: str) -> StoredOrder | None:
    """Return the order, or None if there is none. 1 Query, consistent: 1 RCU per 4 KB."""
    query = Query("#pk = :pk", {"pk": order_partition(order_id)}, consistent=True)
    items = {item["sk"]: item for item in table.query_all(query)}
    head, lines, person = (items.pop(name, None) for name in (HEAD, LINES, PERSON))
    if head is None or lines is None:
        return None
    # DynamoDB can take days to delete an expired item.
    kept = person if person is not None and person["expiresAt"] > time.time() else None
    return StoredOrder(head, lines, kept, list(items.values()))


def read_settings() -> Item | None:
    """Return the stored settings, or None if there are none. 1 GetItem, 0.5 RCU."""
    return table.get(settings_key())
