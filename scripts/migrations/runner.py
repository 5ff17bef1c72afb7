"""Run a migration over a table: item by item, from where an interrupted run ended.

The table has a record of each migration: `pk` MIGRATION, `sk` its name, the position after the last page of items, and
`doneAt` when all items are done. An item is changed on conditions, so two runs at the same time, and a run beside the
open shop, are harmless.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from bodega import clock
from bodega.attributes import from_attributes
from bodega.dynamodb import ANY, Item, Key, Table, Update
from scripts.migrations import Migration
from scripts.migrations.outcomes import Outcome
from scripts.table_command import scan

PARTITION = "MIGRATION"
_PAGE = 500  # items read between two records of the position


class Summary(NamedTuple):
    """The counts of a run: items read, changed, and reported to the operator."""

    read: int = 0
    changed: int = 0
    reported: int = 0


def run(migration: Migration, *, again: bool = False) -> Summary | None:
    """Run the migration, and return its summary; None if it was done before. `again`: run it in any case.

    1 GetItem; for each page of 500 items 1 Scan (1 RCU per 4 KB), the calls of the changes, and 1 UpdateItem.
    """
    table = Table(migration.table.variable)
    key = Key(PARTITION, migration.name)
    record = table.get(key, consistent=True) or {}
    is_done = "doneAt" in record
    if is_done and not again:
        return None
    summary = Summary() if is_done else _restored(record)
    start = {} if is_done or "position" not in record else {"ExclusiveStartKey": _attributes(record["position"])}
    if start:
        print(f"  continues after {summary.read} items", file=sys.stderr)
    for page in scan(migration.table, migration.items, {}, Limit=_PAGE, **start):
        summary = _change_all(list(map(from_attributes, page["Items"])), _change_of(migration), summary)
        last = page.get("LastEvaluatedKey")
        table.update(_record(key, summary, from_attributes(last) if last else None))
        if last:
            print(f"  {summary.read} items read, {summary.changed} changed ...", file=sys.stderr)
    return summary


def _change_all(items: list[Item], change: Callable[[Item], Outcome], summary: Summary) -> Summary:
    changed = reported = 0
    for item in items:
        outcome = change(item)
        changed += outcome.changed
        if outcome.report:
            reported += 1
            print(f"  {outcome.report}", flush=True)
    return Summary(summary.read + len(items), summary.changed + changed, summary.reported + reported)


def _record(key: Key, summary: Summary, position: Item | None) -> Update:
    if position:
        return Update(key, ANY, set={**summary._asdict(), "position": position}, remove=["doneAt"])
    done = {**summary._asdict(), "doneAt": clock.timestamp(clock.now())}
    return Update(key, ANY, set=done, remove=["position"])


def _restored(record: Item) -> Summary:
    return Summary(*(record.get(name, 0) for name in Summary._fields))


def _attributes(position: Item) -> dict[str, Any]:
    return {name: {"S": value} for name, value in position.items()}


def _change_of(migration: Migration) -> Callable[[Item], Outcome]:
    module, _, function = migration.change.partition(":")
    change: Callable[[Item], Outcome] = getattr(import_module(module), function)
    return change
