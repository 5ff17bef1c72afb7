"""What refunds and a cancellation take out of the reports. Pure.

Each refund stores what its event took from each line, as `reported`: pieces and net amount. A refund that fails after
reports had it stays in them: the shop still owes the money.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bodega.items import Item
from bodega.orders.refunding import SUCCEEDED


def to_report(head: Item, refunds: Iterable[Item], refund: Item) -> list[Item]:
    """Return what the event of a refund that has succeeded takes from each line in the reports.

    Usually these are its shares. Nothing is taken for a refund that replaces one that failed after reports had it, and
    nothing from an order that a cancellation took out of the reports.
    """
    if head.get("unreported"):
        return []
    others = [other for other in refunds if other["id"] != refund["id"]]
    returned = [share for item in others if item["status"] == SUCCEEDED for share in item["shares"]]
    return _difference([*returned, *refund["shares"]], _reported(others))


def still_reported(lines: Iterable[Mapping[str, Any]], refunds: Iterable[Item]) -> list[Item]:
    """Return what reports still have of an order: what the event of its cancellation takes."""
    return _difference(lines, _reported(refunds))


def sold(lines: Iterable[Mapping[str, Any]], taken: Iterable[Item]) -> list[Item]:
    """Return what is taken from lines as the lines of an event for the reports."""
    by_number = {line["line"]: line for line in lines}
    return [
        {
            **{name: by_number[each["line"]][name] for name in ("productId", "name")},
            **{name: each[name] for name in ("quantity", "net")},
        }
        for each in taken
    ]


def _reported(refunds: Iterable[Item]) -> list[Item]:
    return [each for item in refunds for each in item.get("reported", ())]


def _difference(whole: Iterable[Mapping[str, Any]], taken: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Return pieces and net amounts by line, less those that are taken, without lines that have nothing left."""
    left: dict[int, Item] = {}
    for sign, entries in ((1, whole), (-1, taken)):
        for entry in entries:
            item = left.setdefault(entry["line"], {"line": entry["line"], "quantity": 0, "net": 0})
            for name in ("quantity", "net"):
                item[name] += sign * entry[name]
    found = [{**item, "quantity": max(item["quantity"], 0), "net": max(item["net"], 0)} for item in left.values()]
    return [item for item in found if item["quantity"] or item["net"]]
