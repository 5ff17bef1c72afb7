"""Changes of an order that meet other changes of it."""

from collections.abc import Callable

from bodega.errors import NotFound
from bodega.items import Item
from orders.life.store import Changed
from orders.reading import NO_ORDER
from orders.storage import StoredOrder


def changed_order(order: StoredOrder, change: Callable[[Item], Item]) -> StoredOrder:
    """Return the order with its head as `change` returns it.

    `change` takes the head, decides and writes. If another change was faster, it is called again with the head as that
    one left it. So each decision holds for the order as it is when it is written.

    Raises: NotFound if the order is gone, and what `change` raises.
    """
    head = order.head
    while True:
        try:
            return order._replace(head=change(head))
        except Changed as changed:
            if changed.head is None:
                raise NotFound(NO_ORDER) from None
            head = changed.head
