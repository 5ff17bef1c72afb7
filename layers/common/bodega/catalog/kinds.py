"""Kinds of catalogue items: their names, their fields, and the references between them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple


class Reference(NamedTuple):
    """The field `field` of `holder` lists ids of `target`. Both are partitions of the table."""

    holder: str
    field: str
    target: str


ADDONS_OF_CUSTOMIZATION = Reference("CUSTOMIZATION", "addonIds", "ADDON")
CUSTOMIZATIONS_OF_PRODUCT = Reference("PRODUCT", "customizationIds", "CUSTOMIZATION")
PRODUCTS_OF_CATEGORY = Reference("CATEGORY", "productIds", "PRODUCT")

COMMON_FIELDS = ("name", "description", "inStock")
"""The names of the fields that all kinds have."""

REFERENCES = (ADDONS_OF_CUSTOMIZATION, CUSTOMIZATIONS_OF_PRODUCT, PRODUCTS_OF_CATEGORY)
"""All references of the catalogue. A kind holds ids by at most one of them; any number of kinds may refer to it."""


@dataclass(frozen=True)
class Kind:
    """A kind of item: its names and its fields.

    `field_names`: the names of the admin's fields, in the API and in the table, in the order of answers.
    `fields`, `stock`: the `module:name` of the models of request bodies. They have the same fields.
    """

    singular: str
    plural: str
    prefix: str
    field_names: tuple[str, ...]
    fields: str
    stock: str = "bodega.catalog.schemas:Stock"

    @cached_property
    def partition(self) -> str:
        return self.singular.upper()

    @cached_property
    def holds(self) -> Reference | None:
        """The field of the kind's items that lists ids of another kind."""
        return next((reference for reference in REFERENCES if reference.holder == self.partition), None)

    @cached_property
    def held_by(self) -> tuple[Reference, ...]:
        """The fields of other kinds that list ids of this kind's items. An item that is listed cannot be deleted."""
        return tuple(reference for reference in REFERENCES if reference.target == self.partition)

    @cached_property
    def public_names(self) -> tuple[str, ...]:
        return ("id", *self.field_names, "version", "createdAt", "updatedAt")

    def represent(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return the item as the API shows it, without the table's own attributes."""
        return {name: item.get(name) for name in self.public_names}

    def references(self, item: dict[str, Any]) -> list[str]:
        return list(item[self.holds.field]) if self.holds else []
