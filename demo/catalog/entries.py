"""The entries of the demo catalogue in `data/`, which refer to one another by name.

Amounts are integer minor units without a currency. The currency is a setting of the shop.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

import yaml

from bodega.text import fold_name
from demo.client import Body

Kind = Literal["addons", "customizations", "products", "categories"]

DATA = Path(__file__).parent / "data"


class DanglingReference(Exception):
    """An entry refers to a name that neither the catalogue nor the shop has."""


class Ids:
    """The ids of the shop's items, by kind and name."""

    def __init__(self) -> None:
        self._ids: dict[tuple[Kind, str], str] = {}

    def add(self, kind: Kind, name: str, item_id: str) -> None:
        self._ids[kind, fold_name(name)] = item_id

    def find(self, kind: Kind, name: str) -> str | None:
        return self._ids.get((kind, fold_name(name)))

    def resolve(self, kind: Kind, names: Iterable[str]) -> list[str]:
        """Return ids in the order of `names`. Raises DanglingReference."""
        found = [(name, self.find(kind, name)) for name in names]
        missing = [name for name, item_id in found if item_id is None]
        if missing:
            raise DanglingReference(f"there is no {', '.join(map(repr, missing))} among the {kind}")
        return [item_id for _, item_id in found if item_id is not None]


@dataclass(frozen=True, kw_only=True)
class Addon:
    name: str
    description: str
    price: int
    in_stock: bool = True

    def body(self, _ids: Ids, currency: str) -> Body:
        return {
            "name": self.name,
            "description": self.description,
            "inStock": self.in_stock,
            "price": {"amount": self.price, "currency": currency},
        }


@dataclass(frozen=True, kw_only=True)
class Customization:
    name: str
    description: str
    addons: Sequence[str]
    minimum: int
    maximum: int
    max_per_addon: int = 1
    required: bool = False
    in_stock: bool = True

    def body(self, ids: Ids, _currency: str) -> Body:
        return {
            "name": self.name,
            "description": self.description,
            "inStock": self.in_stock,
            "addonIds": ids.resolve("addons", self.addons),
            "required": self.required,
            "minimum": self.minimum,
            "maximum": self.maximum,
            "maxPerAddon": self.max_per_addon,
        }


@dataclass(frozen=True, kw_only=True)
class Product:
    name: str
    description: str
    price: int
    customizations: Sequence[str] = ()
    spiciness: int = 0
    quantity: int | None = None
    tax_category: str | None = None
    in_stock: bool = True
    picture: str | None = None
    """What the picture shows: see `demo.pictures.drawing`."""

    def body(self, ids: Ids, currency: str) -> Body:
        return {
            "name": self.name,
            "description": self.description,
            "inStock": self.in_stock,
            "price": {"amount": self.price, "currency": currency},
            "images": [],
            "customizationIds": ids.resolve("customizations", self.customizations),
            "spiciness": self.spiciness,
            "quantity": self.quantity,
            "taxCategory": self.tax_category,
        }


@dataclass(frozen=True, kw_only=True)
class Category:
    name: str
    description: str
    products: Sequence[str]
    in_stock: bool = True

    def body(self, ids: Ids, _currency: str) -> Body:
        return {
            "name": self.name,
            "description": self.description,
            "inStock": self.in_stock,
            "productIds": ids.resolve("products", self.products),
            "position": None,
        }


Entry: TypeAlias = Addon | Customization | Product | Category
# Each kind refers only to kinds before it.
Catalog: TypeAlias = Mapping[Kind, list[Entry]]


def read_catalog(folder: Path = DATA) -> Catalog:
    """Read every kind, in the order in which the kinds can be created.

    Raises TypeError for an unknown or missing field.
    """
    return {
        "addons": [Addon(**entry) for entry in _entries(folder / "addons.yaml")],
        "customizations": [Customization(**entry) for entry in _entries(folder / "customizations.yaml")],
        "products": [
            Product(**entry) for path in sorted((folder / "products").glob("*.yaml")) for entry in _entries(path)
        ],
        "categories": [Category(**entry) for entry in _entries(folder / "categories.yaml")],
    }


def _entries(path: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return entries
