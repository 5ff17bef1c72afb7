"""Reads of the orders that nobody accepted in time, and of recorded payments."""

from collections.abc import Iterator

from bodega.dynamodb import Query
from bodega.idempotency import is_live
from bodega.items import Item
from bodega.orders.changes import Receipt
from bodega.orders.keys import DUE, due_partition, order_id_of, request_key, table


def overdue(now: str) -> Iterator[str]:
    """Yield the ids of the orders that had to be accepted before `now`, the oldest first.

    1 Query on `due`, 0.5 RCU per 4 KB: about 25 orders.
    """
    query = Query("#duePk = :due AND #dueSk < :now", {"due": due_partition(), "now": now}, index_name=DUE)
    for item in table.query_all(query):
        yield order_id_of(item["pk"])


def read_receipt(receipt: Receipt) -> Item | None:
    """Return the record of a request that was answered in the last 24 hours, or None. 1 GetItem, 1 RCU."""
    record = table.get(request_key(receipt.user_id, receipt.request.scope), consistent=True)
    return record if record is not None and is_live(record) else None
