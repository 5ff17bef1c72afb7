"""Attempts at a password, stored in the item that too many of them lock: a mailbox or a session.

An attempt is reserved before the password is checked and settled afterwards, as right or as wrong. `attempts` is the
set of the marks of all attempts that count, `failed` the set of those that were wrong. A reservation that was never
settled is the trace of a request that failed: it told its sender nothing, and stops counting after `RESERVED_SECONDS`.
A wrong attempt counts for `MAILBOX_SECONDS`.
"""

import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from bodega.dynamodb import ANY, ConditionFailed, Item, Key, Update
from users.storage.accounts import table
from users.storage.writes import ATTEMPTS, EXISTS, MAILBOX_SECONDS

RESERVED_SECONDS = 30  # longer than the function may run

_RANDOM_BYTES = 6


class LockedOut(Exception):
    """The item has as many failed attempts as allowed."""


class AllReserved(Exception):
    """As many attempts as allowed are being checked at this moment. `seconds`: until one of them stops counting."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too many attempts at the same time")
        self.seconds = seconds


class NoSuchItem(Exception):
    """The item that counts the attempts does not exist."""


class Attempt(NamedTuple):
    """A reserved attempt. `item`: the item that counts it, as it is after the reservation."""

    key: Key
    mark: str
    item: Item

    def withdrawn(self) -> Update:
        """Return the write that settles the attempt as right."""
        return Update(self.key, ANY, delete={"attempts": frozenset({self.mark})})

    def as_failed(self) -> dict[str, frozenset[str]]:
        """Return what a write adds to the item's sets to settle the attempt as wrong."""
        return {name: frozenset({self.mark}) for name in ATTEMPTS}


def reserve_attempt(key: Key, most: int, *, condition: str = ANY, set: Mapping[str, Any] | None = None) -> Attempt:
    """Reserve one of `most` attempts that the item at `key` allows. `condition`, `set`: of the item, as in Update.

    1 UpdateItem, 1 WCU. If there are attempts that do not count any more, another UpdateItem deletes them first.

    Raises: LockedOut, AllReserved, NoSuchItem.
    """
    mark = f"{int(time.time())}-{secrets.token_hex(_RANDOM_BYTES)}"
    # The mark is there if this call is repeated after a lost answer. Then the attempt has its place already.
    room = "attribute_not_exists(#attempts) OR size(#attempts) < :most OR contains(#attempts, :mark)"
    reservation = Update(
        key,
        f"({condition}) AND ({room})",
        set=set or {},
        add={"attempts": frozenset({mark})},
        values={"most": most, "mark": mark},
    )
    while True:  # each repetition has deleted outdated attempts
        try:
            return Attempt(key, mark, _without_outdated(key, table.update(reservation)))
        except ConditionFailed as failed:
            if failed.item is None:
                raise NoSuchItem from None
            if _without_outdated(key, failed.item) is failed.item:
                raise _refusal(failed.item, most) from None


def withdraw(attempt: Attempt) -> None:
    """Let the attempt not count, unless it was settled as wrong. 1 UpdateItem, 1 WCU."""
    # The session may have been deleted in the meantime. The update must not create it again.
    not_failed = f"{EXISTS} AND NOT contains(#failed, :mark)"
    with suppress(ConditionFailed):
        table.update(attempt.withdrawn()._replace(condition=not_failed, values={"mark": attempt.mark}))


def failed_attempts(item: Item | None) -> int:
    """Return how many failed attempts of the item count today."""
    failed: frozenset[str] = (item or {}).get("failed", frozenset())
    return sum(_age(mark) < MAILBOX_SECONDS for mark in failed)


def _without_outdated(key: Key, item: Item) -> Item:
    """Delete the attempts that do not count any more, if there are any: 1 UpdateItem, 1 WCU. Return the item."""
    failed: frozenset[str] = item.get("failed", frozenset())
    reserved: frozenset[str] = item["attempts"] - failed
    outdated = {mark for mark in failed if _age(mark) >= MAILBOX_SECONDS}
    outdated |= {mark for mark in reserved if _age(mark) >= RESERVED_SECONDS}
    if not outdated:
        return item
    return table.update(Update(key, ANY, delete={name: frozenset(outdated) for name in ATTEMPTS}))


def _refusal(item: Item, most: int) -> LockedOut | AllReserved:
    failed: frozenset[str] = item.get("failed", frozenset())
    if len(failed) >= most:
        return LockedOut()
    return AllReserved(max(1, RESERVED_SECONDS - max(_age(mark) for mark in item["attempts"] - failed)))


def _age(mark: str) -> int:
    """Return the seconds since the attempt was reserved."""
    return int(time.time()) - int(mark.partition("-")[0])
