"""The rules of the catalogue: what an admin can do with an item, and the errors when a rule is broken."""

from collections.abc import Callable, Mapping
from typing import Any

from bodega import deadline
from bodega.catalog.kinds import Kind
from bodega.catalog.name_keys import NamePrefix
from bodega.catalog.store import MAX_CHANGED_REFERENCES, CatalogStore, NameClaimed, Referred, UnknownReferences
from bodega.errors import (
    FieldError,
    InUse,
    InvalidCursor,
    NameTaken,
    NotFound,
    TooManyChanges,
    ValidationFailed,
)
from bodega.idempotency import IdempotentRequest, Replayed
from bodega.ids import is_id, new_id
from bodega.items import Item, Page, Stale, Versions, check_version, version_conflict


class Catalog:
    """The operations on one kind. They return items as the API shows them."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.store = CatalogStore(kind)

    def get(self, item_id: str) -> dict[str, Any]:
        """Return the item; 1 GetItem.

        Raises: NotFound.
        """
        return self.kind.represent(self._found(self.store.get(self._valid_id(item_id))))

    def list_by_name(
        self, *, limit: int, after: str | None, prefix: str | None = None, in_stock: bool | None = None
    ) -> Page:
        """Return up to `limit` items by name, from the one that follows the position `after`; 1 to 10 Queries.

        Raises: InvalidCursor if the search does not read `after`: it is the key of an earlier version of the code.
        """
        if after and prefix and not NamePrefix.of(prefix).reads(after):
            raise InvalidCursor
        page = self.store.list_by_name(limit=limit, after=after, prefix=prefix, in_stock=in_stock)
        return page.map(self.kind.represent)

    def create(self, fields: dict[str, Any], request: IdempotentRequest | None) -> tuple[dict[str, Any], bool]:
        """Create an item; 1 TransactWriteItems. Return it, and whether it is the answer to an earlier request.

        Raises: NameTaken, ValidationFailed (unknown references), TooManyChanges, IdempotencyKeyReused.
        """
        self._limit_changes(len(self.kind.references(fields)))
        item_id = new_id(self.kind.prefix)
        try:
            return self.kind.represent(self.store.create(item_id, fields, request)), False
        except Replayed as replayed:
            if request is None:
                raise
            return self.kind.represent(request.replay(replayed.record)), True
        except (NameClaimed, UnknownReferences) as refused:
            raise self._explained(refused, fields) from None

    def replace(self, item_id: str, fields: dict[str, Any], versions: Versions | None) -> dict[str, Any]:
        """Set all fields of an item and return it; 1 UpdateItem where name and references stay the same.

        Otherwise also 1 TransactWriteItems, and another each time a concurrent change comes first.

        Raises: NotFound, VersionConflict, NameTaken, ValidationFailed, TooManyChanges.
        """
        try:
            return self.kind.represent(self.store.overwrite(self._valid_id(item_id), fields, versions))
        except Stale as stale:
            return self._change(stale.item, versions, lambda _: fields)

    def patch(self, item_id: str, patch: dict[str, Any], versions: Versions | None) -> dict[str, Any]:
        """Apply a JSON merge patch (RFC 7396) and return the item; 1 GetItem and 1 write.

        The result has to be valid as a new item would have to be.

        Raises: the errors of `replace`.
        """
        base = self.store.get(self._valid_id(item_id), consistent=True)
        return self._change(base, versions, lambda current: self._patched(current, patch))

    def set_stock(self, item_id: str, stock: dict[str, Any], versions: Versions | None) -> dict[str, Any]:
        """Set whether the item is in stock, and how many are left where that is counted; 1 UpdateItem.

        Raises: NotFound, VersionConflict.
        """
        try:
            return self.kind.represent(self.store.set_fields(self._valid_id(item_id), stock, versions))
        except Stale as stale:
            self._at_version(stale.item, versions)
            raise version_conflict(self.kind.singular) from None

    def delete(self, item_id: str, versions: Versions | None) -> None:
        """Delete an item that no other item refers to; 1 GetItem and 1 TransactWriteItems.

        Raises: NotFound, VersionConflict, InUse, TooManyChanges.
        """
        current = self.store.get(self._valid_id(item_id), consistent=True)
        while True:
            deadline.require_time()
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

    def _change(
        self, current: Item | None, versions: Versions | None, change: Callable[[Item], dict[str, Any]]
    ) -> dict[str, Any]:
        """Apply `change` to the item as it stands, again each time a concurrent change comes first."""
        while True:
            deadline.require_time()
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

    def _patched(self, item: Item, patch: dict[str, Any]) -> dict[str, Any]:
        from bodega.merge_patch import patched
        from bodega.validation import load_model

        return patched(load_model(self.kind.fields), {name: item.get(name) for name in self.kind.field_names}, patch)

    def _valid_id(self, item_id: str) -> str:
        """Return the id; a text that cannot be an id is not looked up. Raises: NotFound."""
        if not is_id(item_id, self.kind.prefix):
            raise self._absent()
        return item_id

    def _found(self, item: Item | None) -> Item:
        if item is None:
            raise self._absent()
        return item

    def _at_version(self, item: Item | None, versions: Versions | None) -> Item:
        found = self._found(item)
        check_version(found["version"], versions, self.kind.singular)
        return found

    def _absent(self) -> NotFound:
        return NotFound(f"There is no {self.kind.singular} with this id.")

    def _explained(self, refused: NameClaimed | UnknownReferences, fields: Mapping[str, Any]) -> Exception:
        """Return the API's error for what the store refused."""
        if isinstance(refused, NameClaimed):
            detail = f"Another {self.kind.singular} has this name. Case and invisible characters make no difference."
            return NameTaken(detail)
        if self.kind.holds is None:
            return refused
        positions = {target: position for position, target in enumerate(fields[self.kind.holds.field])}
        target = self.kind.holds.target.lower()
        article = "an" if target == "addon" else "a"
        return ValidationFailed(
            [
                FieldError(
                    f"/{self.kind.holds.field}/{positions[unknown]}",
                    f"is not the ID of {article} {target} of this shop",
                )
                for unknown in refused.ids
            ]
        )

    @staticmethod
    def _limit_changes(count: int) -> None:
        if count > MAX_CHANGED_REFERENCES:
            detail = f"One request adds or removes at most {MAX_CHANGED_REFERENCES} references, this one {count}."
            raise TooManyChanges(f"{detail} Do it in several.")
