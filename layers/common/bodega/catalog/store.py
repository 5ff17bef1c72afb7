"""Writes to the catalog table: items, name claims and reference counts.

A name claim makes a name unique without a race. `refs` counts the items that refer to an item. It changes in the same
transaction as the reference, so an item that is referred to cannot be deleted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from bodega import clock
from bodega.catalog.kinds import Kind
from bodega.catalog.name_keys import claim_of, name_key
from bodega.catalog.reads import CatalogReader, table
from bodega.dynamodb import (
    ConditionFailed,
    Delete,
    Item,
    Key,
    Put,
    Query,
    TransactionFailed,
    Update,
    Write,
    at_one_of,
)
from bodega.idempotency import IdempotentRequest, Replayed
from bodega.items import Stale, Versions

MAX_CHANGES = 100
"""Items that one transaction can change."""
MAX_CHANGED_REFERENCES = 90
"""References that one transaction can change, beside the item itself and its name claim."""
_MAX_DEPENDANTS = 100

_REFERENCE, _FORMER_REFERENCE = "reference/", "former reference/"


class Referred(Exception):
    """The item cannot be deleted because others refer to it."""

    def __init__(self, item: Item) -> None:
        super().__init__("other items refer to the item")
        self.item = item


class NameClaimed(Exception):
    """Another item of the kind has the name."""


class UnknownReferences(Exception):
    """The item refers to items that do not exist; `ids` are theirs."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__("some references name items that do not exist")
        self.ids = list(ids)


