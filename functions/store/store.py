"""The items of the store in the orders table, and the products that use a tax category."""

from collections.abc import Collection, Mapping
from itertools import islice
from typing import Any, NamedTuple

from bodega import clock
from bodega.dynamodb import ANY, ConditionFailed, Item, Query, Update
from bodega.items import Stale
from bodega.orders.keys import pause_key, settings_key, slot_partition, table

_MOST_PRODUCTS = 100


class StoreItems(NamedTuple):
    """The stored settings and the pause. None if nothing was stored yet."""

    settings: Item | None
    pause: Item | None


def read_store() -> StoreItems:
    """Return settings and pause. 1 Query, 0.5 RCU per 4 KB."""
    query = Query("#pk = :pk", {"pk": settings_key().pk})
    items = {item["sk"]: item for item in table.query(query).items}
    return StoreItems(items.get(settings_key().sk), items.get(pause_key().sk))


def read_settings() -> Item | None:
    """Return the stored settings as they are now. 1 GetItem, 1 RCU per 4 KB."""
    return table.get(settings_key(), consistent=True)


def write_settings(fields: Mapping[str, Any], version: int) -> Item:
    """Set all members of the settings, which are at `version` (0: not stored yet). 1 UpdateItem, 1 WCU per KB.

    Raises: Stale.
    """
    condition, values = ("#version = :read", {"read": version}) if version else ("attribute_not_exists(#pk)", {})
    changes = {**fields, "updatedAt": clock.timestamp(clock.now())}
    try:
        return table.update(Update(settings_key(), condition, set=changes, add={"version": 1}, values=values))
    except ConditionFailed as failed:
        raise Stale(failed.item) from None


def write_pause(fields: Mapping[str, Any]) -> Item:
    """Replace the pause. 1 UpdateItem, 1 WCU."""
    changes = {**fields, "updatedAt": clock.timestamp(clock.now())}
    return table.update(Update(pause_key(), ANY, set=changes, add={"version": 1}))


def read_taken(day: str) -> dict[str, int]:
    """Return the units that orders have taken of a business day's slots, by the slot's start.

    1 Query, 0.5 RCU per 4 KB.
    """
    items = table.query_all(Query("#pk = :pk", {"pk": slot_partition(day)}, fields=("sk", "taken")))
    return {item["sk"]: item["taken"] for item in items}


def products_with_tax_categories(ids: Collection[str]) -> list[str]:
    """Return the IDs of up to 100 products that use one of the tax categories. 1 Query per MB, 0.5 RCU per 4 KB."""
    from bodega.catalog.reads import table as catalog  # only where a category is removed

    values = {f"id_{number}": category for number, category in enumerate(sorted(ids))}
    query = Query(
        "#pk = :pk",
        {"pk": "PRODUCT", **values},
        filter=f"#taxCategory IN ({', '.join(f':{name}' for name in values)})",
        fields=("sk",),
    )
    return [item["sk"] for item in islice(catalog.query_all(query), _MOST_PRODUCTS)]
