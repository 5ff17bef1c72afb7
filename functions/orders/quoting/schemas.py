"""Request bodies of a quote, which an order extends."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from bodega.card_search import Search
from bodega.ids import id_pattern, id_rule
from bodega.models import Document, Money, form
from bodega.moments import LONGEST_MOMENT, MOMENT_RULE, parse_moment
from orders.field_types import Note
from orders.pricing.cart import MAX_ADDONS_PER_LINE, MAX_LINES, MAX_QUANTITY

MAX_TIP_PERCENT = 100

ProductId = Annotated[str, form(id_pattern("prd"), id_rule("prd", "a product"))]
CustomizationId = Annotated[str, form(id_pattern("cus"), id_rule("cus", "a customization"))]
AddonId = Annotated[str, form(id_pattern("add"), id_rule("add", "an addon"))]
TableName = Annotated[
    str,
    form(
        "^[A-Za-z0-9][A-Za-z0-9 -]{0,9}$",
        "must have 1 to 10 letters from a to z, digits, spaces and hyphens, for example 7",
        examples=["7"],
    ),
]


def _check_moment(value: str) -> str:
    if parse_moment(value) is None:
        raise ValueError(MOMENT_RULE)
    return value


Moment = Annotated[
    str,
    Field(max_length=LONGEST_MOMENT, json_schema_extra={"format": "date-time"}),
    AfterValidator(_check_moment),
    Search.NEVER,
]


class ChoiceFields(Document):
    addon_id: AddonId = Field(description="The ID of an addon of the customization")
    quantity: int = Field(1, ge=1, le=MAX_QUANTITY, description="How often one piece has the addon")


class SelectionFields(Document):
    """The addons that are chosen from one customization of the product."""

    customization_id: CustomizationId = Field(description="The ID of a customization of the product")
    addons: list[ChoiceFields] = Field(max_length=MAX_ADDONS_PER_LINE)


class LineFields(Document):
    product_id: ProductId = Field(description="The ID of the product")
    quantity: int = Field(1, ge=1, le=MAX_QUANTITY)
    selections: list[SelectionFields] = Field([], max_length=MAX_ADDONS_PER_LINE)
    note: Note | None = Field(None, description="For the kitchen", examples=["well done"])


class FulfilmentFields(Document):
    type: Literal["pickup", "dineIn"] = Field(description="Has to be one that the store offers")
    at: Moment | None = Field(
        None,
        description="When it should be ready (RFC 3339). Null: as soon as possible",
        examples=["2026-01-31T12:30:00-05:00"],
    )
    table: TableName | None = Field(None, description="Only for `dineIn`, and required in its orders")

    @model_validator(mode="after")
    def _has_a_table_only_to_dine_in(self) -> "FulfilmentFields":
        if self.table is not None and self.type != "dineIn":
            raise ValueError("must have a table only if type is dineIn")
        return self


class TipFields(Document):
    """A tip: a percentage of the items, or an amount."""

    percent: int | None = Field(None, ge=0, le=MAX_TIP_PERCENT, examples=[15])
    amount: Money | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> "TipFields":
        if (self.percent is None) is (self.amount is None):
            raise ValueError("must have either percent or amount")
        return self


class QuoteFields(Document):
    lines: list[LineFields] = Field(min_length=1, max_length=MAX_LINES)
    fulfilment: FulfilmentFields
    tip: TipFields | None = None