class CatalogStore(CatalogReader):
    """One kind's items in the catalog table. Attributes have the names that the API uses."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind.partition)
        self.kind = kind

    def request_key(self, request: IdempotentRequest) -> Key:
        return Key(f"{self.partition}#REQUEST#{request.scope}", "REQUEST")

    def create(self, item_id: str, fields: Mapping[str, Any], request: IdempotentRequest | None) -> Item:
        """Write a new item; 1 TransactWriteItems.

        2 WCU each for the item, its name claim, each item that it refers to, and the record of `request`.

        Raises: NameClaimed, UnknownReferences, Replayed.
        """
        now = clock.timestamp(clock.now())
        item: Item = {
            "pk": self.partition,
            "sk": item_id,
            "nameKey": name_key(fields["name"], item_id),
            "refs": 0,
            "id": item_id,
            **fields,
            "version": 1,
            "createdAt": now,
            "updatedAt": now,
        }
        writes: dict[str, Write | None] = {
            "item": Put(item, "attribute_not_exists(#pk)"),
            **self._count_references(_REFERENCE, self.kind.references(item), 1),
            "name claim": claim(item),
            "request": request.record(self.request_key(request), self.kind.represent(item)) if request else None,
        }
        try:
            table.transact(writes)
        except TransactionFailed as failed:
            # A repeated request also finds the name claimed, by the item that it created the first time.
            if record := failed.item("request"):
                raise Replayed(record) from None
            raise _reason(failed) from None
        return item

    def overwrite(self, item_id: str, fields: Mapping[str, Any], versions: Versions | None) -> Item:
        """Set the fields of an item whose name and references stay the same; 1 UpdateItem, 1 WCU per KB.

        Raises: Stale, also where the name or the references differ.
        """
        condition = "#nameKey = :nameKey"
        values: dict[str, Any] = {"nameKey": name_key(fields["name"], item_id)}
        if self.kind.holds:
            condition += f" AND #{self.kind.holds.field} = :references"
            values["references"] = fields[self.kind.holds.field]
        return self.set_fields(item_id, fields, versions, condition, values)

    def set_fields(
        self,
        item_id: str,
        fields: Mapping[str, Any],
        versions: Versions | None,
        condition: str = "attribute_exists(#pk)",
        values: Mapping[str, Any] | None = None,
    ) -> Item:
        """Set fields that touch no other item; 1 UpdateItem, 1 WCU per KB.

        Raises: Stale where the item is absent, at none of `versions`, or breaks `condition`.
        """
        values = dict(values or {})
        if versions is not None:
            allowed, numbers = at_one_of(versions)
            condition, values = f"{condition} AND {allowed}", values | numbers
        changes = {**fields, "updatedAt": clock.timestamp(clock.now())}
        try:
            return table.update(Update(self.key(item_id), condition, set=changes, add={"version": 1}, values=values))
        except ConditionFailed as failed:
            raise Stale(failed.item) from None

    def set_fields_of_many(self, changes: Iterable[tuple[Item, Mapping[str, Any]]]) -> list[Item]:
        """Set fields that touch no other item, of up to 100 items, all or none; 1 TransactWriteItems, 2 WCU per KB.

        Each item has to be at the version that was read. Returns the items as they are afterwards.

        Raises: Stale.
        """
        now = clock.timestamp(clock.now())
        dated = [(base, {**fields, "updatedAt": now}) for base, fields in changes]
        try:
            table.transact({f"item/{base['id']}": self._change_at_version(base, fields) for base, fields in dated})
        except TransactionFailed as failed:
            raise Stale(failed.item(next(iter(failed.names)))) from None
        return [{**base, **fields, "version": base["version"] + 1} for base, fields in dated]

    def rewrite(self, base: Item, fields: Mapping[str, Any]) -> Item:
        """Set the fields of `base`, and change its name claim and reference counts where needed.

        1 UpdateItem where they stay the same, else 1 TransactWriteItems.

        Raises: Stale, NameClaimed, UnknownReferences.
        """
        before, after = set(self.kind.references(base)), self.kind.references({**base, **fields})
        added = [target for target in after if target not in before]
        removed = sorted(before.difference(after))
        # The item keeps its name claim with its name, whatever the rule for claims was when it got the name.
        renamed = fields["name"] != base["name"]
        key = name_key(fields["name"], base["id"]) if renamed else base["nameKey"]
        moves = claim_of(key) != claim_of(base["nameKey"])
        if key == base["nameKey"] and not added and not removed:
            return self.set_fields(base["id"], fields, Versions.exactly(base["version"]))
        changes = {**fields, "nameKey": key, "updatedAt": clock.timestamp(clock.now())}
        writes: dict[str, Write | None] = {
            "item": self._change_at_version(base, changes),
            **self._count_references(_REFERENCE, added, 1),
            **self._count_references(_FORMER_REFERENCE, removed, -1),
            "name claim": claim({**base, **changes}) if moves else None,
            "former name claim": release(base) if moves else None,
        }
        try:
            table.transact(writes)
        except TransactionFailed as failed:
            if failed.broke("item"):
                raise Stale(failed.item("item")) from None
            raise _reason(failed) from None
        return {**base, **changes, "version": base["version"] + 1}

    def delete(self, base: Item) -> None:
        """Delete `base` and its name claim, and lower the counts of the items that it refers to.

        1 TransactWriteItems.

        Raises: Stale, Referred.
        """
        condition = "#version = :version AND #nameKey = :nameKey AND #refs = :none"
        values = {"version": base["version"], "nameKey": base["nameKey"], "none": 0}
        writes: dict[str, Write | None] = {
            "item": Delete(self.key(base["id"]), condition, values),
            "name claim": release(base),
            **self._count_references(_FORMER_REFERENCE, self.kind.references(base), -1),
        }
        try:
            table.transact(writes)
        except TransactionFailed as failed:
            if not failed.broke("item"):
                raise
            item = failed.item("item")
            if item is not None and item["refs"] and item["version"] == base["version"]:
                raise Referred(item) from None
            raise Stale(item) from None

    def dependants(self, item: Item) -> list[str]:
        """Return the ids of the items that refer to `item`, at most 100.

        Reads the kinds that can refer to it, until all are found: only for the answer to a refused deletion.
        """
        wanted = min(item["refs"], _MAX_DEPENDANTS)
        return list(islice((found["sk"] for found in self._dependants(item["id"])), wanted))

    def _dependants(self, item_id: str) -> Iterator[Item]:
        for reference in self.kind.held_by:
            yield from table.query_all(
                Query(
                    "#pk = :pk",
                    {"pk": reference.holder, "id": item_id},
                    filter=f"contains(#{reference.field}, :id)",
                    fields=("sk",),
                    consistent=True,
                )
            )

    def _change_at_version(self, base: Item, changes: Mapping[str, Any]) -> Update:
        """Return the change of an item on condition that no other change, and no migration of its key, came first."""
        values = {"version": base["version"], "nameKey": base["nameKey"]}
        condition = "#version = :version AND #nameKey = :nameKey"
        return Update(self.key(base["id"]), condition, set=changes, add={"version": 1}, values=values)

    def _count_references(self, group: str, targets: Iterable[str], change: int) -> dict[str, Write]:
        """Return writes that change the counts of `targets`, by the names `<group><target>`."""
        if self.kind.holds is None:
            return {}
        partition = self.kind.holds.target
        return {
            f"{group}{target}": Update(Key(partition, target), "attribute_exists(#pk)", add={"refs": change})
            for target in targets
        }


def claim(item: Item) -> Put:
    """Return the write that claims the name of an item with this `nameKey`."""
    key = _claim_key(item)
    return Put({"pk": key.pk, "sk": key.sk, "id": item["id"]}, "attribute_not_exists(#pk)")


def release(item: Item) -> Delete:
    """Return the write that gives up the item's name."""
    return Delete(_claim_key(item), "#id = :id", {"id": item["id"]})


def _claim_key(item: Item) -> Key:
    return Key(f"{item['pk']}#NAME", claim_of(item["nameKey"]))


def _reason(failed: TransactionFailed) -> Exception:
    """Return the error for a new or renamed item: an unknown reference or a claimed name."""
    if unknown := failed.group(_REFERENCE):
        return UnknownReferences(unknown)
    return NameClaimed() if failed.broke("name claim") else failed
