"""Give an item of the catalogue the sort key of its name, and its name claim, by the current rules for names.

An item changes with its claim in one transaction, on condition that its name and key are as they were read. So a
concurrent rename wins, and is migrated afterwards. The version stays: what the API shows of the item does not change.
"""

from typing import Any

from bodega.catalog.name_keys import claim_of, name_key
from bodega.catalog.reads import table
from bodega.catalog.store import claim, release
from bodega.dynamodb import ConditionFailed, Item, Key, TransactionFailed, Update
from scripts.migrations.outcomes import CHANGED, UNCHANGED, Outcome


class _Taken(Exception):
    """Another item has the name."""

    def __init__(self, holder: str) -> None:
        super().__init__("another item has the name")
        self.holder = holder


def change(item: Item) -> Outcome:
    """Change the item, if that is needed; at most 1 TransactWriteItems and 1 UpdateItem, again after a rename."""
    current: Item | None = item
    while current is not None:
        key = name_key(current["name"], current["id"])
        if current["nameKey"] == key:
            return UNCHANGED
        try:
            if claim_of(key) == claim_of(current["nameKey"]):
                table.update(_update(current, key))
            else:
                _move(current, key)
        except ConditionFailed as failed:
            current = failed.item
        except _Taken as taken:
            outcome = _keep_claim(current, taken.holder)
            if outcome is not None:
                return outcome
            current = table.get(Key(current["pk"], current["sk"]), consistent=True)
        else:
            return CHANGED
    return UNCHANGED  # it was deleted


def _move(item: Item, key: str) -> None:
    """Change the item and move its claim. Raises: ConditionFailed, _Taken."""
    writes: dict[str, Any] = {
        "item": _update(item, key),
        "name claim": claim({**item, "nameKey": key}),
        "former name claim": release(item),
    }
    while True:
        try:
            table.transact(writes)
        except TransactionFailed as failed:
            if failed.broke("item"):
                raise ConditionFailed(failed.item("item")) from None
            if taken := failed.item("name claim"):
                raise _Taken(taken["id"]) from None
            del writes["former name claim"]  # it is not the item's
        else:
            return


def _keep_claim(item: Item, holder: str) -> Outcome | None:
    """Change only the sort key of an item whose name another item has. Return None if the item was changed first."""
    other = table.get(Key(item["pk"], holder))
    kind = item["pk"].lower()
    report = (
        f"{kind} {item['id']} {item['name']!r} has the same name as {kind} {holder}"
        f"{' ' + repr(other['name']) if other else ''}. Both stay. Rename one of them."
    )
    key = name_key(item["name"], item["id"], claim_of(item["nameKey"]))
    if key == item["nameKey"]:
        return Outcome(changed=False, report=report)
    try:
        table.update(_update(item, key))
    except ConditionFailed:
        return None
    return Outcome(changed=True, report=report)


def _update(item: Item, key: str) -> Update:
    condition = "#nameKey = :nameKey AND #name = :name"
    values = {"nameKey": item["nameKey"], "name": item["name"]}
    return Update(Key(item["pk"], item["sk"]), condition, set={"nameKey": key}, values=values)
