"""The fields of a category that an admin sets, and the order of all categories."""

from typing import Annotated

from pydantic import AfterValidator, Field

from bodega.catalog.schemas import CatalogFields, unique
from bodega.ids import id_pattern, id_rule
from bodega.models import Document, form

CategoryId = Annotated[str, form(id_pattern("cat"), id_rule("cat", "a category"))]
ProductId = Annotated[str, form(id_pattern("prd"), id_rule("prd", "a product"))]


class CategoryFields(CatalogFields):
    product_ids: Annotated[list[ProductId], AfterValidator(unique)] = Field(
        [], max_length=500, description="IDs of the products, in order. One request adds or removes at most 90."
    )
    position: Annotated[int, Field(ge=0, le=10_000)] | None = Field(
        None, description="Place in the menu, from 0. Null: after all categories with a position, oldest first"
    )


class CategoryOrder(Document):
    category_ids: Annotated[list[CategoryId], AfterValidator(unique)] = Field(
        max_length=1000, description="The ID of every category once, in the new order"
    )
