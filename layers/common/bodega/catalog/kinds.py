"""What makes up a kind of thing in the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import Field
from pydantic_core import PydanticCustomError

from bodega.models import Document
from bodega.text import Name, Prose

SORT_NAME_END = "\x1f"
"""Ends the name in a sort key. It sorts below every character that a name may hold, so that `Tea`
comes before `Tea for two`; ASCII calls it the unit separator."""


class CatalogFields(Document):
    """What an admin sets of any thing in the catalogue."""

    name: Name = Field(description="Unique among its kind, without regard to case", examples=["Oat milk"])
    description: Prose = Field("", description="Text for the customer", examples=["Barista style, from Quebec oats."])
    in_stock: bool = Field(default=True, description="Whether it is offered at the moment")


class Stock(Document):
    """What the till changes while the shop is open."""

    in_stock: bool = Field(description="Whether it is offered at the moment", examples=[False])


class Saved(Document):
    """What the shop itself adds to each thing."""

    id: str
    version: int = Field(description="Rises by one at each change; also the ETag")
    created_at: str = Field(description="RFC 3339, UTC", examples=["2026-01-31T09:30:00.000Z"])
    updated_at: str = Field(description="RFC 3339, UTC", examples=["2026-01-31T09:30:00.000Z"])


class Reference(NamedTuple):
    """The field `field` of `holder` lists ids of `target`; both are partitions of the table."""

    holder: str
    field: str
    target: str


ADDONS_OF_CUSTOMIZATION = Reference("CUSTOMIZATION", "addonIds", "ADDON")
CUSTOMIZATIONS_OF_PRODUCT = Reference("PRODUCT", "customizationIds", "CUSTOMIZATION")
PRODUCTS_OF_CATEGORY = Reference("CATEGORY", "productIds", "PRODUCT")


@dataclass(frozen=True)
class Kind:
    """A kind of thing: its names, its fields, and how it hangs together with the others.

    `holds`: the list of others' ids in it. `held_by`: the list elsewhere that it may stand in;
    while it does, it cannot be deleted.
    """

    singular: str
    plural: str
    prefix: str
    fields: type[CatalogFields]
    example: dict[str, Any]
    stock: type[Stock] = Stock
    holds: Reference | None = None
    held_by: Reference | None = None

    @cached_property
    def partition(self) -> str:
        return self.singular.upper()

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        """The names of the admin's fields on the wire, which are also the table's."""
        return tuple(str(field.alias) for field in self.fields.model_fields.values())

    @cached_property
    def public_names(self) -> tuple[str, ...]:
        return ("id", *self.field_names, "version", "createdAt", "updatedAt")

    def represent(self, item: dict[str, Any]) -> dict[str, Any]:
        """The item as the API shows it: none of the table's own attributes."""
        return {name: item.get(name) for name in self.public_names}

    def references(self, item: dict[str, Any]) -> list[str]:
        return list(item[self.holds.field]) if self.holds else []


def unique(ids: Sequence[str]) -> Sequence[str]:
    """Validator of id lists: their order counts, and nothing stands in them twice."""
    if len(set(ids)) != len(ids):
        raise PydanticCustomError("duplicate", "must not name an id twice")
    return ids
