"""Saved items of the accounts table: addresses and payment methods.

A user has one item counter per kind. It stores how many items of the kind there are and which one is the default, so
that concurrent requests can neither exceed the limit nor make two items the default.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from bodega.dynamodb import Check, Delete, Item, Key, Put, Query, TransactionFailed, Update, Write, at_one_of
from bodega.idempotency import IdempotentRequest, Replayed
from bodega.items import Stale, Versions
from users.storage.accounts import NoAccount, table, user_partition
from users.storage.writes import EXISTS, NEW, account_exists, record_request


class Full(Exception):
    """The user has as many items of the kind as allowed."""


class SavedItem(NamedTuple):
    item: Item
    default: bool


class SavedItems(NamedTuple):
    """All users' items of one kind, `ADDRESS` or `PAYMENT`. Attributes are named as in the API."""

    kind: str

    def list_all(self, user_id: str) -> list[SavedItem]:
        """Return all items of a user, oldest first. 1 Query, 1 RCU per 4 KB."""
        values = {"pk": user_partition(user_id), "kind": self.kind}
        query = Query("#pk = :pk AND begins_with(#sk, :kind)", values, consistent=True)
        return self.select(table.query_all(query))

    def select(self, items: Iterable[Item]) -> list[SavedItem]:
        """Return the saved items of this kind among `items` of one user, in their order."""
        by_sort_key = {item["sk"]: item for item in items if item["sk"].startswith(self.kind)}
        counter = by_sort_key.pop(self.kind, {})
        return [SavedItem(item, item["id"] == counter.get("defaultId")) for item in by_sort_key.values()]

    def get(self, user_id: str, item_id: str) -> SavedItem | None:
        """Return one item of a user. 1 BatchGetItem, 2 RCU."""
        keys = (self._key(user_id, item_id), self._counter_key(user_id))
        items = {item["sk"]: item for item in table.batch_get(keys, consistent=True)}
        item, counter = (items.get(key.sk) for key in keys)
        return SavedItem(item, (counter or {}).get("defaultId") == item_id) if item else None

    def add(
        self,
        user_id: str,
        item: Mapping[str, Any],
        *,
        default: bool,
        most: int,
        request: IdempotentRequest | None,
        answer: dict[str, Any],
    ) -> None:
        """Add an item if there are fewer than `most`, and store `answer` for a repeated request.

        1 TransactWriteItems, 6 WCU; 2 WCU per KB more with an idempotency key.

        Raises: Replayed if the request was answered before, NoAccount, Full.
        """
        key = self._key(user_id, item["id"])
        try:
            table.transact(
                {
                    "item": Put({"pk": key.pk, "sk": key.sk, **item}, NEW),
                    "item counter": Update(
                        self._counter_key(user_id),
                        "attribute_not_exists(#pk) OR #count < :most",
                        set={"defaultId": item["id"]} if default else {},
                        add={"count": 1},
                        values={"most": most},
                    ),
                    "account": account_exists(user_id),
                    "request": record_request(user_id, request, answer) if request else None,
                }
            )
        except TransactionFailed as failed:
            if record := failed.item("request"):
                raise Replayed(record) from None
            raise (NoAccount if failed.broke("account") else Full) from None

    def replace(self, user_id: str, base: SavedItem, item: Mapping[str, Any], *, default: bool) -> None:
        """Replace `base` with `item`. 1 TransactWriteItems, 2 WCU; 2 WCU more if the default changes.

        Raises: Stale.
        """
        key = self._key(user_id, base.item["id"])
        version = {"version": base.item["version"]}
        try:
            table.transact(
                {
                    "item": Put({"pk": key.pk, "sk": key.sk, **item}, "#version = :version", version),
                    "item counter": self._change_default(user_id, base, default=default),
                }
            )
        except TransactionFailed as failed:
            raise Stale(failed.item("item")) from None

    def make_default(self, user_id: str, item_id: str, versions: Versions | None) -> None:
        """Make the item the default if it has one of `versions`. 1 TransactWriteItems, 4 WCU.

        Raises: Stale.
        """
        condition, values = _expected(versions)
        try:
            table.transact(
                {
                    "item": Check(self._key(user_id, item_id), condition, values),
                    "item counter": Update(self._counter_key(user_id), EXISTS, set={"defaultId": item_id}),
                }
            )
        except TransactionFailed as failed:
            raise Stale(failed.item("item")) from None

    def delete(self, user_id: str, item_id: str, versions: Versions | None) -> None:
        """Delete the item if it has one of `versions`. 1 TransactWriteItems, 4 WCU.

        The item counter can keep the ID of a deleted default, because IDs are never used again.

        Raises: Stale.
        """
        condition, values = _expected(versions)
        try:
            table.transact(
                {
                    "item": Delete(self._key(user_id, item_id), condition, values),
                    "item counter": Update(self._counter_key(user_id), EXISTS, add={"count": -1}),
                }
            )
        except TransactionFailed as failed:
            raise Stale(failed.item("item")) from None

    def deletions(self, user_id: str, items: Iterable[Item]) -> dict[str, Write]:
        """Return the writes, by name, that delete all items of a user. `items`: of the user, as they were read.

        They fail if an item was added or deleted in the meantime.
        """
        keys = [Key(item["pk"], item["sk"]) for item in items if item["sk"].startswith(self.kind)]
        counter = self._counter_key(user_id)
        if counter not in keys:
            return {f"item counter/{self.kind}": Check(counter, NEW)}
        keys.remove(counter)
        unchanged = Delete(counter, "#count = :count", {"count": len(keys)})
        return {f"item counter/{self.kind}": unchanged, **{f"item/{key.sk}": Delete(key, EXISTS) for key in keys}}

    def _change_default(self, user_id: str, base: SavedItem, *, default: bool) -> Update | None:
        """Return the write that makes `base` the default, or no longer the default; None if it stays as it is."""
        if default == base.default:
            return None
        key, item_id = self._counter_key(user_id), base.item["id"]
        if default:
            # Only a change of this item makes it the default, so the condition on its version is enough.
            return Update(key, EXISTS, set={"defaultId": item_id})
        return Update(key, "#defaultId = :id", set={"defaultId": None}, values={"id": item_id})

    def _key(self, user_id: str, item_id: str) -> Key:
        return Key(user_partition(user_id), f"{self.kind}#{item_id}")

    def _counter_key(self, user_id: str) -> Key:
        return Key(user_partition(user_id), self.kind)


def _expected(versions: Versions | None) -> tuple[str, dict[str, Any]]:
    """Return the condition, with its values, that an item exists and has one of `versions`, if any are given."""
    return at_one_of(versions) if versions is not None else (EXISTS, {})


ADDRESSES = SavedItems("ADDRESS")
PAYMENT_METHODS = SavedItems("PAYMENT")
