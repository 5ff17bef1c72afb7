"""The fields of a product that an admin sets, and their rules."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import SchemaValidator, core_schema

from bodega.card_search import Search
from bodega.catalog.schemas import CatalogFields, Stock, unique
from bodega.field_types import TaxCategoryId
from bodega.ids import id_pattern, id_rule
from bodega.models import Document, Money, form

MAX_QUANTITY = 1_000_000

# The validator of pydantic's AnyUrl. Importing AnyUrl itself takes longer than building this.
_https = SchemaValidator(core_schema.url_schema(allowed_schemes=["https"], host_required=True))

# The parser silently corrects control characters, backslashes and `https:shop.example`, as browsers do.
_AS_WRITTEN = re.compile(r"https://[^\s\\\x00-\x1f\x7f]+", re.IGNORECASE)

# Pictures that a server on the reader's own machine has, such as the local shop's. Browsers load them into https pages.
_LOCAL = re.compile(r"http://(127\.0\.0\.1|localhost)(:[0-9]{1,5})?/[!-\[\]-~]*", re.IGNORECASE)


def _check_image(url: str) -> str:
    """Return `url` as typed: the parser would normalise it."""
    if _LOCAL.fullmatch(url) or (_https.isinstance_python(url) and _AS_WRITTEN.fullmatch(url)):
        return url
    raise ValueError("must be an https URL without spaces, for example https://shop.example/cake.jpg")


ImageUrl = Annotated[str, Field(max_length=2048), AfterValidator(_check_image), Search.AS_REFERENCE]
CustomizationId = Annotated[str, form(id_pattern("cus"), id_rule("cus", "a customization"))]
Quantity = Annotated[int, Field(ge=0, le=MAX_QUANTITY)]


def _check_change(change: int) -> int:
    if change == 0:
        raise ValueError("must not be 0")
    return change


class ProductFields(CatalogFields):
    price: Money = Field(description="Without customizations")
    images: list[ImageUrl] = Field(
        [], max_length=10, description="https URLs, the main image first. For 127.0.0.1 and localhost also http URLs"
    )
    customization_ids: Annotated[list[CustomizationId], AfterValidator(unique)] = Field(
        [], max_length=20, description="IDs of the customizations, in order"
    )
    spiciness: int = Field(0, ge=0, le=5, description="From 0 (mild) to 5 (very hot)")
    quantity: Quantity | None = Field(None, description="Pieces left. Null: not counted. 0: sold out")
    tax_category: TaxCategoryId | None = Field(
        None,
        description="ID of a tax category of the shop's settings. Null, and an ID that the settings do not have: the "
        "first category",
        examples=["standard"],
    )


class ProductStock(Stock):
    quantity: Quantity | None = Field(None, description="Pieces left. Null: not counted. Omitted: unchanged")


class StockAdjustment(Document):
    change: Annotated[int, AfterValidator(_check_change)] = Field(
        ge=-MAX_QUANTITY,
        le=MAX_QUANTITY,
        description="Pieces to add, or to take if it is negative. Not 0",
        examples=[12],
    )
    reason: Literal["delivery", "return", "waste", "count", "other"] = Field(
        description="Why the stock changes. It is logged, and not stored", examples=["delivery"]
    )
