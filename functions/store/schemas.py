"""Request bodies of the routes of the store."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from bodega.card_search import Search
from bodega.field_types import Email, Name, Phone, TaxCategoryId
from bodega.models import MINOR_UNITS, Document, form
from bodega.moments import LONGEST_MOMENT
from bodega.orders.settings import MOST_DAYS_AHEAD
from store.checks import (
    CASH_ROUNDINGS,
    check_cash_rounding,
    check_closures,
    check_day,
    check_hours,
    check_until,
    unique,
)

_TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
_END = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
ShortName = Annotated[Name, Field(max_length=40)]


class SpanFields(Document):
    """A span of opening hours. Its end is on the next day if it is not after its beginning."""

    from_: str = form(_TIME, "must be a time such as 07:30", alias="from", examples=["07:30"])
    to: str = form(_END, "must be a time such as 17:30, or 24:00", description="24:00 is midnight", examples=["14:00"])

    @field_validator("to")
    @classmethod
    def _takes_time(cls, to: str, info: ValidationInfo) -> str:
        if to == info.data.get("from_"):
            raise ValueError("must differ from the beginning; a whole day is from 00:00 to 24:00")
        return to


Spans = Annotated[list[SpanFields], Field(max_length=6)]


class HoursFields(Document):
    """The opening hours of each day of the week. On a day without spans, the store is closed."""

    monday: Spans = Field([])
    tuesday: Spans = Field([])
    wednesday: Spans = Field([])
    thursday: Spans = Field([])
    friday: Spans = Field([])
    saturday: Spans = Field([])
    sunday: Spans = Field([])

    @model_validator(mode="after")
    def _do_not_overlap(self) -> "HoursFields":
        check_hours(self.as_json())
        return self


class ClosureFields(Document):
    """Days on which no span begins. The night before ends as usual."""

    from_: Annotated[str, AfterValidator(check_day), Search.NEVER] = Field(
        alias="from",
        description="First day",
        examples=["2026-12-24"],
        max_length=10,
        json_schema_extra={"format": "date"},
    )
    to: Annotated[str, AfterValidator(check_day), Search.NEVER] | None = Field(
        default=None,
        validate_default=True,
        description="Last day, included. Without it, the first day",
        examples=["2026-12-26"],
        max_length=10,
        json_schema_extra={"format": "date"},
    )
    reason: Name | None = Field(None, examples=["Christmas"])

    @field_validator("to")
    @classmethod
    def _ends(cls, to: str | None, info: ValidationInfo) -> str | None:
        first = info.data.get("from_")  # absent if it is invalid
        if to is None or first is None:
            return first
        if date.fromisoformat(to) < date.fromisoformat(first):
            raise ValueError("must not be before the first day")
        return to


class StoreAddressFields(Document):
    """The postal address of the store."""

    line1: Name = Field(description="Street and number", examples=["12 Rue Saint-Paul"])
    line2: Name | None = None
    city: Name | None = Field(None, examples=["Montréal"])
    region: Name | None = Field(None, description="Province, state or county", examples=["QC"])
    postal_code: Annotated[Name, Field(max_length=20)] | None = Field(None, examples=["H2Y 1G9"])
    country: str = form(
        "^[A-Z]{2}$", "must be two capital letters, for example CA", description="ISO 3166-1 alpha-2", examples=["CA"]
    )


class CapacityFields(Document):
    """The most that one slot takes."""

    unit: Literal["orders", "items"] = Field(description="What is counted: orders, or their pieces")
    per_slot: int = Field(ge=1, le=10_000, examples=[20])


class TipsFields(Document):
    percents: Annotated[list[Annotated[int, Field(ge=1, le=100)]], Field(max_length=6), AfterValidator(unique)] = Field(
        [], description="The tips that a storefront suggests, in percent", examples=[[10, 15, 20]]
    )


class TaxRateFields(Document):
    name: ShortName = Field(description="Shown on receipts", examples=["GST"])
    rate: int = Field(ge=0, le=100_000, description="In thousandths of a percent: 13 % is 13000", examples=[5000])


class TaxCategoryFields(Document):
    """The taxes of the products in a category."""

    id: TaxCategoryId = Field(description="`taxCategory` of products", examples=["standard"])
    name: ShortName = Field(examples=["Standard"])
    rates: list[TaxRateFields] = Field([], max_length=5, description="Their names differ. None: free of tax")

    @field_validator("rates")
    @classmethod
    def _have_different_names(cls, rates: list[TaxRateFields]) -> list[TaxRateFields]:
        unique([rate.name for rate in rates], "names")
        return rates


def _standard() -> list[TaxCategoryFields]:
    return [TaxCategoryFields(id="standard", name="Standard", rates=[])]


class TaxesFields(Document):
    """How taxes are computed."""

    prices_include: bool = Field(default=False, description="Whether the prices of the catalogue include taxes")
    rounding: Literal["total", "line"] = Field("total", description="Round per rate over the order, or per line")
    mode: Literal["half_up", "half_even"] = "half_up"
    categories: list[TaxCategoryFields] = Field(
        default_factory=_standard,
        min_length=1,
        max_length=20,
        description="The first one is that of products without a tax category, or with an unknown one",
    )

    @field_validator("categories")
    @classmethod
    def _have_different_ids(cls, categories: list[TaxCategoryFields]) -> list[TaxCategoryFields]:
        unique([category.id for category in categories], "IDs")
        return categories


class StoreFields(Document):
    """The settings of the store. A field that is left out of a PUT gets its default."""

    name: Name | None = Field(None, description="Null: the parameter `ShopName`", examples=["Café Bodega"])
    address: StoreAddressFields | None = None
    phone: Phone | None = None
    tax_number: ShortName | None = Field(None, description="Shown on receipts", examples=["123456789 RT0001"])
    hours: HoursFields | None = Field(None, description="Null: always open")
    closures: list[ClosureFields] = Field([], max_length=100, description="Days on which the store is closed")
    day_ends_at: str = form(
        "^(0[0-9]|1[01]):[0-5][0-9]$",
        "must be a time from 00:00 to 11:59, for example 04:00",
        default="00:00",
        description="When a business day ends and the next one begins",
        examples=["04:00"],
    )
    lead_minutes: int = Field(15, ge=0, le=1440, description="From an order to the earliest time that it can be due")
    slot_minutes: int = Field(15, ge=5, le=60)
    capacity: CapacityFields | None = Field(None, description="Null: no limit")
    max_days_ahead: int = Field(
        MOST_DAYS_AHEAD, ge=0, le=MOST_DAYS_AHEAD, description="How many business days ahead an order can be due"
    )
    auto_accept: bool = Field(default=False, description="Whether orders are accepted as they are placed")
    accept_within_minutes: int = Field(
        10, ge=1, le=120, description="An order that is not accepted in this time is canceled. Counts while open"
    )
    cancel_until: Literal["accepted", "preparing"] = Field(
        "accepted", description="Customers can cancel before their order gets this status"
    )
    hold_minutes: int = Field(
        10, ge=5, le=60, description="How long an order waits for its payment by card. Then it expires"
    )
    capture: Literal["accepted", "placed"] = Field(
        "accepted", description="When cards are charged: when an order gets this status. Until then they are authorized"
    )
    alert_email: Email | None = Field(
        None,
        description="Gets a mail if money needs a person: a card cannot be charged, or a refund failed. Null: no mail",
        examples=["owner@shop.example"],
    )
    number_from: int = Field(1, ge=1, le=9000, description="The number of a business day's first order")
    fulfilments: Annotated[list[Literal["pickup", "dineIn"]], AfterValidator(unique)] = Field(
        ["pickup"], min_length=1, max_length=2
    )
    tips: TipsFields = Field(default_factory=lambda: TipsFields(percents=[]))
    taxes: TaxesFields = Field(default_factory=lambda: TaxesFields.model_validate({}))
    # Not a Literal, which takes true for 1.
    cash_rounding: Annotated[int, AfterValidator(check_cash_rounding)] = Field(
        1,
        description=f"The smallest amount of cash. Totals that are paid in cash are rounded to it. {MINOR_UNITS}",
        json_schema_extra={"enum": [*CASH_ROUNDINGS]},
    )

    @field_validator("closures")
    @classmethod
    def _do_not_overlap(cls, closures: list[ClosureFields]) -> list[ClosureFields]:
        check_closures([closure.as_json() for closure in closures])
        return closures


class PauseFields(Document):
    """A pause. Both defaults together end it."""

    until: Annotated[str, AfterValidator(check_until), Search.NEVER] | None = Field(
        None,
        description="No new orders until then (RFC 3339), at most 7 days ahead. Null: orders are taken",
        examples=["2026-01-31T12:30:00Z"],
        max_length=LONGEST_MOMENT,
        json_schema_extra={"format": "date-time"},
    )
    add_minutes: int = Field(0, ge=0, le=120, description="Added to the lead time of new orders", examples=[20])
