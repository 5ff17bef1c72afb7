"""Queries and writes as data.

Expressions are DynamoDB's own, with every attribute written as `#name` and every value as `:value`. The table of
names is made from the text, so no attribute can clash with one of DynamoDB's 600 reserved words. Every write has a
condition.
"""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from bodega.attributes import Key, to_attribute, to_attributes
from bodega.items import Item, Versions

ANY = "attribute_exists(#pk) OR attribute_not_exists(#pk)"
"""The condition of a write that does not depend on the item."""

_NAME = re.compile(r"#(\w+)")
_VERSION = re.compile(r"[1-9]\d{0,15}", re.ASCII)
_NO_VERSION = 0  # no item has it


@lru_cache(maxsize=256)
def _names(text: str) -> dict[str, str]:
    return {f"#{name}": name for name in _NAME.findall(text)}


def placeholders(text: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of a request that define the `#names` of `text` and the `:values`."""
    members: dict[str, Any] = {"ExpressionAttributeNames": _names(text)}
    if values:
        members["ExpressionAttributeValues"] = {f":{name}": to_attribute(value) for name, value in values.items()}
    return members


def at_one_of(versions: Versions) -> tuple[str, dict[str, Any]]:
    """Return the condition that an item exists at a version that `versions` allow, and its values."""
    excluded = _numbers(versions.excluded or ())
    if versions.excluded is None:
        wanted = {_NO_VERSION}
    elif versions.allowed is not None:
        wanted = _numbers(versions.allowed) - excluded or {_NO_VERSION}
    elif excluded:
        members, values = _members(excluded)
        return f"attribute_exists(#pk) AND NOT #version IN ({members})", values
    else:
        return "attribute_exists(#pk)", {}
    members, values = _members(wanted)
    return f"#version IN ({members})", values


def _numbers(versions: Collection[str]) -> set[int]:
    return {int(version) for version in versions if _VERSION.fullmatch(version)}


def _members(versions: set[int]) -> tuple[str, dict[str, int]]:
    values = {f"version_{version}": version for version in sorted(versions)}
    return ", ".join(f":{name}" for name in values), values


def _conditional(key: Key, condition: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "Key": key.attributes(),
        "ConditionExpression": condition,
        **placeholders(condition, values),
    }


class Put(NamedTuple):
    """Write a whole item; `item` includes its `pk` and `sk`."""

    item: Item
    condition: str
    values: Mapping[str, Any] = {}

    def members(self) -> dict[str, Any]:
        return {
            "Item": to_attributes(self.item),
            "ConditionExpression": self.condition,
            **placeholders(self.condition, self.values),
        }


class Update(NamedTuple):
    """Change attributes of an item.

    `set`: new values. `add`: what to add to counters and to sets. `delete`: what to delete from sets; a set without
    elements disappears. `remove`: names to remove.
    """

    key: Key
    condition: str
    set: Mapping[str, Any] = {}
    add: Mapping[str, int | frozenset[str]] = {}
    values: Mapping[str, Any] = {}
    remove: Collection[str] = ()
    delete: Mapping[str, frozenset[str]] = {}

    def members(self) -> dict[str, Any]:
        changes = []
        if self.set:
            changes.append("SET " + ", ".join(f"#{name} = :set_{name}" for name in self.set))
        if self.add:
            changes.append("ADD " + ", ".join(f"#{name} :add_{name}" for name in self.add))
        if self.delete:
            changes.append("DELETE " + ", ".join(f"#{name} :delete_{name}" for name in self.delete))
        if self.remove:
            changes.append("REMOVE " + ", ".join(f"#{name}" for name in self.remove))
        expression = " ".join(changes)
        values = {
            **self.values,
            **{f"set_{name}": value for name, value in self.set.items()},
            **{f"add_{name}": value for name, value in self.add.items()},
            **{f"delete_{name}": value for name, value in self.delete.items()},
        }
        return {
            "Key": self.key.attributes(),
            "UpdateExpression": expression,
            "ConditionExpression": self.condition,
            **placeholders(f"{expression} {self.condition}", values),
        }


class Delete(NamedTuple):
    """Delete an item."""

    key: Key
    condition: str
    values: Mapping[str, Any] = {}

    def members(self) -> dict[str, Any]:
        return _conditional(self.key, self.condition, self.values)


class Check(NamedTuple):
    """Write nothing, but let the transaction fail if the condition does not hold."""

    key: Key
    condition: str
    values: Mapping[str, Any] = {}

    def members(self) -> dict[str, Any]:
        return _conditional(self.key, self.condition, self.values)


Write = Put | Update | Delete | Check


class Query(NamedTuple):
    """Read the items of one partition, in the order of their sort key.

    `limit` counts the items that DynamoDB reads, before `filter` is applied. `fields` are the attributes to return
    (default: all).
    """

    condition: str
    values: Mapping[str, Any]
    index_name: str | None = None
    filter: str | None = None
    fields: tuple[str, ...] = ()
    limit: int | None = None
    start: Item | None = None
    consistent: bool = False
    descending: bool = False

    def members(self) -> dict[str, Any]:
        projection = ", ".join(f"#{name}" for name in self.fields)
        members: dict[str, Any] = {
            "KeyConditionExpression": self.condition,
            **placeholders(f"{self.condition} {self.filter or ''} {projection}", self.values),
        }
        if self.index_name:
            members["IndexName"] = self.index_name
        if self.filter:
            members["FilterExpression"] = self.filter
        if projection:
            members["ProjectionExpression"] = projection
        if self.limit:
            members["Limit"] = self.limit
        if self.start:
            members["ExclusiveStartKey"] = to_attributes(self.start)
        if self.consistent:
            members["ConsistentRead"] = True
        if self.descending:
            members["ScanIndexForward"] = False
        return members
