"""The rules that addresses and payment methods share: IDs, versions, the limit of items and replayed requests."""

from typing import Any, NamedTuple

from bodega.errors import FieldError, NotFound, SessionEnded, ShopError, ValidationFailed
from bodega.idempotency import IdempotentRequest, Replayed
from bodega.ids import is_id
from bodega.items import Stale, Versions, check_version, version_conflict
from users.saved_items.store import ADDRESSES, PAYMENT_METHODS, Full, SavedItem, SavedItems
from users.storage.accounts import NoAccount

MOST_ITEMS = 20
"""Of each kind, per user."""


class Kind(NamedTuple):
    """A kind of saved items. `id_prefix` starts the items' IDs; `singular` and `plural` are its names in errors."""

    store: SavedItems
    id_prefix: str
    singular: str
    plural: str

    def get(self, user_id: str, item_id: str) -> SavedItem:
        """Raises: NotFound."""
        self._check_id(item_id)
        found = self.store.get(user_id, item_id)
        if found is None:
            raise self._absent()
        return found

    def add(
        self, user_id: str, item: dict[str, Any], answer: dict[str, Any], request: IdempotentRequest | None
    ) -> tuple[dict[str, Any], bool]:
        """Add an item; return `answer`, the item as the API shows it, and False.

        For a repeated request, return the stored answer and True.

        Raises: ValidationFailed if there are 20 items, IdempotencyKeyReused, SessionEnded if the account was erased.
        """
        try:
            self.store.add(user_id, item, default=answer["default"], most=MOST_ITEMS, request=request, answer=answer)
        except Replayed as replayed:
            if request is None:
                raise
            return request.replay(replayed.record), True
        except Full:
            rule = f"is one too many: delete one of your {MOST_ITEMS} {self.plural} first"
            raise ValidationFailed([FieldError("", rule)]) from None
        except NoAccount:
            raise SessionEnded from None
        return answer, False

    def make_default(self, user_id: str, item_id: str, versions: Versions | None) -> None:
        """Raises: NotFound, VersionConflict."""
        self._check_id(item_id)
        try:
            self.store.make_default(user_id, item_id, versions)
        except Stale as stale:
            raise self._refusal(stale, versions) from None

    def delete(self, user_id: str, item_id: str, versions: Versions | None) -> None:
        """Raises: NotFound, VersionConflict."""
        self._check_id(item_id)
        try:
            self.store.delete(user_id, item_id, versions)
        except Stale as stale:
            raise self._refusal(stale, versions) from None

    def _check_id(self, item_id: str) -> None:
        """Reject a value that cannot be an ID without reading the table. Raises: NotFound."""
        if not is_id(item_id, self.id_prefix):
            raise self._absent()

    def _absent(self) -> NotFound:
        return NotFound(f"You have no {self.singular} with this id.")

    def _refusal(self, stale: Stale, versions: Versions | None) -> ShopError:
        if stale.item is None:
            return self._absent()
        check_version(stale.item["version"], versions, self.singular)
        return version_conflict(self.singular)


ADDRESS = Kind(ADDRESSES, "adr", "address", "addresses")
PAYMENT_METHOD = Kind(PAYMENT_METHODS, "pay", "payment method", "payment methods")
