"""What calls to DynamoDB cost in truth, where DynamoDB Local counts too little.

Of writes that cost the same within a transaction it counts one, and not twice what each would cost by itself. What is
not there it counts as nothing in a BatchGetItem and in an index, where DynamoDB counts it as a small item.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from harness.aws.dynamodb_proxy import Call

# Units per KB of an item that a transaction writes, or looks at.
TRANSACTIONAL_WRITE = 2
LEAST_READ = 0.5
_KILOBYTE = 1024

Row = Mapping[str, Any]
Key = tuple[str, str]
Rows = Mapping[Key, Row]

INDEX_KEYS = (("pk", "nameKey"), ("listPk", "listSk"))
"""Of the tables' indexes, which hold all of an item that has these attributes."""


def table_units(call: Call) -> float:
    """Units of the table, where all items are of up to 1 KB each."""
    if call.operation == "TransactWriteItems":
        return TRANSACTIONAL_WRITE * len(call.request["TransactItems"])
    if call.operation == "BatchGetItem":
        return sum(len(asked["Keys"]) * _least(asked) for asked in call.request["RequestItems"].values())
    return call.capacity


def units(call: Call, before: Rows, after: Rows) -> tuple[float, float]:
    """Units of the table and of its indexes; `before` and `after` have all items as they stood."""
    if call.operation == "BatchGetItem":
        return call.capacity + _misses(call, before), call.index_capacity
    if call.operation == "Query" and not call.capacity + call.index_capacity:
        assert "IndexName" in call.request
        return 0, LEAST_READ
    if call.operation != "TransactWriteItems":
        return call.capacity, call.index_capacity
    keys = [_key(write) for write in call.request["TransactItems"]]
    table = sum(TRANSACTIONAL_WRITE * _kilobytes(before.get(key), after.get(key)) for key in keys)
    return table, sum(_index_units(before.get(key), after.get(key)) for key in keys)


def by_key(rows: Iterable[Row]) -> dict[Key, Row]:
    """Items as DynamoDB has them, by partition and sort key."""
    return {(row["pk"]["S"], row["sk"]["S"]): row for row in rows}


def size(row: Row) -> int:
    """Bytes of an item, as DynamoDB's documentation counts them."""
    return sum(len(name.encode()) + _size(value) for name, value in row.items())


def _size(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "N":  # a byte for two digits, and one more
        return math.ceil(len(content.strip("-").replace(".", "")) / 2) + 1
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + _size(member) for name, member in content.items())
    if kind == "L":
        return 3 + sum(1 + _size(member) for member in content)
    assert kind in {"BOOL", "NULL"}, kind
    return 1


def _misses(call: Call, rows: Rows) -> float:
    """Units for keys that nothing is at."""
    found = 0.0
    for asked in call.request["RequestItems"].values():
        missing = sum((key["pk"]["S"], key["sk"]["S"]) not in rows for key in asked["Keys"])
        found += missing * _least(asked)
    return found


def _least(asked: Mapping[str, Any]) -> float:
    """Units for a key that a BatchGetItem asks for, whether anything is there or not."""
    return LEAST_READ * (2 if asked.get("ConsistentRead") else 1)


def _key(write: Mapping[str, Any]) -> Key:
    ((_, request),) = write.items()
    key = request.get("Key") or request["Item"]
    return key["pk"]["S"], key["sk"]["S"]


def _kilobytes(*rows: Row | None) -> int:
    """Of the largest; an item that is not there counts as a small one."""
    return max([1, *(math.ceil(size(row) / _KILOBYTE) for row in rows if row)])


def _index_units(before: Row | None, after: Row | None) -> int:
    """An entry is written once, also by a transaction; one that moves is taken out and put in."""
    found = 0
    for names in INDEX_KEYS:
        entries = [row for row in (before, after) if row and all(name in row for name in names)]
        if not entries or before == after:
            continue
        moved = len(entries) == 2 and any(entries[0][name] != entries[1][name] for name in names)
        found += sum(_kilobytes(row) for row in entries) if moved else _kilobytes(*entries)
    return found
