"""Items as rules and stores exchange them: plain attributes, their versions, and pages of a list."""

from collections.abc import Callable
from typing import Any, NamedTuple

from bodega.errors import PreconditionFailed, VersionConflict

Item = dict[str, Any]


class Versions(NamedTuple):
    """The versions of an item that a change may build on, as texts.

    `allowed`: one of these; None allows any. `excluded`: none of these; None excludes all.
    """

    allowed: frozenset[str] | None = None
    excluded: frozenset[str] | None = frozenset()

    @classmethod
    def exactly(cls, version: int) -> "Versions":
        return cls(frozenset({str(version)}))


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


def check_version(version: int | str, versions: Versions | None, name: str) -> None:
    """Check that a change may build on `version`. `name`: the item's, for the error ("address").

    Raises: VersionConflict, PreconditionFailed.
    """
    if versions is None:
        return
    if versions.allowed is not None and str(version) not in versions.allowed:
        raise version_conflict(name)
    if versions.excluded is None or str(version) in versions.excluded:
        raise PreconditionFailed


def version_conflict(name: str) -> VersionConflict:
    """Return the error for a change that does not build on the item's version."""
    return VersionConflict(f"The {name} has another version now. Read it again, then repeat the change.")
