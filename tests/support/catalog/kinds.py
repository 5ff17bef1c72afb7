"""The four kinds of the catalogue as docs/api.md describes them, for tests that hold for several."""

from typing import Any

KINDS = ("addons", "customizations", "products", "categories")
PREFIX = {"addons": "add", "customizations": "cus", "products": "prd", "categories": "cat"}

# kind -> the field that lists ids of others, and of which kind they are
HOLDS = {
    "customizations": ("addonIds", "addons"),
    "products": ("customizationIds", "customizations"),
    "categories": ("productIds", "products"),
}
HOLDERS = tuple(HOLDS)
PARTITION = {
    "addons": "ADDON",
    "customizations": "CUSTOMIZATION",
    "products": "PRODUCT",
    "categories": "CATEGORY",
}

_COMMON: dict[str, Any] = {"description": "", "inStock": True}
DEFAULTS: dict[str, dict[str, Any]] = {
    "addons": _COMMON,
    "customizations": {**_COMMON, "required": False, "maxPerAddon": 1, "minimum": 0},
    "products": {**_COMMON, "images": [], "customizationIds": [], "spiciness": 0, "quantity": None},
    "categories": {**_COMMON, "productIds": [], "position": None},
}

_PRICE = {"amount": 475, "currency": "CAD"}
_COMPLETE: dict[str, dict[str, Any]] = {
    "addons": {"price": _PRICE},
    "customizations": {"addonIds": [], "required": False, "maxPerAddon": 3, "minimum": 0, "maximum": 0},
    "products": {
        "price": _PRICE,
        "images": ["https://images.example.com/flat-white.webp"],
        "customizationIds": [],
        "spiciness": 2,
        "quantity": 12,
    },
    "categories": {"productIds": [], "position": 3},
}


def complete(kind: str, name: str = "Flat White") -> dict[str, Any]:
    """A document with every field of `kind`, that refers to nothing."""
    return {"name": name, "description": "Two short shots.", "inStock": False, **_COMPLETE[kind]}


def absent_id(kind: str, number: int = 0) -> str:
    """A well-formed id that nothing has."""
    return f"{PREFIX[kind]}_01JD4W0Q8V5E2M7T9X3K6{number:05d}"


def referring(kind: str, ids: list[str]) -> dict[str, Any]:
    """The fields with which one of `kind` refers to `ids`."""
    field, _ = HOLDS[kind]
    return {field: ids} | ({"maximum": len(ids)} if kind == "customizations" else {})
