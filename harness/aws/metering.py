"""Capacity units of calls to DynamoDB as AWS counts them; DynamoDB Local counts too few.

Of writes that cost the same within a transaction it counts one, and not twice what each would cost by itself. A key
without an item costs nothing in its BatchGetItem and in an index; DynamoDB counts such a key as a small item.
"""

import math
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from harness.aws.dynamodb_proxy import Call
from harness.aws.tables import template

# Units per KB of an item that a transaction writes or checks.
TRANSACTIONAL_WRITE = 2
LEAST_READ = 0.5
_KILOBYTE = 1024

Row = Mapping[str, Any]
Key = tuple[str, str, str]
"""Table, partition key and sort key."""
Rows = Mapping[Key, Row]


class Index(NamedTuple):
    """An index: its keys, and the attributes of its entries (None: all)."""

    keys: tuple[str, str]
    attributes: frozenset[str] | None

    def entry(self, row: Row | None) -> Row | None:
        """Return the entry of an item, None if the index has none."""
        if row is None or not all(name in row for name in self.keys):
            return None
        return row if self.attributes is None else {name: row[name] for name in row if name in self.attributes}


@cache
def indexes() -> tuple[Index, ...]:
    """Return the indexes of all tables of the template. No two tables have an index with the same keys."""
    return tuple(
        _index(definition)
        for table in template().tables.values()
        for definition in table.definition.get("GlobalSecondaryIndexes", ())
    )


def _index(definition: Mapping[str, Any]) -> Index:
    first, second = (each["AttributeName"] for each in definition["KeySchema"])
    projection = definition["Projection"]
    if projection["ProjectionType"] == "ALL":
        return Index((first, second), None)
    return Index((first, second), frozenset({"pk", "sk", first, second, *projection.get("NonKeyAttributes", ())}))


def table_units(call: Call) -> float:
    """Return the units of the tables, if no item is larger than 1 KB except those that a transaction puts."""
    if call.operation == "TransactWriteItems":
        details = [next(iter(write.values())) for write in call.request["TransactItems"]]
        return TRANSACTIONAL_WRITE * sum(_kilobytes(each.get("Item")) for each in details)
    if call.operation == "BatchGetItem":
        return sum(len(asked["Keys"]) * _least(asked) for asked in call.request["RequestItems"].values())
    return call.capacity


def units(call: Call, before: Rows, after: Rows) -> tuple[float, float]:
    """Return the units of the tables and of their indexes. `before` and `after`: all items of these tables."""
    if call.operation == "BatchGetItem":
        return call.capacity + _misses(call, before), call.index_capacity
    if call.operation == "Query" and not call.capacity + call.index_capacity:
        # DynamoDB Local reports nothing for a Query that finds nothing.
        return (0, LEAST_READ) if "IndexName" in call.request else (_least(call.request), 0)
    if call.operation != "TransactWriteItems":
        return call.capacity, call.index_capacity
    keys = [_key(write) for write in call.request["TransactItems"]]
    tables = sum(TRANSACTIONAL_WRITE * _kilobytes(before.get(key), after.get(key)) for key in keys)
    return tables, sum(_index_units(before.get(key), after.get(key)) for key in keys)


def by_key(tables: Mapping[str, Iterable[Row]]) -> dict[Key, Row]:
    """Return the items of several tables, in DynamoDB's notation, by their keys."""
    return {(table, row["pk"]["S"], row["sk"]["S"]): row for table, rows in tables.items() for row in rows}


def size(row: Row) -> int:
    """Return the bytes of an item, as DynamoDB's documentation counts them."""
    return sum(len(name.encode()) + _size(value) for name, value in row.items())


def _size(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind in {"S", "SS"}:
        return sum(len(text.encode()) for text in ([content] if kind == "S" else content))
    if kind == "B":  # bytes, or their base64 as requests have it
        return len(content) if isinstance(content, bytes) else len(content) * 3 // 4
    if kind == "N":  # a byte for two digits, and one more
        return math.ceil(len(content.strip("-").replace(".", "")) / 2) + 1
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + _size(member) for name, member in content.items())
    if kind == "L":
        return 3 + sum(1 + _size(member) for member in content)
    assert kind in {"BOOL", "NULL"}, kind
    return 1


def _misses(call: Call, rows: Rows) -> float:
    """Return the units of the keys without an item."""
    found = 0.0
    for table, asked in call.request["RequestItems"].items():
        missing = sum((table, key["pk"]["S"], key["sk"]["S"]) not in rows for key in asked["Keys"])
        found += missing * _least(asked)
    return found


def _least(asked: Mapping[str, Any]) -> float:
    """Return the units of a key in a BatchGetItem: the least that it costs, with or without an item."""
    return LEAST_READ * (2 if asked.get("ConsistentRead") else 1)


def _key(write: Mapping[str, Any]) -> Key:
    ((_, request),) = write.items()
    key = request.get("Key") or request["Item"]
    return request["TableName"], key["pk"]["S"], key["sk"]["S"]


def _kilobytes(*rows: Row | None) -> int:
    """Return the size of the largest; an absent item counts as a small one."""
    return max([1, *(math.ceil(size(row) / _KILOBYTE) for row in rows if row)])


def _index_units(before: Row | None, after: Row | None) -> int:
    """Return the units of the index entries. A transaction does not double them; an entry that moves counts twice."""
    found = 0
    for index in indexes():
        entries = [entry for row in (before, after) if (entry := index.entry(row)) is not None]
        if not entries or (len(entries) == 2 and entries[0] == entries[1]):
            continue
        moved = len(entries) == 2 and any(entries[0][name] != entries[1][name] for name in index.keys)
        found += sum(_kilobytes(row) for row in entries) if moved else _kilobytes(*entries)
    return found
