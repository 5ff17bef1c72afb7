"""Documentation of the routes with which the staff read orders."""

from typing import Literal

from pydantic import Field

from bodega.models import Document
from bodega.openapi.operations import Operation, changes, lists, reads
from bodega.openapi.schemas import Timestamp, Version, example_id, id_field, page_of
from bodega.orders.openapi import (
    ORDER,
    SUMMARY,
    TOTALS,
    Amount,
    Order,
    OrderFulfilment,
    OrderPayment,
    OrderSummary,
    Status,
    Totals,
)
from bodega.orders.reading import NO_ORDER

_TAG = "order handling"


class TicketLine(Document):
    """A line as the kitchen reads it."""

    quantity: int
    name: str
    options: list[str] = Field(description="The chosen addons", examples=[["Oat milk"]])
    note: str | None


class Ticket(Document):
    """An open order in the kitchen's queue."""

    id: id_field("ord")
    number: str = Field(description="The number to call out, unique on its day", examples=["047"])
    status: Status
    placed_at: Timestamp
    updated_at: Timestamp
    due_from: Timestamp
    due_to: Timestamp
    fulfilment: OrderFulfilment
    call_name: str | None = Field(description="The name to call out")
    ticket: list[TicketLine]
    totals: Totals
    payment: OrderPayment
    unpaid: bool = Field(description="Whether it has to be paid at the counter")
    version: Version


class Queue(Document):
    """The open orders by due time."""

    items: list[Ticket]
    poll_after: int = Field(
        description="Seconds until a screen asks again: 3 while store and orders are open, 15 without open orders, 60 "
        "while the store is closed",
        examples=[3],
    )


class OrderActor(Document):
    """Who changed the order. Only staff and admins have an id.

    `provider`: the payment provider, by its reports. `system`: a sweeper.
    """

    role: Literal["guest", "customer", "staff", "admin", "provider", "system"]
    id: str | None


class HistoryEntry(Document):
    """A change of the order. `from` is null when it was placed."""

    from_: Status | None = Field(alias="from")
    to: Status
    at: Timestamp
    actor: OrderActor
    reason: str | None = Field(
        description="Of a cancellation, or about money: `paid_cash`, `paid_terminal`, `authorized`, `captured`, "
        "`capture_refused`, `voided`, `refund_requested`, `refunded`, `refund_failed`"
    )


class PaymentAttempt(Document):
    """An attempt to pay by card."""

    attempt: int = Field(ge=1, description="Counted from 1. At most one attempt charges the card")
    provider: str = Field(examples=["stripe"])
    status: Literal[
        "starting", "waiting", "authorized", "captured", "partially_refunded", "refunded", "voided", "failed"
    ]
    amount: Amount
    reference: str | None = Field(description="The payment's ID at the provider", examples=["pi_3P2"])
    last_decline: str | None = Field(description="Why the last card was declined", examples=["insufficient_funds"])
    capture_before: Timestamp | None = Field(description="When the authorization lapses")
    captured_at: Timestamp | None
    created_at: Timestamp
    updated_at: Timestamp


class StaffOrder(Order):
    """An order with what the staff see of it."""

    cancel_note: str | None
    payments: list[PaymentAttempt] = Field(description="Oldest attempt first. Empty if it is paid at the counter")
    history: list[HistoryEntry] = Field(description="Oldest entry first")


OrderSummaryPage = page_of(OrderSummary)

_TICKET = {
    **{name: ORDER[name] for name in ("id", "number", "status", "placedAt", "updatedAt", "dueFrom", "dueTo")},
    "fulfilment": ORDER["fulfilment"],
    "callName": "Ada",
    "ticket": [{"quantity": 2, "name": "Flat white", "options": ["Oat milk"], "note": "well done"}],
    "totals": TOTALS,
    "payment": ORDER["payment"],
    "unpaid": True,
    "version": 1,
}
_HISTORY = [
    {
        "from": None,
        "to": "placed",
        "at": ORDER["placedAt"],
        "actor": {"role": "customer", "id": None},
        "reason": None,
    },
    {
        "from": "placed",
        "to": "accepted",
        "at": ORDER["updatedAt"],
        "actor": {"role": "staff", "id": example_id("usr")},
        "reason": None,
    },
]

OPERATIONS = {
    "listOrders": Operation(
        "List a day's orders",
        "Returns the orders of a business day, newest first, without names. A new order can be missing for a moment.",
        _TAG,
        lists("A page of orders", OrderSummaryPage, SUMMARY),
    ),
    "getQueue": Operation(
        "Get the kitchen's queue",
        "Returns all open orders by due time. Poll it with `If-None-Match` every `pollAfter` seconds: a screen that "
        "misses a response is up to date with the next one.",
        _TAG,
        reads("The open orders", Queue, {"items": [_TICKET], "pollAfter": 3}),
    ),
    "getOrder": Operation(
        "Get an order",
        "Returns an order with its payments and its history. Personal data is kept for 180 days.",
        _TAG,
        changes(
            "The order",
            StaffOrder,
            {**ORDER, "status": "accepted", "version": 2, "cancelNote": None, "payments": [], "history": _HISTORY},
        ),
        {"not_found": NO_ORDER},
        id_prefix="ord",
    ),
}
