"""The fields of an addon that an admin sets."""

from pydantic import Field

from bodega.catalog.schemas import CatalogFields
from bodega.models import Money


class AddonFields(CatalogFields):
    price: Money = Field(description="Added to the price of the product")
