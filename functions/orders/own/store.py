"""What the routes of one's own orders read: a buyer's list, tracking tokens, and parts of the catalogue."""

import time
from collections.abc import Iterable

from bodega.dynamodb import Key, Query, Table
from bodega.items import Item, Page
from bodega.orders.keys import BY_CUSTOMER, HEAD, customer_partition, order_partition, table, track_key

_catalog = Table("CATALOG_TABLE")


def list_own(user_id: str, *, limit: int, after: str | None) -> Page:
    """Return up to `limit` orders of a buyer, newest first, from the position `after` on.

    1 Query on `by-customer`, 0.5 RCU per 4 KB. The index can be behind for a moment.
    """
    pk = customer_partition(user_id)
    start = None
    if after:
        order_key = {"pk": order_partition(after.rpartition("#")[2]), "sk": HEAD}
        start = {"customerPk": pk, "customerSk": after, **order_key}
    query = Query(
        "#customerPk = :pk",
        {"pk": pk},
        index_name=BY_CUSTOMER,
        limit=limit + 1,
        start=start,
        descending=True,
    )
    return Page.of(table.query(query).items, limit, "customerSk")


def read_tracked(digest: str) -> str | None:
    """Return the id of the order that a tracking token leads to, or None. 1 GetItem, 0.5 RCU."""
    item = table.get(track_key(digest))
    # DynamoDB can take days to delete an expired item.
    return str(item["orderId"]) if item is not None and item["expiresAt"] > time.time() else None


def read_catalogue(keys: Iterable[tuple[str, str]]) -> dict[str, Item]:
    """Return the items of the catalogue that still exist, by id. `keys`: the partition and the id of each.

    1 BatchGetItem per 100 items, 0.5 RCU per item of up to 4 KB.
    """
    return {item["id"]: item for item in _catalog.batch_get([Key(kind, item_id) for kind, item_id in keys])}
