"""The catalog table's keys and expressions: items, name claims and reference counts.

A name claim makes a name unique without a race. `refs` of an item counts who refers to it, and is
changed in the same transaction as the reference: nothing that is referred to can be deleted.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bodega import clock
from bodega.catalog.kinds import SORT_NAME_END, Kind
from bodega.dynamodb import (
    ConditionFailed,
    Delete,
    Item,
    Key,
    Put,
    Query,
    Table,
    TransactionFailed,
    Update,
    Write,
    at_one_of,
)
from bodega.idempotency import IdempotentRequest, Recorded
from bodega.text import sort_name

BY_NAME = "by-name"
MOST_CHANGED_REFERENCES = 90  # of the 100 writes that a transaction holds
_MOST_DEPENDANTS = 100
_MOST_QUERIES_PER_PAGE = 10
_FILTERED_READ = 200  # items read at a time where a filter drops some

table = Table("CATALOG_TABLE")


class Stale(Exception):
    """The item was changed or deleted (None) after it was read."""

    def __init__(self, item: Item | None) -> None:
        super().__init__("the item is not as it was read")
        self.item = item


class Referred(Exception):
    """The item cannot go: it is still referred to."""

    def __init__(self, item: Item) -> None:
        super().__init__("the item is still referred to")
        self.item = item


class NameClaimed(Exception):
    """Another item of the kind has the name."""


class UnknownReferences(Exception):
    """Ids that were to be referred to and do not exist."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__("referred to what does not exist")
        self.ids = list(ids)


class Listed(NamedTuple):
    """`next_position`: the sort key after which the list goes on, None at its end."""

    items: list[Item]
    next_position: str | None


