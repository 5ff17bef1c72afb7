"""The product as pydantic's and the frameworks' documentation declare one, for each that validates by pydantic."""

from typing import Annotated

from pydantic import AnyUrl, BaseModel, ConfigDict, Field, UrlConstraints
from pydantic.alias_generators import to_camel

ImageUrl = Annotated[AnyUrl, UrlConstraints(max_length=2048, allowed_schemes=["https"], host_required=True)]
CustomizationId = Annotated[str, Field(pattern="^cus_[0-7][0-9A-HJKMNP-TV-Z]{25}$")]


class Model(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Price(Model):
    amount: int = Field(ge=0, le=500_000_000_000)
    currency: str = Field(pattern="^[A-Z]{3}$")


class NewProduct(Model):
    name: str = Field(min_length=1, max_length=120)
    description: str = Field("", max_length=2000)
    in_stock: bool = True
    price: Price
    images: list[ImageUrl] = Field([], max_length=10)
    customization_ids: list[CustomizationId] = Field([], max_length=20)
    spiciness: int = Field(0, ge=0, le=5)
    quantity: int | None = Field(None, ge=0, le=1_000_000)
    tax_category: str | None = Field(None, pattern="^[a-z0-9-]{1,40}$")


class Product(NewProduct):
    model_config = ConfigDict(extra="ignore")  # the table's own attributes

    id: str
    version: int
    created_at: str
    updated_at: str


class ProductPage(Model):
    items: list[Product]
    next_cursor: str | None
