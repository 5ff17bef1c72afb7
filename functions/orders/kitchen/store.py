"""What the staff's routes read: the queue, and the orders of a day."""

from collections.abc import Iterator, Sequence
from itertools import islice

import orjson

from bodega.dynamodb import Query
from bodega.items import Item, Page
from bodega.orders.keys import BY_DAY, HEAD, QUEUE, day_partition, order_partition, queue_partition, table

_MORE_QUERIES = 3  # after the first one, whose 1 MB always fits
_MOST_BYTES = 5_000_000  # of the tickets in a response, which may have 6 MB
_AMOUNTS = 1_500  # bytes; a ticket names the currency with each amount, and its item does not
_READ_AT_ONCE = 100  # summaries, when a filter leaves some of them out


def read_queue() -> list[Item]:
    """Return the open orders by due time: all that fit in a response. 1 Query on `queue` per MB, 0.5 RCU per 4 KB.

    A Query has about 1,000 orders, but only 25 large ones with long notes.
    """
    query = Query("#queuePk = :pk", {"pk": queue_partition()}, index_name=QUEUE)
    found, last = table.query(query)
    if last is None:
        return found
    for _ in range(_MORE_QUERIES):
        items, last = table.query(query._replace(start=last))
        found += items
        if last is None:
            break
    return list(_fitting(found))


def _fitting(heads: Sequence[Item]) -> Iterator[Item]:
    left = _MOST_BYTES
    for head in heads:
        # The body is a text in Lambda's JSON, so what is escaped in it is escaped twice.
        left -= len(orjson.dumps(orjson.dumps(head).decode())) + _AMOUNTS
        if left < 0:
            return
        yield head


def list_day(day: str, status: str | None, *, limit: int, after: str | None) -> Page:
    """Return up to `limit` orders of a business day, newest first, from the position `after` on.

    1 Query on `by-day`, 0.5 RCU per 4 KB. With a status, 1 for each 100 orders until the page is full.
    """
    pk = day_partition(day)
    start = None
    if after:
        start = {"dayPk": pk, "daySk": after, "pk": order_partition(after.rpartition("#")[2]), "sk": HEAD}
    query = Query(
        "#dayPk = :pk",
        {"pk": pk, **({"status": status} if status else {})},
        index_name=BY_DAY,
        filter="#status = :status" if status else None,
        limit=_READ_AT_ONCE if status else limit + 1,
        start=start,
        descending=True,
    )
    return Page.of(list(islice(table.query_all(query), limit + 1)), limit, "daySk")
