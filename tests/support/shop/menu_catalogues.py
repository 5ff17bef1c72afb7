"""Random catalogues and random changes of them, as items of the table."""

from typing import Any

from hypothesis import strategies as st

Item = dict[str, Any]
Catalogue = dict[tuple[str, str], Item]
"""Items by partition and id."""

PREFIXES = {"CATEGORY": "cat", "PRODUCT": "prd", "CUSTOMIZATION": "cus", "ADDON": "add"}
REFERENCES = {
    "CATEGORY": ("productIds", "PRODUCT"),
    "PRODUCT": ("customizationIds", "CUSTOMIZATION"),
    "CUSTOMIZATION": ("addonIds", "ADDON"),
}
_MOST = 4  # items of a kind


def ids(partition: str) -> st.SearchStrategy[str]:
    return st.integers(0, _MOST - 1).map(lambda number: f"{PREFIXES[partition]}_01JD4W0Q8V5E2M7T9X3K6B1ZC{number}")


def _ids(partition: str) -> st.SearchStrategy[list[str]]:
    """References, in any order. Some lead to items that do not exist, as between two queries."""
    return st.lists(ids(partition), max_size=_MOST, unique=True)


_PRICES = st.fixed_dictionaries({"amount": st.integers(0, 999), "currency": st.just("CAD")})
_COMMON = {
    "name": st.text(min_size=1, max_size=5),
    "description": st.text(max_size=20),
    "inStock": st.booleans(),
    "refs": st.integers(0, 9),
    "version": st.integers(1, 9),
    "updatedAt": st.sampled_from(["2026-01-31T09:30:00.000Z", "2026-01-31T09:30:01.000Z"]),
}
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "ADDON": {**_COMMON, "price": _PRICES},
    "CUSTOMIZATION": {
        **_COMMON,
        "required": st.booleans(),
        "minimum": st.integers(0, 3),
        "maximum": st.integers(0, 3),
        "maxPerAddon": st.integers(1, 2),
        "addonIds": _ids("ADDON"),
    },
    "PRODUCT": {
        **_COMMON,
        "price": _PRICES,
        "images": st.lists(st.just("https://images.example.com/a.webp"), max_size=1),
        "spiciness": st.integers(0, 5),
        "quantity": st.none() | st.integers(0, 9),
        "customizationIds": _ids("CUSTOMIZATION"),
    },
    "CATEGORY": {**_COMMON, "position": st.none() | st.integers(0, 3), "productIds": _ids("PRODUCT")},
}
PARTITIONS = st.sampled_from(sorted(FIELDS))


@st.composite
def items(draw: st.DrawFn, partition: str | None = None) -> Item:
    """An item of a partition, or of any."""
    partition = partition or draw(PARTITIONS)
    own = draw(ids(partition))
    return {"pk": partition, "sk": own, "id": own} | draw(st.fixed_dictionaries(FIELDS[partition]))


CATALOGUES: st.SearchStrategy[Catalogue] = st.lists(items(), max_size=10).map(
    lambda found: {(item["pk"], item["id"]): item for item in found}
)


@st.composite
def changes(draw: st.DrawFn, catalogue: Catalogue) -> tuple[Item | None, Item | None]:
    """A change of a catalogue: an item before and after it. One of them is None where an item is added or deleted."""
    kind = draw(st.sampled_from(["change", "change", "change", "put", "delete"]))
    if kind == "put" or not catalogue:
        after = draw(items())
        return catalogue.get((after["pk"], after["id"])), after
    before = catalogue[draw(st.sampled_from(sorted(catalogue)))]
    if kind == "delete":
        return before, None
    fields = FIELDS[before["pk"]]
    names = draw(st.sets(st.sampled_from(sorted(fields)), min_size=1, max_size=2))
    return before, before | {name: draw(fields[name]) for name in sorted(names)}


def apply(catalogue: Catalogue, before: Item | None, after: Item | None) -> None:
    item = after or before or {}
    key = item["pk"], item["id"]
    if after is None:
        del catalogue[key]
    else:
        catalogue[key] = after
