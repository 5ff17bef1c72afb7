"""What belongs to a user in small numbers, and of which one may be the default: addresses, payment methods.

Beside the things of a kind stands their book: how many there are, and which is the default. So the
limit holds and one default is all there can be, whoever writes at the same time.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bodega.dynamodb import Check, Delete, Item, Key, Put, Query, TransactionFailed, Update, Write, at_one_of
from bodega.idempotency import IdempotentRequest, Replayed
from users.storage.accounts import profile_key, table
from users.storage.idempotency import kept_with

MOST = 20


class NoAccount(Exception):
    """The account was erased while its last access token was still good."""


class Full(Exception):
    """There are as many of the kind as a user may have."""


class Stale(Exception):
    """The thing is not, or no longer, as the change needs it; `item` is what stands, None where nothing does."""

    def __init__(self, item: Item | None) -> None:
        super().__init__("the thing is not as the change needs it")
        self.item = item


class Owned(NamedTuple):
    """A thing, and whether it is the default of its kind."""

    item: Item
    default: bool


class Belongings(NamedTuple):
    """One kind's items of every user: `ADDRESS`, `PAYMENT`. Attributes have the names of the wire."""

    kind: str

    def key(self, user_id: str, item_id: str) -> Key:
        return Key(f"USER#{user_id}", f"{self.kind}#{item_id}")

    def book_key(self, user_id: str) -> Key:
        return Key(f"USER#{user_id}", self.kind)

    def list_all(self, user_id: str) -> list[Owned]:
        """All of a user's, the oldest first; 1 Query, 1 RCU per 4 KB."""
        values = {"pk": f"USER#{user_id}", "kind": self.kind}
        query = Query("#pk = :pk AND begins_with(#sk, :kind)", values, consistent=True)
        found = list(table.query_all(query))
        default_id = next((item.get("defaultId") for item in found if item["sk"] == self.kind), None)
        return [Owned(item, item["id"] == default_id) for item in found if item["sk"] != self.kind]

    def get(self, user_id: str, item_id: str) -> Owned | None:
        """1 BatchGetItem, 2 RCU."""
        keys = (self.key(user_id, item_id), self.book_key(user_id))
        items = {item["sk"]: item for item in table.batch_get(keys, consistent=True)}
        item, book = (items.get(key.sk) for key in keys)
        return Owned(item, (book or {}).get("defaultId") == item_id) if item else None

    def add(
        self,
        user_id: str,
        item: Mapping[str, Any],
        *,
        default: bool,
        request: IdempotentRequest | None,
        answer: dict[str, Any],
    ) -> None:
        """1 TransactWriteItems: the thing, its book, the account's check, the request's record with `answer`.

        Raises: Replayed, NoAccount, Full.
        """
        key = self.key(user_id, item["id"])
        writes: list[Write] = [
            Put({"pk": key.pk, "sk": key.sk, **item}, "attribute_not_exists(#pk)"),
            Update(
                self.book_key(user_id),
                "attribute_not_exists(#pk) OR #count < :most",
                set={"defaultId": item["id"]} if default else {},
                add={"count": 1},
                values={"most": MOST},
            ),
            # An address that is added while its owner is being erased would stay for ever.
            Check(profile_key(user_id), "attribute_exists(#email)"),
        ]
        if request:
            writes.append(kept_with(user_id, request, answer))
        try:
            table.transact(writes)
        except TransactionFailed as failed:
            if record := failed.failures.get(3):
                raise Replayed(record) from None
            raise (NoAccount if 2 in failed.failures else Full) from None  # noqa: PLR2004  # places in writes

    def replace(self, user_id: str, base: Owned, item: Mapping[str, Any], *, default: bool) -> None:
        """Write `item` in place of `base`; 1 TransactWriteItems.

        Raises: Stale.
        """
        key = self.key(user_id, base.item["id"])
        version = {"version": base.item["version"]}
        writes: list[Write] = [Put({"pk": key.pk, "sk": key.sk, **item}, "#version = :version", version)]
        # Only a change of this very thing makes it the default, so that its version guards this too.
        if default and not base.default:
            writes.append(Update(self.book_key(user_id), "attribute_exists(#pk)", set={"defaultId": item["id"]}))
        if base.default and not default:
            writes.append(
                Update(self.book_key(user_id), "#defaultId = :id", set={"defaultId": None}, values={"id": item["id"]})
            )
        try:
            table.transact(writes)
        except TransactionFailed as failed:
            raise Stale(failed.failures.get(0, base.item)) from None

    def make_default(self, user_id: str, item_id: str, versions: frozenset[int] | None) -> None:
        """1 TransactWriteItems.

        Raises: Stale.
        """
        condition, values = _as_expected(versions)
        writes: list[Write] = [
            Check(self.key(user_id, item_id), condition, values),
            Update(self.book_key(user_id), "attribute_exists(#pk)", set={"defaultId": item_id}),
        ]
        try:
            table.transact(writes)
        except TransactionFailed as failed:
            raise Stale(failed.failures.get(0)) from None

    def delete(self, user_id: str, item_id: str, versions: frozenset[int] | None) -> None:
        """1 TransactWriteItems. A default that is gone is nobody's: ids are never used again.

        Raises: Stale.
        """
        condition, values = _as_expected(versions)
        writes: list[Write] = [
            Delete(self.key(user_id, item_id), condition, values),
            Update(self.book_key(user_id), "attribute_exists(#pk)", add={"count": -1}),
        ]
        try:
            table.transact(writes)
        except TransactionFailed as failed:
            raise Stale(failed.failures.get(0)) from None


def _as_expected(versions: frozenset[int] | None) -> tuple[str, dict[str, Any]]:
    """The condition, with its values, that a thing is there, at one of `versions` where any are named."""
    return at_one_of(versions) if versions is not None else ("attribute_exists(#pk)", {})


ADDRESSES = Belongings("ADDRESS")
PAYMENT_METHODS = Belongings("PAYMENT")
