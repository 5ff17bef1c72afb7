"""Changes of an order that meet other changes of it."""

from collections.abc import Callable

from bodega import deadline
from bodega.items import Item
from bodega.orders.reading import any_order
from bodega.orders.stored import StoredOrder
from bodega.orders.writes import Changed


def changed_order(order: StoredOrder, change: Callable[[StoredOrder], Item]) -> StoredOrder:
    """Return the order with its head as `change` returns it.

    `change` takes the order, decides and writes. If another change was faster, the order is read again (1 Query) and
    `change` is called with it. So each decision holds for the order as it is when it is written, with its payments and
    refunds.

    Raises: NotFound if the order is gone, and what `change` raises.
    """
    while True:
        deadline.require_time()
        try:
            return order._replace(head=change(order))
        except Changed:
            order = any_order(order.head["id"])
