"""Reads what an order is priced with: products, customizations, addons, the store's settings, and taken slots."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bodega.dynamodb import Item, Key, Query, Table, batch_get
from bodega.orders import keys
from orders.pricing.cart import Catalogue

catalog = Table("CATALOG_TABLE")

_PRODUCT, _CUSTOMIZATION, _ADDON = "PRODUCT", "CUSTOMIZATION", "ADDON"


class Wanted(NamedTuple):
    """The ids of the items that a cart names."""

    products: Sequence[str]
    customizations: Sequence[str]
    addons: Sequence[str]


class Found(NamedTuple):
    """What a cart refers to. `others`: the other items that were asked for, by key."""

    catalogue: Catalogue
    settings: Item | None
    pause: Item | None
    others: Mapping[Key, Item]


def read(wanted: Wanted, *, consistent: bool = False, others: Mapping[str, Sequence[Key]] | None = None) -> Found:
    """Return the items that a cart needs; 1 BatchGetItem over the tables per 100 items.

    A product can require a choice that the cart does not name. Its customizations need 1 more BatchGetItem.
    0.5 RCU per item of up to 4 KB, 1 when consistent. `others`: more keys to read in the same call, by table.
    """
    more = dict(others or {})
    of_orders = [keys.settings_key(), keys.pause_key(), *more.pop(keys.table.name, ())]
    found = batch_get(
        {
            catalog.name: [
                *(Key(_PRODUCT, each) for each in wanted.products),
                *(Key(_CUSTOMIZATION, each) for each in wanted.customizations),
                *(Key(_ADDON, each) for each in wanted.addons),
            ],
            keys.table.name: of_orders,
            **more,
        },
        consistent=consistent,
    )
    products = _of_kind(found[catalog.name], _PRODUCT)
    customizations = _of_kind(found[catalog.name], _CUSTOMIZATION)
    unnamed = _unnamed(products.values(), wanted.customizations)
    if unnamed:
        rest = catalog.batch_get([Key(_CUSTOMIZATION, each) for each in unnamed], consistent=consistent)
        customizations |= _of_kind(rest, _CUSTOMIZATION)
    others_found = {Key(item["pk"], item["sk"]): item for name in found if name != catalog.name for item in found[name]}
    return Found(
        Catalogue(products, customizations, _of_kind(found[catalog.name], _ADDON)),
        others_found.pop(keys.settings_key(), None),
        others_found.pop(keys.pause_key(), None),
        others_found,
    )


def read_taken(day: date, *, consistent: bool = False) -> dict[str, int]:
    """Return the units that are taken in the slots of a business day, by their start; 1 Query, 0.5 RCU per 4 KB."""
    query = Query("#pk = :pk", {"pk": keys.slot_partition(day.isoformat())}, consistent=consistent)
    return {item["sk"]: item["taken"] for item in keys.table.query_all(query)}


def _of_kind(items: Iterable[Item], kind: str) -> dict[str, Item]:
    return {item["id"]: item for item in items if item["pk"] == kind}


def _unnamed(products: Iterable[Item], named: Sequence[str]) -> list[str]:
    """Return the ids of the products' customizations that the cart does not name."""
    return list(
        dict.fromkeys(each for product in products for each in product["customizationIds"] if each not in named)
    )
