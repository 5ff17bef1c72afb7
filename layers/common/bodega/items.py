"""Items as rules and stores exchange them: plain attributes, their versions, and pages of a list."""

from collections.abc import Callable
from typing import Any, NamedTuple

from bodega.errors import VersionConflict

Item = dict[str, Any]

Versions = frozenset[int] | None
"""The versions that a caller's `If-Match` allows a change to build on; None allows any."""


class Stale(Exception):
    """The item was changed or deleted after it was read. `item` is the item as it stands, None if it is gone."""

    def __init__(self, item: Item | None) -> None:
        super().__init__("the item was changed after it was read")
        self.item = item


class Page(NamedTuple):
    """Part of a list. `next_position` is the sort key after which the list continues, None at its end."""

    items: list[Item]
    next_position: str | None

    @classmethod
    def of(cls, items: list[Item], limit: int, position: str) -> "Page":
        """Return the first `limit` of `items`, which has one more if the list continues.

        `position` is the attribute that the list is sorted by.
        """
        if len(items) <= limit:
            return cls(items, None)
        return cls(items[:limit], items[limit - 1][position])

    def map(self, represent: Callable[[Item], Item]) -> "Page":
        """Return the page with each item in another form."""
        return Page([represent(item) for item in self.items], self.next_position)


def check_version(item: Item, versions: Versions, name: str) -> None:
    """Check that the item is at one of `versions`; `name` is the item's for the error ("address").

    Raises: VersionConflict.
    """
    if versions is not None and item["version"] not in versions:
        raise version_conflict(name)


def version_conflict(name: str) -> VersionConflict:
    """Return the error for a change that does not build on the item's version."""
    return VersionConflict(f"The {name} has another version now. Read it again, then repeat the change.")
