"""The settings of the store: read, replaced and patched as one document."""

from collections.abc import Callable, Mapping
from typing import Any

from bodega import deadline
from bodega.errors import InUse
from bodega.items import Item, Stale, Versions, check_version
from bodega.orders.settings import DEFAULTS, WEEKDAYS
from store.store import products_with_tax_categories, read_settings, write_settings


def get_settings() -> dict[str, Any]:
    """Return the settings; without stored ones, the defaults with version 0. 1 GetItem, 1 RCU."""
    return settings_document(read_settings())


def replace_settings(fields: dict[str, Any], versions: Versions | None) -> dict[str, Any]:
    """Set all members and return the settings. 1 GetItem and 1 UpdateItem; 1 RCU and 1 WCU per KB.

    Where a tax category is removed, also a Query over the products.

    Raises: VersionConflict, PreconditionFailed, InUse if products use a tax category that is removed.
    """
    return _change(versions, lambda _: fields)


def patch_settings(patch: dict[str, Any], versions: Versions | None) -> dict[str, Any]:
    """Apply a JSON merge patch (RFC 7396) and return the settings. The calls of `replace_settings`.

    Raises: ValidationFailed, and the errors of `replace_settings`.
    """
    from bodega.merge_patch import patched
    from store.schemas import StoreFields

    return _change(versions, lambda current: patched(StoreFields, current, patch))


def settings_document(item: Item | None) -> dict[str, Any]:
    """Return the settings as admins see them."""
    stored = item or {}
    return {**members(item), "version": stored.get("version", 0), "updatedAt": stored.get("updatedAt")}


def members(item: Item | None) -> dict[str, Any]:
    """Return the members that an admin sets. Members that an older version of the code did not store have defaults."""
    stored = item or {}
    found = {name: stored.get(name, default) for name, default in DEFAULTS.items()}
    if found["hours"] is not None:
        found["hours"] = {day: found["hours"].get(day, []) for day in WEEKDAYS}  # DynamoDB keeps no order
    return found


def tag_of_state(version: int, state: str) -> str:
    """Return the tag of a representation that depends on the settings and on `state`."""
    return f"{version}.{state}"


def _change(versions: Versions | None, change: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    """Apply `change` to the settings as they are, again each time a concurrent change comes first."""
    while True:
        deadline.require_time()
        item = read_settings()
        version = item["version"] if item else 0
        check_version(version, _of_settings(versions), "store")
        current = members(item)
        fields = change(current)
        _check_tax_categories(current, fields)
        try:
            return settings_document(write_settings(fields, version))
        except Stale:
            continue


def _of_settings(versions: Versions | None) -> Versions | None:
    """Return the versions of the settings in tags, which are also part of the tags of `GET /store`."""
    if versions is None:
        return None
    allowed, excluded = (
        None if tags is None else frozenset(tag.partition(".")[0] for tag in tags) for tags in versions
    )
    return Versions(allowed, excluded)


def _check_tax_categories(before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Check that no product loses its tax category.

    Raises: InUse.
    """
    removed = _category_ids(before) - _category_ids(after)
    if removed and (products := products_with_tax_categories(removed)):
        detail = "The products in dependants use a tax category that is left out; give them another one first."
        raise InUse(detail, products)


def _category_ids(fields: Mapping[str, Any]) -> set[str]:
    return {category["id"] for category in fields["taxes"]["categories"]}
