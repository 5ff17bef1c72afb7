"""The orders of a user: read for an export, and separated from the user by an erasure.

The index of a user's orders is eventually consistent. The records of the user's requests are read consistently, and
name the orders of the last 24 hours, which the index may lack. An account that is closed gets no new orders, because
the transaction that places one checks the account.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from bodega import deadline
from bodega.clock import now, timestamp
from bodega.dynamodb import ANY, Delete, Item, Key, Query, TransactionFailed, Update, Write
from bodega.orders.keys import (
    BY_CUSTOMER,
    HEAD,
    HISTORY,
    LINES,
    PAYMENT,
    PERSON,
    REFUND,
    REQUEST,
    customer_partition,
    head_key,
    order_partition,
    person_key,
    table,
    user_partition,
)

_FINAL = ("completed", "canceled")
_ENDED = (*_FINAL, "expired")
"""An expired order can be placed after all, if the payment provider reports late that the buyer has paid."""
_FORGOTTEN = timedelta(days=1)
"""How long after its due time an order that has not ended still counts as open."""
_INDEXES = ("day", "customer", "queue", "due")
_NOT_SHOWN = frozenset(
    # `token`: the seed of the tracking token, which is a secret. `track`: the digest of that token.
    {
        "pk",
        "sk",
        "writeMark",
        "customerId",
        "token",
        "track",
        *(f"{index}{key}" for index in _INDEXES for key in ("Pk", "Sk")),
    }
)
_PERSONAL = ("customerId", "customerPk", "customerSk", "callName")
_ORDERS_AT_ONCE = 50
"""With two writes for each order, as many as a transaction can have."""
_MOST_WRITES = 100


class Known(NamedTuple):
    """What is known of a user's orders. `statuses`: by the id of the order, None if the index has no entry yet.

    `own`: the items in the user's partition: records of requests, counts of mails, and the mark of an unpaid order.
    """

    statuses: dict[str, str | None]
    own: list[Item]


def find_orders(user_id: str) -> Known:
    """Return the ids of all orders of a user, and the items in the user's partition.

    2 Query per MB: the index with 0.5 RCU per 4 KB, the partition with 1.
    """
    listed = Query("#customerPk = :user", {"user": customer_partition(user_id)}, BY_CUSTOMER, fields=("id", "status"))
    statuses: dict[str, str | None] = {item["id"]: item["status"] for item in table.query_all(listed)}
    own = list(table.query_all(Query("#pk = :pk", {"pk": user_partition(user_id)}, consistent=True)))
    for order_id in filter(None, map(_order_of, own)):
        statuses.setdefault(order_id, None)
    return Known(statuses, own)


def has_open_orders(user_id: str) -> bool:
    """Return whether an order of the user has not ended. A completed or canceled order stays so, also in the index.

    An order that was due more than a day ago does not count: the staff forgot to end it.

    The calls of `find_orders`, and 1 BatchGetItem per 100 orders that may be open.
    """
    known = find_orders(user_id)
    candidates = [order_id for order_id, status in known.statuses.items() if status not in _FINAL]
    forgotten = timestamp(now() - _FORGOTTEN)
    heads = _own_heads(user_id, candidates)
    return any(head["status"] not in _ENDED and head["dueTo"] >= forgotten for head in heads)


def erase_orders(user_id: str) -> None:
    """Separate the orders from the user: delete personal data, remove the user's id.

    The order itself stays, without anything about the user, also if it is open. To be repeated after an interruption.

    The calls of `find_orders`; 1 BatchGetItem and 1 TransactWriteItems per 50 orders, 4 WCU per order and 2 for each
    index; 1 TransactWriteItems per 100 items in the user's partition.

    Raises: StorageUnavailable if there are more than one request can do.
    """
    known = find_orders(user_id)
    ids = list(known.statuses)
    for first in range(0, len(ids), _ORDERS_AT_ONCE):
        _separate(user_id, ids[first : first + _ORDERS_AT_ONCE])
    keys = [Key(item["pk"], item["sk"]) for item in known.own]
    for first in range(0, len(keys), _MOST_WRITES):
        deadline.require_time()
        table.transact({f"own/{key.sk}": Delete(key, ANY) for key in keys[first : first + _MOST_WRITES]})


def export_orders(user_id: str) -> tuple[list[dict[str, Any]], list[Item]]:
    """Return the user's orders, oldest first, and the records of the requests that placed them.

    Requests of staff for the orders of others are left out.

    The calls of `find_orders`, and 1 Query per order, 1 RCU per 4 KB.
    """
    known = find_orders(user_id)
    read = {order_id: _read_order(user_id, order_id) for order_id in sorted(known.statuses)}
    orders = {order_id: order for order_id, order in read.items() if order is not None}
    records = [item for item in known.own if item["sk"].startswith(REQUEST)]
    return list(orders.values()), [item for item in records if _order_of(item) in orders]


def _separate(user_id: str, order_ids: Sequence[str]) -> None:
    """Separate up to 50 orders from the user, all or none of them. Other requests may change them at the same time."""
    while True:
        deadline.require_time()
        writes: dict[str, Write] = {}
        for head in _own_heads(user_id, order_ids):
            ticket = [{name: value for name, value in line.items() if name != "note"} for line in head["ticket"]]
            writes[f"head/{head['id']}"] = Update(
                head_key(head["id"]),
                "#version = :version",
                set={"ticket": ticket},
                add={"version": 1},
                values={"version": head["version"]},
                remove=_PERSONAL,
            )
            writes[f"person/{head['id']}"] = Delete(person_key(head["id"]), ANY)
        try:
            return table.transact(writes) if writes else None
        except TransactionFailed:
            continue  # an order was changed after it was read


def _own_heads(user_id: str, order_ids: Sequence[str]) -> list[Item]:
    """Return the heads of those orders that belong to the user. An order at the counter belongs to nobody."""
    heads = table.batch_get([head_key(order_id) for order_id in order_ids], consistent=True) if order_ids else []
    return [head for head in heads if head.get("customerId") == user_id]


def _read_order(user_id: str, order_id: str) -> dict[str, Any] | None:
    """Return everything that is stored about an order of the user, or None if it is not the user's."""
    query = Query("#pk = :pk", {"pk": order_partition(order_id)}, consistent=True)
    items = {item["sk"]: item for item in table.query_all(query)}
    head = items.get(HEAD)
    if head is None or head.get("customerId") != user_id:
        return None
    return {
        "order": _shown(head),
        "lines": _shown(items[LINES]) if LINES in items else None,
        "person": _shown(items[PERSON]) if PERSON in items else None,
        **{
            name: [_shown(item) for sort_key, item in items.items() if sort_key.startswith(prefix)]
            for name, prefix in (("history", HISTORY), ("payments", PAYMENT), ("refunds", REFUND))
        },
    }


def _order_of(item: Item) -> str | None:
    """Return the id of the order that a record of a request is about. Other items have none."""
    found: str | None = item.get("orderId") or item.get("answer", {}).get("orderId")
    return found


def _shown(item: Item) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in _NOT_SHOWN}
