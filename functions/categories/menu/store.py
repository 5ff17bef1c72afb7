"""The stored menu in the catalog table: one small item of tags, and each shape's text in one item or several.

The tag item has the number of the build. A build's one transaction writes all that it stores on condition that the
number is the one that it read before it read the catalogue, so a build never replaces one that read the catalogue
later.

A change that is not built yet has a mark: an attribute of the tag item with the time when the builder saw the change.
A build removes the marks that it found before it read the catalogue.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from bodega.catalog.reads import table
from bodega.dynamodb import ANY, ConditionFailed, Item, Key, Put, TransactionFailed, Update, Write

PARTITION: Final = "MENU"
_TAGS: Final = Key(PARTITION, "TAGS")
_MARK: Final = "mark"


class StoredShape(NamedTuple):
    """What the tag item says of a shape. `parts`: 0 if the answer is too large. `size`: the answer's, in bytes."""

    tag: str
    parts: int
    size: int


class StoredMenu(NamedTuple):
    """The tag item. `built_at`: when the build began. `took`: its duration.

    `marks`: when changes were seen that are not built yet, by mark. Times are in milliseconds.
    """

    build: int = 0
    built_at: int = 0
    took: int = 0
    fingerprint: str = ""
    shapes: Mapping[str, StoredShape] = {}
    marks: Mapping[str, int] = {}

    @property
    def stale_since(self) -> int | None:
        """The time of the oldest change that is not built yet."""
        return min(self.marks.values(), default=None)


class Superseded(Exception):
    """Another build was stored since the tag item was read. Nothing was written."""


def read_tags(*, consistent: bool = False) -> StoredMenu:
    """Return the tag item; 1 GetItem, 0.5 RCU, 1 when consistent."""
    return _stored(table.get(_TAGS, consistent=consistent))


def mark_change(mark: str, moment: int) -> StoredMenu:
    """Mark a change as not built yet and return the tag item; 1 UpdateItem, 1 WCU. A mark keeps its first time.

    `mark`: digits that name the change.
    """
    name = f"{_MARK}{mark}"
    try:
        return _stored(table.update(Update(_TAGS, f"attribute_not_exists(#{name})", set={name: moment})))
    except ConditionFailed as failed:
        return _stored(failed.item)


def read_parts(shape: str, count: int, *, consistent: bool = False) -> list[bytes]:
    """Return the parts of a shape in order; 1 GetItem, or 1 BatchGetItem for several parts.

    0.5 RCU per 4 KB, 1 when consistent. Parts that do not exist are left out.
    """
    if count == 1:
        item = table.get(_part(shape, 0), consistent=consistent)
        return [item["content"]] if item else []
    items = table.batch_get([_part(shape, number) for number in range(count)], consistent=consistent)
    return [item["content"] for item in sorted(items, key=lambda item: item["sk"])]


def write_build(
    base: StoredMenu,
    *,
    built_at: int,
    took: int,
    fingerprint: str,
    shapes: Mapping[str, StoredShape],
    parts: Mapping[str, Sequence[bytes]],
) -> None:
    """Store a build that began with `base`; 1 TransactWriteItems, 2 WCU per KB.

    `parts`: those to write, by shape.

    Raises: Superseded.
    """
    changes: dict[str, Any] = {
        "builtAt": built_at,
        "took": took,
        "fingerprint": fingerprint,
        "shapes": {shape: described._asdict() for shape, described in shapes.items()},
    }
    writes: dict[str, Write] = {
        "tags": Update(
            _TAGS,
            "#build = :build" if base.build else "attribute_not_exists(#build)",
            set=changes,
            add={"build": 1},
            values={"build": base.build} if base.build else {},
            remove=[f"{_MARK}{mark}" for mark in base.marks],
        )
    }
    for shape, contents in parts.items():
        for number, content in enumerate(contents):
            key = _part(shape, number)
            writes[f"part/{key.sk}"] = Put({"pk": key.pk, "sk": key.sk, "content": content}, ANY)
    try:
        table.transact(writes)
    except TransactionFailed as failed:
        raise Superseded from failed


def _part(shape: str, number: int) -> Key:
    return Key(PARTITION, f"{shape}#{number:02d}")


def _stored(item: Item | None) -> StoredMenu:
    if item is None:
        return StoredMenu()
    return StoredMenu(
        item.get("build", 0),
        item.get("builtAt", 0),
        item.get("took", 0),
        item.get("fingerprint", ""),
        {shape: StoredShape(**described) for shape, described in item.get("shapes", {}).items()},
        {name.removeprefix(_MARK): moment for name, moment in item.items() if name.startswith(_MARK)},
    )
