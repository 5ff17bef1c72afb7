"""The kinds of the catalogue as docs/api.md describes them: one entry for each kind, from which the rest is derived.

The entries repeat what the functions declare, so that tests have expectations of their own. A test compares the two and
names the kind that is missing here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple

_PRICE = {"amount": 475, "currency": "CAD"}
_names = count()


class Holds(NamedTuple):
    """A field that lists the IDs of items of another kind."""

    field: str
    kind: str


@dataclass(frozen=True)
class KindEntry:
    """One kind of the catalogue. Its name is the plural, as in its routes.

    `required`: the fields besides the name that a new item needs. `defaults`: the optional fields besides those of all
    kinds. `complete`: a valid value for every field of the kind, with references to nothing.
    """

    function: str
    prefix: str
    partition: str
    required: Mapping[str, Any]
    defaults: Mapping[str, Any]
    complete: Mapping[str, Any]
    holds: Holds | None = None


ENTRIES: Mapping[str, KindEntry] = {
    "addons": KindEntry(
        function="addons",
        prefix="add",
        partition="ADDON",
        required={"price": {"amount": 100, "currency": "CAD"}},
        defaults={},
        complete={"price": _PRICE},
    ),
    "customizations": KindEntry(
        function="customization",
        prefix="cus",
        partition="CUSTOMIZATION",
        required={"addonIds": [], "maximum": 0},
        defaults={"required": False, "maxPerAddon": 1, "minimum": 0},
        complete={"addonIds": [], "required": False, "maxPerAddon": 3, "minimum": 0, "maximum": 0},
        holds=Holds("addonIds", "addons"),
    ),
    "products": KindEntry(
        function="products",
        prefix="prd",
        partition="PRODUCT",
        required={"price": {"amount": 100, "currency": "CAD"}},
        defaults={"images": [], "customizationIds": [], "spiciness": 0, "quantity": None, "taxCategory": None},
        complete={
            "price": _PRICE,
            "images": ["https://images.example.com/flat-white.webp"],
            "customizationIds": [],
            "spiciness": 2,
            "quantity": 12,
            "taxCategory": "food",
        },
        holds=Holds("customizationIds", "customizations"),
    ),
    "categories": KindEntry(
        function="categories",
        prefix="cat",
        partition="CATEGORY",
        required={},
        defaults={"productIds": [], "position": None},
        complete={"productIds": [], "position": 3},
        holds=Holds("productIds", "products"),
    ),
}

KINDS = tuple(ENTRIES)
CATALOG_FUNCTIONS = tuple(entry.function for entry in ENTRIES.values())
PREFIX = {kind: entry.prefix for kind, entry in ENTRIES.items()}
PARTITION = {kind: entry.partition for kind, entry in ENTRIES.items()}
HOLDS = {kind: entry.holds for kind, entry in ENTRIES.items() if entry.holds}
HOLDERS = tuple(HOLDS)
HELD_BY = {kind: tuple(holder for holder in HOLDERS if HOLDS[holder].kind == kind) for kind in KINDS}
"""The kinds that refer to each kind."""
PRICED = tuple(kind for kind, entry in ENTRIES.items() if "price" in entry.complete)
DEFAULTS = {kind: {"description": "", "inStock": True, **entry.defaults} for kind, entry in ENTRIES.items()}


def minimal(kind: str) -> dict[str, Any]:
    """Return the fields that a new item of `kind` needs, with a name of its own."""
    return {"name": f"{kind} {next(_names):04d}", **ENTRIES[kind].required}


def complete(kind: str, name: str = "Flat White") -> dict[str, Any]:
    """Return a document with every field of `kind`. It refers to nothing."""
    return {"name": name, "description": "Two short shots.", "inStock": False, **ENTRIES[kind].complete}


def absent_id(kind: str, number: int = 0) -> str:
    """Return a well-formed ID that no item has."""
    return f"{PREFIX[kind]}_01JD4W0Q8V5E2M7T9X3K6{number:05d}"


def referring(kind: str, ids: list[str]) -> dict[str, Any]:
    """Return the fields with which an item of `kind` refers to `ids`."""
    return {HOLDS[kind].field: ids} | ({"maximum": len(ids)} if kind == "customizations" else {})
