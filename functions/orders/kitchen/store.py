"""What the staff's routes read: the queue, and the orders of a day."""

from itertools import islice

from bodega.dynamodb import Query
from bodega.items import Item, Page
from bodega.orders.keys import BY_DAY, HEAD, QUEUE, day_partition, order_partition, queue_partition, table

_MOST_TICKETS = 1_000
_MOST_QUERIES = 4  # of 1 MB each: Lambda's limit of a response is 6 MB
_READ_AT_ONCE = 100  # summaries, when a filter leaves some of them out


def read_queue() -> list[Item]:
    """Return the open orders by due time: up to 1,000, and up to 4 MB. 1 Query on `queue` per MB, 0.5 RCU per 4 KB.

    The tickets of large orders with long notes have 40 KB, so that 25 of them fill a Query.
    """
    query = Query("#queuePk = :pk", {"pk": queue_partition()}, index_name=QUEUE)
    found: list[Item] = []
    for _ in range(_MOST_QUERIES):
        result = table.query(query)
        found += result.items
        if result.last is None:
            break
        query = query._replace(start=result.last)
    return found[:_MOST_TICKETS]


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
