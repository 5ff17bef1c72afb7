"""Items of whole tables in DynamoDB's notation: read, and written in batches."""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from bodega.attributes import Key

Row = dict[str, Any]
_Element = TypeVar("_Element")

_MOST_KEYS = 100
_MOST_WRITES = 25
_PAUSE = 0.2  # seconds, before DynamoDB is asked again for what it had no capacity for


def key_of(row: Row) -> Key:
    return Key(row["pk"]["S"], row["sk"]["S"])


def scan(client: Any, table: str) -> Iterator[Row]:
    """Yield all items of a table. 1 RCU per 4 KB."""
    for page in client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        yield from page["Items"]


def read(client: Any, table: str, keys: Iterable[Key]) -> Iterator[Row]:
    """Yield the items with these keys, in no order. 1 RCU per 4 KB and item."""
    for some in _batches(keys, _MOST_KEYS):
        waiting: Sequence[Any] = [key.attributes() for key in some]
        while waiting:
            answer = client.batch_get_item(RequestItems={table: {"Keys": waiting, "ConsistentRead": True}})
            yield from answer["Responses"].get(table, ())
            waiting = answer["UnprocessedKeys"].get(table, {}).get("Keys", [])
            if waiting:
                time.sleep(_PAUSE)


def put(client: Any, table: str, rows: Iterable[Row]) -> Iterator[int]:
    """Write whole items, without conditions; yield the size of each batch. 1 WCU per KB."""
    return _write(client, table, ({"PutRequest": {"Item": row}} for row in rows))


def delete(client: Any, table: str, keys: Iterable[Key]) -> Iterator[int]:
    """Delete items, without conditions; yield the size of each batch. 1 WCU per KB."""
    return _write(client, table, ({"DeleteRequest": {"Key": key.attributes()}} for key in keys))


def as_text(row: Row) -> str:
    """Return the item as text that is equal for equal items."""
    return json.dumps({name: _ordered(value) for name, value in row.items()}, sort_keys=True, default=bytes.hex)


def _ordered(attribute: dict[str, Any]) -> dict[str, Any]:
    """Return the attribute with the elements of a set in order."""
    ((kind, value),) = attribute.items()
    return {kind: sorted(value)} if kind == "SS" else attribute


def _write(client: Any, table: str, requests: Iterable[Any]) -> Iterator[int]:
    for some in _batches(requests, _MOST_WRITES):
        waiting: Sequence[Any] = some
        while waiting:
            waiting = client.batch_write_item(RequestItems={table: list(waiting)})["UnprocessedItems"].get(table, [])
            if waiting:
                time.sleep(_PAUSE)
        yield len(some)


def _batches(elements: Iterable[_Element], most: int) -> Iterator[list[_Element]]:
    remaining = iter(elements)
    while batch := list(islice(remaining, most)):
        yield batch
