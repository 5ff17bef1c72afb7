"""Documentation of quotes."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, RootModel

from bodega.models import Document, Money
from bodega.openapi.operations import Operation, reads
from bodega.openapi.schemas import WHEN, Count, Day, Timestamp, example_id, id_field
from bodega.orders.openapi import LINE, TOTALS, FulfilmentType, Line, Totals

_TAG = "orders"
_CODES = (
    "`unknown_product`, `not_available` (marked out of stock), `out_of_stock` (`available` pieces are left), "
    "`choice_missing`, `choice_too_many`, `choice_not_offered`, `tip_too_high`, `fulfilment_not_offered`, "
    "`store_closed` (`opensAt`), `slot_full` (`next`), `too_soon` (`earliest`), `too_far_ahead` (`lastDay`); "
    "only when an order is placed: `payment_not_offered`"
)


def _depending_on_cause(*members: str) -> Callable[[dict[str, Any]], None]:
    """Return a change of a schema: these members are absent with some causes of the problem."""

    def change(schema: dict[str, Any]) -> None:
        schema["required"] = [name for name in schema["required"] if name not in members]

    return change


class _CartProblem(Document):
    pointer: str = Field(description="JSON pointer (RFC 6901) into the request body", examples=["/lines/0/quantity"])
    detail: str = Field(description="What is wrong, for people to read")


class UnknownProduct(_CartProblem):
    """There is no such product."""

    code: Literal["unknown_product"]
    product_id: id_field("prd")


class NotAvailable(_CartProblem):
    """The product, a customization or an addon is marked out of stock. The members name it."""

    model_config = ConfigDict(json_schema_extra=_depending_on_cause("productId", "customizationId", "addonId"))

    code: Literal["not_available"]
    product_id: id_field("prd")
    customization_id: id_field("cus")
    addon_id: id_field("add")


class OutOfStock(_CartProblem):
    """Fewer pieces are left than all lines of the product ask for."""

    code: Literal["out_of_stock"]
    product_id: id_field("prd")
    available: Count = Field(description="The pieces that are left")


class ChoiceMissing(_CartProblem):
    """Too few addons of a customization are chosen."""

    code: Literal["choice_missing"]
    customization_id: id_field("cus")
    minimum: Count = Field(description="The fewest addons")


class ChoiceTooMany(_CartProblem):
    """Too many addons of a customization are chosen, or one addon is chosen too often."""

    model_config = ConfigDict(json_schema_extra=_depending_on_cause("addonId"))

    code: Literal["choice_too_many"]
    customization_id: id_field("cus")
    addon_id: id_field("add")
    maximum: Count = Field(description="The most addons, or how often the addon can be chosen")


class ChoiceNotOffered(_CartProblem):
    """The product has no such customization, or that has no such addon, or it is listed twice."""

    model_config = ConfigDict(json_schema_extra=_depending_on_cause("addonId"))

    code: Literal["choice_not_offered"]
    customization_id: id_field("cus")
    addon_id: id_field("add")


class TipTooHigh(_CartProblem):
    """The tip is more than the shop takes."""

    code: Literal["tip_too_high"]
    maximum_tip: Money


class FulfilmentNotOffered(_CartProblem):
    """The store does not offer this type of fulfilment."""

    code: Literal["fulfilment_not_offered"]
    offered: list[FulfilmentType]


class StoreClosed(_CartProblem):
    """The store is closed at this time, or takes no orders at the moment."""

    code: Literal["store_closed"]
    opens_at: Timestamp | None


class TooSoon(_CartProblem):
    """The order cannot be ready by this time."""

    code: Literal["too_soon"]
    earliest: Timestamp | None


class TooFarAhead(_CartProblem):
    """The day is more business days ahead than the store takes orders for."""

    code: Literal["too_far_ahead"]
    last_day: Day


class SlotFull(_CartProblem):
    """The slot has no room for the order."""

    code: Literal["slot_full"]
    next: Timestamp | None = Field(description="The next slot of the day with room")


class PaymentNotOffered(_CartProblem):
    """The order cannot be paid in this way. Only when an order is placed."""

    code: Literal["payment_not_offered"]


class OrderProblem(
    RootModel[
        Annotated[
            UnknownProduct
            | NotAvailable
            | OutOfStock
            | ChoiceMissing
            | ChoiceTooMany
            | ChoiceNotOffered
            | TipTooHigh
            | FulfilmentNotOffered
            | StoreClosed
            | TooSoon
            | TooFarAhead
            | SlotFull
            | PaymentNotOffered,
            Field(discriminator="code"),
        ]
    ]
):
    """A reason why the order cannot be placed. Branch on `code`: each has its own members."""


class QuotedFulfilment(Document):
    """When the order can be ready. Both times are null if it cannot be ready at the time that it asks for."""

    type: FulfilmentType
    asap: bool = Field(description="Whether it was asked for as soon as possible")
    from_: Timestamp | None = Field(alias="from")
    to: Timestamp | None


class Quote(Document):
    """The price of a cart."""

    orderable: bool = Field(description="Whether there are no problems")
    problems: list[OrderProblem] = Field(description="Everything that prevents the order")
    lines: list[Line] = Field(description="The lines that are available")
    totals: Totals
    fulfilment: QuotedFulfilment
    quoted_at: Timestamp


QUOTE: dict[str, Any] = {
    "orderable": False,
    "problems": [
        {
            "code": "choice_missing",
            "pointer": "/lines/0/selections",
            "customizationId": example_id("cus"),
            "minimum": 1,
            "detail": "Choose at least 1 of Size.",
        }
    ],
    "lines": [LINE],
    "totals": TOTALS,
    "fulfilment": {
        "type": "pickup",
        "asap": True,
        "from": "2026-01-31T09:45:00.000Z",
        "to": "2026-01-31T10:00:00.000Z",
    },
    "quotedAt": WHEN,
}
CART: dict[str, Any] = {
    "lines": [
        {
            "productId": example_id("prd"),
            "quantity": 2,
            "selections": [
                {"customizationId": example_id("cus"), "addons": [{"addonId": example_id("add"), "quantity": 1}]}
            ],
            "note": "well done",
        }
    ],
    "fulfilment": {"type": "pickup", "at": None},
    "tip": {"percent": 15},
}

OPERATIONS = {
    "quoteOrder": Operation(
        "Quote an order",
        "Prices a cart with the current catalogue, and says when it can be ready. The response is 200 for every "
        "well-formed cart, also for one that cannot be ordered: then `problems` lists everything that prevents the "
        "order. Lines that are not available are left out of `lines` and `totals`. A line that only lacks a choice is "
        f"priced as sent. Nothing is written or reserved. The codes of problems are {_CODES}.",
        _TAG,
        reads("The price of the cart", Quote, QUOTE),
        body=CART,
    ),
}
