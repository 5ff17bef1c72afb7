"""Give an item of the catalogue the sort key of its name, and its name claim, by the current rules for names.

An item changes with its claim in one transaction, on condition that its name and key are as they were read. So a
concurrent rename wins, and is migrated afterwards. The version stays: what the API shows of the item does not change.
"""

from typing import Any

from bodega.catalog.name_keys import claim_of, name_key
from bodega.catalog.reads import table
from bodega.catalog.store import claim, release
from bodega.dynamodb import ConditionFailed, Item, Key, TransactionFailed, Update
from bodega.text import is_visible
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
        try:
            return _change(current)
        except ConditionFailed as failed:
            current = failed.item
    return UNCHANGED  # it was deleted


def _change(item: Item) -> Outcome:
    """Raises: ConditionFailed, with the current item."""
    if not is_visible(item["name"]):
        return _keep_claim(item, "has a name that shows nothing. Rename it.")
    key = name_key(item["name"], item["id"])
    if item["nameKey"] == key:
        return UNCHANGED
    try:
        if claim_of(key) == claim_of(item["nameKey"]):
            table.update(_update(item, key))
        else:
            _move(item, key)
    except _Taken as taken:
        other = table.get(Key(item["pk"], taken.holder))
        name = f" {other['name']!r}" if other else ""
        return _keep_claim(item, f"has the same name as {taken.holder}{name}. Both stay. Rename one of them.")
    return CHANGED


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


def _keep_claim(item: Item, problem: str) -> Outcome:
    """Change only the sort key of an item that cannot claim its name. Raises: ConditionFailed."""
    report = f"{item['pk'].lower()} {item['id']} {item['name']!r} {problem}"
    key = name_key(item["name"], item["id"], claim_of(item["nameKey"]))
    if key == item["nameKey"]:
        return Outcome(changed=False, report=report)
    table.update(_update(item, key))
    return Outcome(changed=True, report=report)


def _update(item: Item, key: str) -> Update:
    condition = "#nameKey = :nameKey AND #name = :name"
    values = {"nameKey": item["nameKey"], "name": item["name"]}
    return Update(Key(item["pk"], item["sk"]), condition, set={"nameKey": key}, values=values)
