"""Documentation of quotes."""

from typing import Any

from pydantic import ConfigDict, Field

from bodega.models import Document
from bodega.openapi.operations import Operation, reads
from bodega.openapi.schemas import WHEN, Timestamp, example_id
from bodega.orders.openapi import LINE, TOTALS, FulfilmentType, Line, Totals

_TAG = "orders"
_CODES = (
    "`unknown_product`, `not_available` (marked out of stock), `out_of_stock` (`available` pieces are left), "
    "`choice_missing`, `choice_too_many`, `choice_not_offered`, `tip_too_high`, `fulfilment_not_offered`, "
    "`store_closed` (`opensAt`), `slot_full` (`next`), `too_soon` (`earliest`), `too_far_ahead` (`lastDay`); "
    "only when an order is placed: `payment_not_offered`"
)


class OrderProblem(Document):
    """A reason why the order cannot be placed. Some codes have more members."""

    model_config = ConfigDict(extra="allow")

    code: str = Field(description="Stable name of the problem. Branch on it.", examples=["out_of_stock"])
    pointer: str = Field(description="JSON pointer (RFC 6901) into the request body", examples=["/lines/0/quantity"])
    detail: str = Field(description="What is wrong, for people to read")


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
