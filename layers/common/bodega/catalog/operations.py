"""The rules of the catalogue: what an admin may do to a thing, and what the shop answers when not."""

from collections.abc import Callable, Mapping
from typing import Any

from bodega import deadline
from bodega.catalog.kinds import Kind
from bodega.catalog.store import (
    MOST_CHANGED_REFERENCES,
    CatalogStore,
    Listed,
    NameClaimed,
    Referred,
    Stale,
    UnknownReferences,
)
from bodega.dynamodb import ConditionFailed, Item
from bodega.errors import (
    FieldError,
    InUse,
    NameTaken,
    NotFound,
    StorageUnavailable,
    TooManyChanges,
    ValidationFailed,
    VersionConflict,
)
from bodega.idempotency import IdempotentRequest, Recorded
from bodega.ids import is_id, new_id
from bodega.merge_patch import patched

Versions = frozenset[int] | None
"""The versions that the caller's If-Match allows a change to build on; None: any."""


class Catalog:
    """One kind's operations. Items come back as the API shows them."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.store = CatalogStore(kind)

    def get(self, item_id: str) -> dict[str, Any]:
        """Raises: NotFound."""
        return self.kind.represent(self._found(self.store.get(self._known(item_id))))

    def list_by_name(
        self, *, limit: int, after: str | None, prefix: str | None = None, in_stock: bool | None = None
    ) -> Listed:
        listed = self.store.list_by_name(limit=limit, after=after, prefix=prefix, in_stock=in_stock)
        return Listed([self.kind.represent(item) for item in listed.items], listed.next_position)

    def create(self, fields: dict[str, Any], request: IdempotentRequest | None) -> tuple[dict[str, Any], bool]:
        """The new thing, and whether it is the replay of an earlier answer.

        Raises: NameTaken, ValidationFailed (unknown references), TooManyChanges, IdempotencyKeyReused.
        """
        self._limit_changes(len(self.kind.references(fields)))
        item_id = new_id(self.kind.prefix)
        try:
            return self.kind.represent(self.store.create(item_id, fields, request)), False
        except Recorded as recorded:
            if request is None:
                raise
            return self.kind.represent(request.replay(recorded.record)), True
        except (NameClaimed, UnknownReferences) as refused:
            raise self._explained(refused, fields) from None

    def replace(self, item_id: str, fields: dict[str, Any], versions: Versions) -> dict[str, Any]:
        """Raises: NotFound, VersionConflict, NameTaken, ValidationFailed, TooManyChanges."""
        try:
            return self.kind.represent(self.store.overwrite(self._known(item_id), fields, versions))
        except ConditionFailed as failed:
            return self._change(failed.item, versions, lambda _: fields)

    def patch(self, item_id: str, patch: dict[str, Any], versions: Versions) -> dict[str, Any]:
        """A JSON merge patch (RFC 7396); the result has to be as right as a whole new thing.

        Raises: what `replace` raises.
        """
        base = self.store.get(self._known(item_id), consistent=True)
        return self._change(base, versions, lambda current: self._patched(current, patch))

    def set_stock(self, item_id: str, stock: dict[str, Any], versions: Versions) -> dict[str, Any]:
        """Raises: NotFound, VersionConflict."""
        try:
            return self.kind.represent(self.store.set_fields(self._known(item_id), stock, versions))
        except ConditionFailed as failed:
            self._found(failed.item)
            raise self._conflict() from None

    def delete(self, item_id: str, versions: Versions) -> None:
        """Raises: NotFound, VersionConflict, InUse, TooManyChanges."""
        current = self.store.get(self._known(item_id), consistent=True)
        while deadline.remaining() > 0:
            item = self._at_version(current, versions)
            self._limit_changes(len(self.kind.references(item)))
            try:
                self.store.delete(item)
            except Stale as stale:
                current = stale.item
            except Referred as referred:
                detail = f"This {self.kind.singular} is still used by those in dependants; take it out there first."
                raise InUse(detail, self.store.dependants(referred.item)) from None
            else:
                return
        raise StorageUnavailable

    def _change(
        self, current: Item | None, versions: Versions, change: Callable[[Item], dict[str, Any]]
    ) -> dict[str, Any]:
        """Apply `change` to the item as it is now, again each time another writer comes between."""
        while deadline.remaining() > 0:
            item = self._at_version(current, versions)
            fields = change(item)
            before, after = set(self.kind.references(item)), set(self.kind.references({**item, **fields}))
            self._limit_changes(len(before ^ after))
            try:
                return self.kind.represent(self.store.rewrite(item, fields))
            except Stale as stale:
                current = stale.item
            except (NameClaimed, UnknownReferences) as refused:
                raise self._explained(refused, fields) from None
        raise StorageUnavailable

    def _patched(self, item: Item, patch: dict[str, Any]) -> dict[str, Any]:
        return patched(self.kind.fields, {name: item.get(name) for name in self.kind.field_names}, patch)

    def _known(self, item_id: str) -> str:
        """What cannot be an id names nothing: no need to ask the table."""
        if not is_id(item_id, self.kind.prefix):
            raise self._absent()
        return item_id

    def _found(self, item: Item | None) -> Item:
        if item is None:
            raise self._absent()
        return item

    def _at_version(self, item: Item | None, versions: Versions) -> Item:
        found = self._found(item)
        if versions is not None and found["version"] not in versions:
            raise self._conflict()
        return found

    def _absent(self) -> NotFound:
        return NotFound(f"There is no {self.kind.singular} with this id.")

    def _conflict(self) -> VersionConflict:
        return VersionConflict(
            f"The {self.kind.singular} has another version now. Read it again, then repeat the change."
        )

    def _explained(self, refused: NameClaimed | UnknownReferences, fields: Mapping[str, Any]) -> Exception:
        if isinstance(refused, NameClaimed):
            return NameTaken(f"Another {self.kind.singular} has this name; upper and lower case are the same.")
        if self.kind.holds is None:
            return refused
        positions = {target: position for position, target in enumerate(fields[self.kind.holds.field])}
        target = self.kind.holds.target.lower()
        return ValidationFailed(
            [
                FieldError(f"/{self.kind.holds.field}/{positions[unknown]}", f"names no {target}")
                for unknown in refused.ids
            ]
        )

    @staticmethod
    def _limit_changes(count: int) -> None:
        if count > MOST_CHANGED_REFERENCES:
            detail = f"One request adds or removes at most {MOST_CHANGED_REFERENCES} references, this one {count}."
            raise TooManyChanges(f"{detail} Do it in several.")
