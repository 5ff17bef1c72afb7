"""A buyer's own orders."""

from bodega.items import Page
from bodega.orders.documents import summary_document
from bodega.orders.reading import own_order
from bodega.orders.stored import StoredOrder
from bodega.orders.transitions import UNFINISHED
from orders.own import store

POLL_OPEN = 5
"""Seconds until the buyer's page asks again while the order can change."""
POLL_ENDED = 60


def list_orders(user_id: str, *, limit: int, after: str | None) -> Page:
    """Return a page of the buyer's orders, newest first, as the API shows them."""
    return store.list_own(user_id, limit=limit, after=after).map(summary_document)


def read_own(user_id: str, order_id: str) -> tuple[StoredOrder, int]:
    """Return the buyer's order, and after how many seconds to ask again.

    Raises: NotFound.
    """
    order = own_order(user_id, order_id)
    return order, poll_after(order)


def poll_after(order: StoredOrder) -> int:
    """Return after how many seconds a page that shows the order asks again."""
    return POLL_OPEN if order.head["status"] in UNFINISHED else POLL_ENDED
