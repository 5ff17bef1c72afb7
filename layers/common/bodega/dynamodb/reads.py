"""Reads of single items of several tables in one call."""

from collections.abc import Mapping, Sequence
from typing import Any

from bodega.attributes import Key, from_attributes
from bodega.dynamodb.calls import call, pause
from bodega.items import Item

_MAX_KEYS = 100
_MOST_GROWTH = 3  # of the pauses: each answer has at least one key more, so a read comes to its end


def batch_get(keys: Mapping[str, Sequence[Key]], *, consistent: bool = False) -> dict[str, list[Item]]:
    """Return the items that exist, by the names of their tables, in no order; 1 BatchGetItem per 100 keys.

    `keys` maps names of tables to keys, of which no two may be equal. 0.5 RCU per item of up to 4 KB, 1 when
    consistent.
    """
    items: dict[str, list[Item]] = {name: [] for name in keys}
    waiting = [(name, key.attributes()) for name in keys for key in keys[name]]
    retries = 0
    while waiting:
        asked, waiting = waiting[:_MAX_KEYS], waiting[_MAX_KEYS:]
        requests: dict[str, Any] = {}
        for name, key in asked:
            requests.setdefault(name, {"Keys": [], "ConsistentRead": consistent})["Keys"].append(key)
        answer = call("BatchGetItem", {"RequestItems": requests})
        for name, found in answer["Responses"].items():
            items[name] += [from_attributes(item) for item in found]
        # DynamoDB returns the keys that it had no capacity for.
        left = [(name, key) for name, rest in answer.get("UnprocessedKeys", {}).items() for key in rest["Keys"]]
        if left:
            pause(retries)
            retries = min(retries + 1, _MOST_GROWTH)
        waiting += left
    return items
