"""Changes of an order that meet other changes of it."""

from collections.abc import Callable

from bodega.errors import NotFound
from bodega.items import Item
from orders.life.store import Changed
from orders.reading import NO_ORDER
from orders.storage import StoredOrder


def changed_order(order: StoredOrder, change: Callable[[StoredOrder], Item]) -> StoredOrder:
    """Return the order with its head as `change` returns it.

    `change` takes the order, decides and writes. If another change was faster, it is called again with the order as
    that one left it. So each decision holds for the order as it is when it is written.

    Raises: NotFound if the order is gone, and what `change` raises.
    """
    while True:
        try:
            return order._replace(head=change(order))
        except Changed as changed:
            if changed.head is None:
                raise NotFound(NO_ORDER) from None
            order = _as_left(order, changed.head)


def _as_left(order: StoredOrder, head: Item) -> StoredOrder:
    """Return the order with another head. One that lost its customer was separated from the person by an erasure."""
    erased = "customerId" in order.head and "customerId" not in head
    return order._replace(head=head, person=None if erased else order.person)
