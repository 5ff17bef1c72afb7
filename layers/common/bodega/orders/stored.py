"""Reads of orders, and of the settings that decide about them."""

import time
from collections.abc import Sequence
from typing import NamedTuple

from bodega.dynamodb import Query
from bodega.items import Item
from bodega.orders.keys import HEAD, LINES, PAYMENT, PERSON, REFUND, order_partition, settings_key, table


class StoredOrder(NamedTuple):
    """All items of an order. `person` is None if the personal data has expired or was erased.

    `history`, `payments`, `refunds`: oldest first. `payments`: the attempts to pay by card.
    """

    head: Item
    lines: Item
    person: Item | None
    history: Sequence[Item]
    payments: Sequence[Item] = ()
    refunds: Sequence[Item] = ()

    @property
    def attempt(self) -> Item | None:
        """The last attempt to pay by card, None if there is none. Earlier ones are void."""
        return self.payments[-1] if self.payments else None


def read_order(order_id: str) -> StoredOrder | None:
    """Return the order, or None if there is none. 1 Query, consistent: 1 RCU per 4 KB."""
    query = Query("#pk = :pk", {"pk": order_partition(order_id)}, consistent=True)
    items = {item["sk"]: item for item in table.query_all(query)}
    head, lines, person = (items.pop(name, None) for name in (HEAD, LINES, PERSON))
    if head is None or lines is None:
        return None
    # DynamoDB can take days to delete an expired item.
    kept = person if person is not None and person["expiresAt"] > time.time() else None
    payments = [items.pop(name) for name in list(items) if name.startswith(PAYMENT)]
    refunds = [items.pop(name) for name in list(items) if name.startswith(REFUND)]
    return StoredOrder(
        head, lines, kept, list(items.values()), sorted(payments, key=lambda each: int(each["attempt"])), refunds
    )


def read_settings() -> Item | None:
    """Return the stored settings, or None if there are none. 1 GetItem, 0.5 RCU."""
    return table.get(settings_key())
