"""A user's addresses: up to 20, one of which can be the default."""

from collections.abc import Mapping
from typing import Any

from bodega import clock, deadline
from bodega.idempotency import IdempotentRequest
from bodega.ids import new_id
from bodega.items import Stale, Versions, check_version
from users.saved_items.kinds import ADDRESS
from users.saved_items.store import SavedItem

_STORED = ("name", "line1", "line2", "city", "region", "postalCode", "country", "phone", "instructions")


def list_addresses(user_id: str) -> list[dict[str, Any]]:
    """Return all addresses of a user, oldest first."""
    return [_represent(saved) for saved in ADDRESS.store.list_all(user_id)]


def get_address(user_id: str, address_id: str) -> dict[str, Any]:
    """Raises: NotFound."""
    return _represent(ADDRESS.get(user_id, address_id))


def add_address(user_id: str, fields: dict[str, Any], request: IdempotentRequest | None) -> tuple[dict[str, Any], bool]:
    """Add an address; return it, and whether it is replayed.

    Raises: ValidationFailed if there are 20, IdempotencyKeyReused, SessionEnded if the account was erased.
    """
    now = clock.timestamp(clock.now())
    stored = {name: fields[name] for name in _STORED}
    item = {"id": new_id(ADDRESS.id_prefix), **stored, "version": 1, "createdAt": now, "updatedAt": now}
    return ADDRESS.add(user_id, item, _represent(SavedItem(item, fields["default"])), request)


def replace_address(user_id: str, address_id: str, fields: dict[str, Any], versions: Versions | None) -> dict[str, Any]:
    """Replace an address; return the new one. It keeps its ID and `createdAt`.

    Raises: NotFound, VersionConflict.
    """
    while True:
        deadline.require_time()
        base = ADDRESS.get(user_id, address_id)
        check_version(revision(_represent(base)), versions, ADDRESS.singular)
        item = {
            "id": address_id,
            **{name: fields[name] for name in _STORED},
            "version": base.item["version"] + 1,
            "createdAt": base.item["createdAt"],
            "updatedAt": clock.timestamp(clock.now()),
        }
        try:
            ADDRESS.store.replace(user_id, base, item, default=fields["default"])
        except Stale:
            continue
        return _represent(SavedItem(item, fields["default"]))


def delete_address(user_id: str, address_id: str, versions: Versions | None) -> None:
    """Delete an address. 1 BatchGetItem more, 2 RCU, if the request has conditions: they depend on the default.

    Raises: NotFound, VersionConflict, PreconditionFailed.
    """
    if versions is None:
        ADDRESS.delete(user_id, address_id, None)
        return
    while True:
        deadline.require_time()
        base = ADDRESS.get(user_id, address_id)
        check_version(revision(_represent(base)), versions, ADDRESS.singular)
        try:
            ADDRESS.store.delete(user_id, address_id, Versions.exactly(base.item["version"]))
        except Stale:
            continue
        return


def revision(address: Mapping[str, Any]) -> str:
    """Return what identifies the state of an address: its version, and whether it is the default.

    Another address can become the default without a new version of this one.
    """
    return f"{address['version']}-default" if address["default"] else str(address["version"])


def _represent(saved: SavedItem) -> dict[str, Any]:
    item = saved.item
    return {
        "id": item["id"],
        **{name: item[name] for name in _STORED},
        "default": saved.default,
        **{name: item[name] for name in ("version", "createdAt", "updatedAt")},
    }
