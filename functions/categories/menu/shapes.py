"""What the menu shows of the catalogue, and its two shapes.

`nested`: categories → products → customizations → addons. `flat`: each item once, with the ids of what it refers to.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bodega.catalog.kinds import COMMON_FIELDS
from bodega.items import Item
from categories.order import menu_position

FORMAT: Final = 2
"""The version of the two shapes. Raise it when code changes their text: readers then rebuild the stored menu."""
SHAPES: Final = ("nested", "flat")

_FEW: Final = 5
_TEXT = ("id", *COMMON_FIELDS)
# The attributes of an item of each partition that the menu depends on.
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "CATEGORY": (*_TEXT, "productIds", "position"),
    "PRODUCT": (*_TEXT, "price", "images", "spiciness", "customizationIds"),
    "CUSTOMIZATION": (*_TEXT, "required", "minimum", "maximum", "maxPerAddon", "addonIds"),
    "ADDON": (*_TEXT, "price"),
}
PARTITIONS: Final = tuple(_SHOWN)
"""The partitions of the catalogue, each before the partition that it refers to."""

Catalogue = Mapping[str, Mapping[str, Item]]
"""What the menu shows of each item, by partition and id."""


def shown(partition: str, item: Item) -> Item:
    """Return what the menu shows of an item. The menu depends on nothing else of it."""
    found = {name: item.get(name) for name in _SHOWN[partition]}
    if partition == "PRODUCT":
        quantity = item.get("quantity")
        found["fewLeft"] = quantity is not None and 1 <= quantity <= _FEW
        found["soldOut"] = quantity == 0
    return found


def shapes(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """Return both shapes by name. An id that no item has is left out."""
    menu = _Menu(catalogue)
    return {"nested": menu.nested(), "flat": menu.flat()}


class _Menu:
    """The items that the menu shows, in order, with references only to items that exist."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._addons = catalogue["ADDON"]
        self._customizations = {
            key: _referring(item, "addonIds", self._addons) for key, item in catalogue["CUSTOMIZATION"].items()
        }
        self._on_sale = {
            key for category in catalogue["CATEGORY"].values() if category["inStock"] for key in category["productIds"]
        }
        self._products = {
            key: self._product(_referring(item, "customizationIds", self._customizations))
            for key, item in catalogue["PRODUCT"].items()
        }
        ordered = sorted(catalogue["CATEGORY"].values(), key=menu_position)
        self._categories = [
            _without(_referring(category, "productIds", self._products), "position") for category in ordered
        ]

    def nested(self) -> dict[str, Any]:
        customizations = _nested(self._customizations, "addonIds", "addons", self._addons)
        products = _nested(self._products, "customizationIds", "customizations", customizations)
        return {"categories": [_nest(item, "productIds", "products", products) for item in self._categories]}

    def flat(self) -> dict[str, Any]:
        """Products, customizations and addons are in the order of their ids: the oldest first."""
        products = _used(self._products, self._categories, "productIds")
        customizations = _used(self._customizations, products, "customizationIds")
        return {
            "categories": self._categories,
            "products": products,
            "customizations": customizations,
            "addons": _used(self._addons, customizations, "addonIds"),
        }

    def _product(self, product: Item) -> Item:
        chosen = (self._customizations[key] for key in product["customizationIds"])
        in_stock = product["inStock"] and not product["soldOut"] and product["id"] in self._on_sale
        available = in_stock and all(map(self._can_be_met, chosen))
        references = product["customizationIds"]
        shown = _without(product, "customizationIds", "fewLeft", "soldOut")
        return shown | {"available": available, "fewLeft": product["fewLeft"], "customizationIds": references}

    def _can_be_met(self, customization: Item) -> bool:
        """Return whether enough addons are in stock for a required choice."""
        if not customization["required"]:
            return True
        if not customization["inStock"]:
            return False
        in_stock = sum(self._addons[key]["inStock"] for key in customization["addonIds"])
        return bool(in_stock * customization["maxPerAddon"] >= customization["minimum"])


def _referring(item: Item, field: str, targets: Mapping[str, Item]) -> Item:
    return item | {field: [key for key in item[field] if key in targets]}


def _without(item: Item, *names: str) -> Item:
    return {name: value for name, value in item.items() if name not in names}


def _nested(items: Mapping[str, Item], field: str, name: str, targets: Mapping[str, Item]) -> dict[str, Item]:
    return {key: _nest(item, field, name, targets) for key, item in items.items()}


def _nest(item: Item, field: str, name: str, targets: Mapping[str, Item]) -> Item:
    return _without(item, field) | {name: [targets[key] for key in item[field]]}


def _used(items: Mapping[str, Item], holders: Iterable[Item], field: str) -> list[Item]:
    named = {key for holder in holders for key in holder[field]}
    return [item for key, item in items.items() if key in named]
