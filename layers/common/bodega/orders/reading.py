"""Which orders a caller may read: staff all of them, a guest or customer only their own."""

from bodega.errors import NotFound
from bodega.ids import is_id
from bodega.orders.stored import StoredOrder, read_order

NO_ORDER = "There is no order with this id."


def any_order(order_id: str) -> StoredOrder:
    """Return the order. Raises: NotFound."""
    order = read_order(order_id) if is_id(order_id, "ord") else None
    if order is None:
        raise NotFound(NO_ORDER)
    return order


def own_order(user_id: str, order_id: str) -> StoredOrder:
    """Return the caller's order. Raises: NotFound, also if it is another person's."""
    order = any_order(order_id)
    if order.head.get("customerId") != user_id:
        raise NotFound(NO_ORDER)
    return order
