"""Builds of the menu: when one is due, and how it is stored.

A build reads the tag item first, and writes it on condition that it still has the same build number. So each stored
build read the catalogue after the build before it was stored: the menu never goes back to an older catalogue, and a
build contains every change whose mark it removes.
"""

import os
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bodega import clock, deadline
from bodega.catalog.reads import CatalogReader
from bodega.items import Item
from categories.menu import store
from categories.menu.answers import Answer, answers, fingerprint
from categories.menu.shapes import PARTITIONS, Catalogue, shown
from categories.menu.store import StoredMenu, StoredShape, Superseded

_NAMED: Final = 5  # items in the message of an error
INTERVAL: Final = 1_000
"""Milliseconds from the beginning of a build to the beginning of the next one."""

Answers = Mapping[str, Answer]


class OtherCurrency(Exception):
    """Items have prices in another currency than the shop. A menu of two currencies would be wrong."""

    def __init__(self, items: Sequence[Item], currency: str) -> None:
        found = ", ".join(sorted({item["price"]["currency"] for item in items}))
        some = ", ".join(item["id"] for item in items[:_NAMED])
        super().__init__(
            f"The prices of {len(items)} items are in {found}, for example {some}, but the parameter Currency is "
            f"{currency}. Set it back, or give these items new prices."
        )


def changes_menu(partition: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> bool:
    """Return whether the change of an item can change the menu. None stands for no item."""
    return partition in PARTITIONS and (before and shown(partition, before)) != (after and shown(partition, after))


def build_change(mark: str) -> Answers | None:
    """Build the menu with a change, unless another build has it. Return the answers, or None if nothing was built.

    Waits until a second has passed since the last build began, so that one build serves all changes of that second.
    1 UpdateItem, the calls of `assemble`, and 1 TransactWriteItems; 1 GetItem after a wait and after another build
    was stored first.

    `mark`: see `store.mark_change`.
    """
    deadline.start()
    stored = store.mark_change(mark, now())
    waited_for = None
    while mark in stored.marks:
        elapsed = max(0, now() - stored.built_at)
        if elapsed < INTERVAL and waited_for != stored.build:
            waited_for = stored.build
            time.sleep((INTERVAL - elapsed) / 1000)
        else:
            try:
                return _build(stored)
            except Superseded:
                pass
        deadline.start()
        stored = store.read_tags(consistent=True)
    return None


def assemble() -> Answers:
    """Return the answer of each shape, from the catalogue as it stands; 1 Query per kind and MB, 1 RCU per 4 KB.

    The queries are not one snapshot. Each kind is read before the kind that it refers to, and an item that was deleted
    in between is left out. A change in between causes another build.

    Raises: OtherCurrency.
    """
    catalogue: Catalogue = {
        partition: {item["id"]: shown(partition, item) for item in CatalogReader(partition).read_all(consistent=True)}
        for partition in PARTITIONS
    }
    _check_currency(catalogue)
    return answers(catalogue)


def store_build(stored: StoredMenu, made: Answers, began: int, *, repair: bool = False) -> None:
    """Store the answers of a build; 1 TransactWriteItems.

    `stored`: the tag item, from a consistent read before the catalogue was read. `began`: when that was. Parts whose
    text is stored already are not written again, except with `repair`.

    Raises: Superseded.
    """
    shapes = {shape: StoredShape(answer.tag, len(answer.parts), answer.size) for shape, answer in made.items()}
    parts = {
        shape: answer.parts
        for shape, answer in made.items()
        if repair or shape not in stored.shapes or stored.shapes[shape].tag != answer.tag
    }
    store.write_build(stored, built_at=began, took=now() - began, fingerprint=fingerprint(), shapes=shapes, parts=parts)


def now() -> int:
    """Return the time in milliseconds."""
    return round(clock.now().timestamp() * 1000)


def _check_currency(catalogue: Catalogue) -> None:
    """Raises: OtherCurrency, if an item has a price in another currency than the shop's."""
    currency = os.environ["SHOP_CURRENCY"]
    priced = (item for items in catalogue.values() for item in items.values() if "price" in item)
    others = [item for item in priced if item["price"]["currency"] != currency]
    if others:
        raise OtherCurrency(others, currency)


def _build(stored: StoredMenu) -> Answers:
    began = now()
    made = assemble()
    store_build(stored, made, began)
    return made
