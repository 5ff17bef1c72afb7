"""The body of a request with events. If one event is invalid, none is accepted."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from bodega import clock
from bodega.card_search import Search
from bodega.field_types import Name
from bodega.models import MAX_PRICE, MINOR_UNITS, Document, Money
from bodega.moments import LONGEST_MOMENT, MOMENT_RULE, parse_moment
from bodega.text import is_visible, refuse_control_characters

MAX_EVENTS = 25
# One transaction counts an event and writes at most 100 items: the lines, hour, day, month and year, and the mark.
MAX_LINES = 90
MAX_QUANTITY = 10_000
_EARLIEST = datetime(2000, 1, 2, tzinfo=UTC)
_AHEAD = timedelta(days=1)


def _check_moment(value: str) -> str:
    moment = parse_moment(value)
    if moment is None:
        raise ValueError(MOMENT_RULE)
    if moment < _EARLIEST:
        raise ValueError("must not be before 2000-01-02")
    if moment > clock.now() + _AHEAD:
        raise ValueError("must not be more than a day in the future")
    return clock.timestamp(moment)


def _check_reference(value: str) -> str:
    refuse_control_characters(value)
    if not is_visible(value):
        raise ValueError("must not be blank")
    return value


class OrderMoney(Money):
    """An amount of a line or of an order. The largest quantity at the highest price fits."""

    amount: int = Field(ge=0, le=MAX_QUANTITY * MAX_PRICE, description=MINOR_UNITS, examples=[1299])


def _check_total(value: OrderMoney, info: ValidationInfo) -> OrderMoney:
    items = info.data.get("items")  # absent if it is invalid itself
    if items is not None and value.amount != sum(item.amount.amount for item in items):
        raise ValueError("must be the sum of the items' amounts")
    return value


Reference = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_check_reference), Search.AS_REFERENCE]
"""An ID that another system has chosen: any visible text. It is kept and compared as it is, spaces included."""


class ItemFields(Document):
    product_id: Reference = Field(description="The ID of the product", examples=["prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN"])
    name: Annotated[Name, Field(description="The name of the product, for reports", examples=["Flat white"])]
    quantity: int = Field(ge=1, le=MAX_QUANTITY, examples=[2])
    amount: OrderMoney = Field(description="Amount of the whole line, including addons")


class EventFields(Document):
    event_id: Reference = Field(description="Unique ID of the event. An ID counts once, forever.")
    type: Literal["order.placed", "order.refunded"] = Field(description="The amounts of a refund are subtracted")
    order_id: Reference = Field(description="ID of the order in your system")
    occurred_at: Annotated[str, AfterValidator(_check_moment), Search.NEVER] = Field(
        description="Time with offset (RFC 3339). It determines the hour and day in reports.",
        examples=["2026-01-31T09:30:00Z"],
        max_length=LONGEST_MOMENT,
        json_schema_extra={"format": "date-time"},
    )
    items: list[ItemFields] = Field(min_length=1, max_length=MAX_LINES)
    # Declared after the items, because it is compared with them.
    total: Annotated[OrderMoney, AfterValidator(_check_total)] = Field(description="The sum of the items' amounts")


class IntakeFields(Document):
    events: list[EventFields] = Field(min_length=1, max_length=MAX_EVENTS, description="Events in any order")
