"""Tracking of an order by the token of its mail, without an account."""

import hashlib

from bodega.errors import OneTimeTokenInvalid
from bodega.orders.stored import StoredOrder, read_order
from orders.own import store

NO_LINK = "This link is not valid any more. Ask the staff about the order."


def track(token: str) -> StoredOrder:
    """Return the order that the token leads to.

    Raises: OneTimeTokenInvalid for a token that the shop did not issue, or that has expired.
    """
    order_id = store.read_tracked(hashlib.sha256(token.encode()).hexdigest())
    order = order_id and read_order(order_id)
    if not order:
        raise OneTimeTokenInvalid(NO_LINK)
    return order