class CatalogStore:
    """One kind's items in the catalog table. Attributes have the names of the wire."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def key(self, item_id: str) -> Key:
        return Key(self.kind.partition, item_id)

    def get(self, item_id: str, *, consistent: bool = False) -> Item | None:
        return table.get(self.key(item_id), consistent=consistent)

    def list_by_name(
        self, *, limit: int, after: str | None, prefix: str | None = None, in_stock: bool | None = None
    ) -> Listed:
        """Up to `limit` items by name; fewer with a next position where a filter drops nearly all."""
        query = Query("#pk = :pk", {"pk": self.kind.partition}, index_name=BY_NAME, limit=limit + 1)
        if prefix:
            condition = "#pk = :pk AND begins_with(#nameKey, :prefix)"
            query = query._replace(condition=condition, values={**query.values, "prefix": sort_name(prefix)})
        if in_stock is not None:
            values = {**query.values, "inStock": in_stock}
            query = query._replace(filter="#inStock = :inStock", values=values, limit=max(_FILTERED_READ, limit + 1))
        if after:
            item_id = after.rpartition(SORT_NAME_END)[2]
            query = query._replace(start={"pk": self.kind.partition, "sk": item_id, "nameKey": after})
        found: list[Item] = []
        for _ in range(_MOST_QUERIES_PER_PAGE):
            page = table.query(query)
            found += page.items
            if len(found) > limit:
                return Listed(found[:limit], found[limit - 1]["nameKey"])
            if page.last is None:
                return Listed(found, None)
            query = query._replace(start=page.last)
        return Listed(found, page.last["nameKey"] if page.last else None)

    def create(self, item_id: str, fields: Mapping[str, Any], request: IdempotentRequest | None) -> Item:
        """2 WCU per item touched: the item, its claim, what it refers to, the idempotency record.

        Raises: NameClaimed, UnknownReferences, Recorded.
        """
        now = clock.timestamp(clock.now())
        item: Item = {
            "pk": self.kind.partition,
            "sk": item_id,
            "nameKey": self._name_key(fields["name"], item_id),
            "refs": 0,
            "id": item_id,
            **fields,
            "version": 1,
            "createdAt": now,
            "updatedAt": now,
        }
        referred = self.kind.references(item)
        writes: list[Write] = [Put(item, "attribute_not_exists(#pk)")]
        writes += [self._count_reference(target, 1) for target in referred]
        writes.append(self._claim(fields["name"], item_id))
        if request:
            writes.append(request.record(self.kind.represent(item)))
        try:
            table.transact(writes)
        except TransactionFailed as failed:
            # A request that was answered before also finds its name claimed: by itself.
            if request and (earlier := failed.failures.get(len(writes) - 1)):
                raise Recorded(earlier) from None
            raise self._refusal(failed, referred) from None
        return item

    def overwrite(self, item_id: str, fields: Mapping[str, Any], versions: frozenset[int] | None) -> Item:
        """Set the fields of an item whose name and references stay as they are; 1 WCU.

        Raises: ConditionFailed, also where name or references differ; its item is what stands.
        """
        condition = "attribute_exists(#pk) AND #nameKey = :nameKey"
        values: dict[str, Any] = {"nameKey": self._name_key(fields["name"], item_id)}
        if self.kind.holds:
            condition += f" AND #{self.kind.holds.field} = :references"
            values["references"] = fields[self.kind.holds.field]
        return self.set_fields(item_id, fields, versions, condition, values)

    def set_fields(
        self,
        item_id: str,
        fields: Mapping[str, Any],
        versions: frozenset[int] | None,
        condition: str = "attribute_exists(#pk)",
        values: Mapping[str, Any] | None = None,
    ) -> Item:
        """Set fields that touch no other item; 1 WCU.

        Raises: ConditionFailed where the item is absent or at none of `versions`.
        """
        values = dict(values or {})
        if versions is not None:
            allowed, numbers = at_one_of(versions)
            condition, values = f"{condition} AND {allowed}", values | numbers
        changes = {**fields, "updatedAt": clock.timestamp(clock.now())}
        return table.update(Update(self.key(item_id), condition, set=changes, add={"version": 1}, values=values))

    def rewrite(self, base: Item, fields: Mapping[str, Any]) -> Item:
        """Set the fields of `base`, with its name claim and reference counts where those change.

        Raises: Stale, NameClaimed, UnknownReferences.
        """
        before, after = set(self.kind.references(base)), self.kind.references({**base, **fields})
        added = [target for target in after if target not in before]
        removed = sorted(before.difference(after))
        name_key = self._name_key(fields["name"], base["id"])
        if name_key == base["nameKey"] and not added and not removed:
            try:
                return self.set_fields(base["id"], fields, frozenset({base["version"]}))
            except ConditionFailed as failed:
                raise Stale(failed.item) from None
        changes = {**fields, "nameKey": name_key, "updatedAt": clock.timestamp(clock.now())}
        writes: list[Write] = [self._change_at_version(base, changes)]
        writes += [self._count_reference(target, 1) for target in added]
        writes += [self._count_reference(target, -1) for target in removed]
        if name_key != base["nameKey"]:
            writes += [self._claim(fields["name"], base["id"]), self._release(base)]
        try:
            table.transact(writes)
        except TransactionFailed as failed:
            if 0 in failed.failures:
                raise Stale(failed.failures[0]) from None
            raise self._refusal(failed, added) from None
        return {**base, **changes, "version": base["version"] + 1}

    def delete(self, base: Item) -> None:
        """Delete `base`, its name claim, and its references from the counts of what it refers to.

        Raises: Stale, Referred.
        """
        condition = "#version = :version AND #refs = :none"
        writes: list[Write] = [
            Delete(self.key(base["id"]), condition, {"version": base["version"], "none": 0}),
            self._release(base),
            *[self._count_reference(target, -1) for target in self.kind.references(base)],
        ]
        try:
            table.transact(writes)
        except TransactionFailed as failed:
            if 0 not in failed.failures:
                raise
            item = failed.failures[0]
            if item is not None and item["refs"] and item["version"] == base["version"]:
                raise Referred(item) from None
            raise Stale(item) from None

    def dependants(self, item: Item) -> list[str]:
        """Ids of those who refer to `item`, the first hundred; read only to explain a refusal."""
        held_by = self.kind.held_by
        if held_by is None:
            return []
        query = Query(
            "#pk = :pk",
            {"pk": held_by.holder, "id": item["id"]},
            filter=f"contains(#{held_by.field}, :id)",
            fields=("sk",),
            consistent=True,
        )
        found: list[str] = []
        for dependant in table.query_all(query):
            found.append(dependant["sk"])
            if len(found) == min(item["refs"], _MOST_DEPENDANTS):
                break
        return found

    @staticmethod
    def _name_key(name: str, item_id: str) -> str:
        return f"{sort_name(name)}{SORT_NAME_END}{item_id}"

    def _claim_key(self, name: str) -> Key:
        return Key(f"{self.kind.partition}#NAME", sort_name(name))

    def _claim(self, name: str, item_id: str) -> Put:
        key = self._claim_key(name)
        return Put({"pk": key.pk, "sk": key.sk, "id": item_id}, "attribute_not_exists(#pk)")

    def _release(self, item: Item) -> Delete:
        return Delete(self._claim_key(item["name"]), "#id = :id", {"id": item["id"]})

    def _change_at_version(self, base: Item, changes: Mapping[str, Any]) -> Update:
        values = {"version": base["version"]}
        return Update(self.key(base["id"]), "#version = :version", set=changes, add={"version": 1}, values=values)

    def _count_reference(self, target_id: str, change: int) -> Update:
        if self.kind.holds is None:
            raise TypeError(f"a {self.kind.singular} refers to nothing")
        return Update(Key(self.kind.holds.target, target_id), "attribute_exists(#pk)", add={"refs": change})

    @staticmethod
    def _refusal(failed: TransactionFailed, referred: Sequence[str]) -> Exception:
        """Why a write failed whose first part held: the counts of `referred` come next, then the name claim."""
        unknown = [target for position, target in enumerate(referred, 1) if position in failed.failures]
        return UnknownReferences(unknown) if unknown else NameClaimed()
