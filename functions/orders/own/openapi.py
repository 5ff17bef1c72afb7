"""Documentation of one's own orders."""

from pydantic import Field

from bodega.models import Document
from bodega.openapi.operations import Operation, changes, lists, reads
from bodega.openapi.schemas import Day, Timestamp, id_field, page_of
from bodega.orders.openapi import (
    ORDER,
    SUMMARY,
    Amount,
    CancelReason,
    FulfilmentType,
    Order,
    OrderSummary,
    Status,
    example_money,
)
from bodega.orders.reading import NO_ORDER
from orders.own.tracking import NO_LINK
from orders.quoting.openapi import CART

_TAG = "orders"
_NO_ORDER = {"not_found": NO_ORDER}
_POLL = Field(description="Seconds after which a page that shows the order asks again", examples=[5])


class OwnOrder(Order):
    """An order, and when to ask for it again."""

    poll_after: int = _POLL


class MissingItem(Document):
    """A product or an addon that the shop does not offer any more."""

    line: int = Field(ge=1, description="The position of the line in the order, from 1")
    name: str = Field(description="The product's name in the order")
    addon: str | None = Field(description="The addon's name in the order; null if the whole product is missing")


class ReorderChoice(Document):
    """An addon, and how often one piece has it."""

    addon_id: id_field("add")
    quantity: int


class ReorderSelection(Document):
    """The addons that were chosen from one customization."""

    customization_id: id_field("cus")
    addons: list[ReorderChoice]


class ReorderLine(Document):
    """A line of the cart."""

    product_id: id_field("prd")
    quantity: int
    selections: list[ReorderSelection]
    note: str | None


class ReorderFulfilment(Document):
    """The same way to hand the order over, as soon as possible."""

    type: FulfilmentType
    at: None


class ReorderQuote(Document):
    """A body for `POST /orders/quote`."""

    lines: list[ReorderLine]
    fulfilment: ReorderFulfilment


class Reorder(Document):
    """What it takes to order the same again."""

    quote: ReorderQuote
    missing: list[MissingItem]


class TrackedLine(Document):
    """A line without its note."""

    quantity: int
    name: str
    options: list[str] = Field(description="The chosen addons", examples=[["Oat milk"]])


class TrackedFulfilment(Document):
    """How the order is handed over."""

    type: FulfilmentType


class TrackedOrder(Document):
    """An order as anyone with the link of its mail sees it."""

    number: str = Field(description="The number to call out", examples=["047"])
    day: Day
    status: Status
    due_from: Timestamp
    due_to: Timestamp
    fulfilment: TrackedFulfilment
    lines: list[TrackedLine]
    total: Amount
    cancel_reason: CancelReason | None
    poll_after: int = _POLL


OrderSummaryPage = page_of(OrderSummary)

OPERATIONS = {
    "listOwnOrders": Operation(
        "List your orders",
        "Returns the caller's orders, newest first. A new order can be missing for a moment.",
        _TAG,
        lists("A page of orders", OrderSummaryPage, SUMMARY),
    ),
    "getOwnOrder": Operation(
        "Get your order",
        "Returns an order of the caller. Poll it with `If-None-Match` every `pollAfter` seconds while a page shows it.",
        _TAG,
        changes("The order", OwnOrder, {**ORDER, "pollAfter": 5}),
        _NO_ORDER,
        id_prefix="ord",
    ),
    "reorder": Operation(
        "Order the same again",
        "Returns a body for `POST /orders/quote` with the lines of an earlier order, and lists what the shop does not "
        "offer any more. The quote says the current prices, and what is sold out.",
        _TAG,
        reads(
            "The lines to quote",
            Reorder,
            {
                "quote": {
                    "lines": CART["lines"],
                    "fulfilment": {"type": "pickup", "at": None},
                },
                "missing": [{"line": 2, "name": "Lemon cake", "addon": None}],
            },
        ),
        _NO_ORDER,
        id_prefix="ord",
    ),
    "trackOrder": Operation(
        "Track an order",
        "Returns the order that the link in a mail belongs to, without personal data. The link works for 30 days.",
        _TAG,
        reads(
            "The order",
            TrackedOrder,
            {
                **{name: ORDER[name] for name in ("number", "day", "status", "dueFrom", "dueTo")},
                "fulfilment": {"type": "pickup"},
                "lines": [{"quantity": 2, "name": "Flat white", "options": ["Oat milk"]}],
                "total": example_money(1320),
                "cancelReason": None,
                "pollAfter": 5,
            },
        ),
        {"invalid_token": NO_LINK},
        body={"token": "q2Ao1l8nCz0X3m7QjYg4Vw9kTe6rBs5uHd1fPiLxNyE"},
    ),
}
