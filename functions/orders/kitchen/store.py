"""What the staff's routes read: the queue, and the orders of a day."""

from itertools import islice

from bodega.dynamodb import Query
from bodega.items import Item, Page
from bodega.orders.keys import BY_DAY, HEAD, QUEUE, day_partition, order_partition, queue_partition, table

_READ_AT_ONCE = 100  # summaries, when a filter leaves some of them out


def read_queue() -> list[Item]:
    """Return the open orders by due time: all that fit in 1 MB, about 1,000. 1 Query on `queue`, 0.5 RCU per 4 KB."""
    query = Query("#queuePk = :pk", {"pk": queue_partition()}, index_name=QUEUE)
    return table.query(query).items


def list_day(day: str, status: str | None, *, limit: int, after: str | None) -> Page:
    """Return up to `limit` orders of a business day, newest first, from the position `after` on.

    1 Query on `by-day`, 0.5 RCU per 4 KB. With a status, 1 for each 100 orders until the page is full.
    """
    pk = day_partition(day)
    start = after and {"dayPk": pk, "daySk": after, "pk": order_partition(after.rpartition("#")[2]), "sk": HEAD}
    query = Query(
        "#dayPk = :pk",
        {"pk": pk, **({"status": status} if status else {})},
        index_name=BY_DAY,
        filter="#status = :status" if status else None,
        limit=_READ_AT_ONCE if status else limit + 1,
        start=start or None,
        descending=True,
    )
    return Page.of(list(islice(table.query_all(query), limit + 1)), limit, "daySk")
