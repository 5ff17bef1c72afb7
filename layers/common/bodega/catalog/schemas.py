"""The fields that items of all kinds have, as models of request bodies."""

from collections.abc import Sequence

from pydantic import Field

from bodega.field_types import Name, Prose
from bodega.models import Document


class CatalogFields(Document):
    """The fields that an admin sets of an item of any kind."""

    name: Name = Field(
        description="Unique within its kind, without regard to case and invisible characters", examples=["Oat milk"]
    )
    description: Prose = Field("", description="Text for customers", examples=["Barista style, from Quebec oats."])
    in_stock: bool = Field(default=True, description="Whether it is in stock")


class Stock(Document):
    """The fields that change while the shop is open."""

    in_stock: bool = Field(description="Whether it is in stock", examples=[False])


def unique(ids: Sequence[str]) -> Sequence[str]:
    """Validate a list of ids: no id may appear twice. Their order is kept."""
    if len(set(ids)) != len(ids):
        raise ValueError("must not contain the same ID twice")
    return ids
