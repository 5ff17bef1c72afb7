"""Reads of the menu: from what is stored, and assembled on the spot where that cannot be used."""

from collections.abc import Callable
from typing import Final, NamedTuple

from bodega import deadline
from bodega.errors import MenuTooLarge, StorageRefused
from bodega.observability import count, logger, report_refusal
from categories.menu import store
from categories.menu.answers import body_of, fingerprint
from categories.menu.building import Answers, assemble, now, store_build
from categories.menu.store import StoredMenu, Superseded

STALE_AFTER: Final = 1_500
"""Milliseconds that the builder has for a change, besides the time that the last build took.

After that, readers build the menu themselves.
"""
_LONGEST_BUILD: Final = 3_000  # milliseconds that are added
_STORE_SECONDS: Final = 0.5

# The last body of each shape that this process read, with its tag.
_bodies: dict[str, tuple[str, str]] = {}


class Menu(NamedTuple):
    """An answer. `body` is empty if the client has the version `tag`."""

    tag: str
    body: str


def read_menu(shape: str, is_known: Callable[[str], bool]) -> Menu:
    """Return the menu in a shape. `is_known`: whether the client has the version with a tag.

    1 GetItem of 0.5 RCU. For a body that this process does not have, 1 GetItem or BatchGetItem more, 0.5 RCU per 4 KB
    of compressed text. If that cannot be used, it is read again, consistently. If it still cannot be used, the menu is
    built and stored: the calls of `assemble`, and 1 TransactWriteItems.

    Raises: MenuTooLarge.
    """
    for consistent in (False, True):
        stored = store.read_tags(consistent=consistent)
        if _is_current(stored) and (menu := _stored_menu(stored, shape, is_known, consistent=consistent)):
            return menu
    return _build(stored, shape)


def _is_current(stored: StoredMenu) -> bool:
    if stored.fingerprint != fingerprint():
        return False
    # The clock that wrote a mark from the future is wrong, so the age of the change is unknown.
    patience = STALE_AFTER + min(stored.took, _LONGEST_BUILD)
    return stored.stale_since is None or abs(now() - stored.stale_since) <= patience


def _stored_menu(stored: StoredMenu, shape: str, is_known: Callable[[str], bool], *, consistent: bool) -> Menu | None:
    """Return the stored menu, or None if its parts are missing, broken or of another build."""
    tag, parts, _ = stored.shapes[shape]
    if not parts:
        raise MenuTooLarge
    if is_known(tag):
        return Menu(tag, "")
    held_tag, body = _bodies.get(shape, ("", ""))
    if held_tag == tag:
        return Menu(tag, body)
    read = body_of(store.read_parts(shape, parts, consistent=consistent), tag)
    if read is None:
        return None
    _bodies[shape] = tag, read
    return Menu(tag, read)


def _build(stored: StoredMenu, shape: str) -> Menu:
    """Build the menu on the spot, and store it for the next request. An answer does not depend on the latter."""
    count("MenusAssembled")
    began = now()
    made = assemble()
    try:
        _store(stored, made, began)
    except Superseded:
        pass
    except Exception as error:  # noqa: BLE001  # the answer does not depend on it
        count("MenusNotStored")
        if isinstance(error, StorageRefused):
            report_refusal(error.reason)
        logger.exception("The menu cannot be stored")
    answer = made[shape]
    if not answer.parts:
        raise MenuTooLarge
    _bodies[shape] = answer.tag, answer.body
    return Menu(answer.tag, answer.body)


def _store(stored: StoredMenu, made: Answers, began: int) -> None:
    """Store the menu if the request has time left. Raises: Superseded, StorageUnavailable."""
    deadline.require_time()
    with deadline.at_most(_STORE_SECONDS):
        # If the tag item is current, its parts are not.
        store_build(stored, made, began, repair=_is_current(stored))
