"""Orders in the API document: the models and examples that several concerns return."""

from typing import Annotated, Any, Literal

from pydantic import Field

from bodega.models import MINOR_UNITS, Document, Money
from bodega.openapi.schemas import WHEN, CurrencyCode, Day, Timestamp, Version, example_id, id_field

Amount = Money
Status = Literal["pending", "placed", "accepted", "preparing", "ready", "completed", "canceled", "expired"]
PaymentStatus = Literal["none", "due", "authorized", "paid", "partially_refunded", "refunded", "voided", "failed"]
FulfilmentType = Literal["pickup", "dineIn"]
CancelReason = Literal["out_of_stock", "closing", "customer", "other", "not_accepted", "replaced"]


class SignedMoney(Document):
    """An amount that can be negative."""

    amount: int = Field(description=MINOR_UNITS, examples=[-2])
    currency: CurrencyCode


class LineAddon(Document):
    """An addon of one piece of a line."""

    customization_id: id_field("cus")
    addon_id: id_field("add")
    name: str
    quantity: int = Field(description="How often one piece has the addon", examples=[1])
    each: Amount = Field(description="The price of one")


class Unit(Document):
    """The price of one piece."""

    base: Amount = Field(description="The price of the product")
    addons: list[LineAddon]
    amount: Amount = Field(description="The price with all addons")


class Discount(Document):
    """A discount on a line."""

    source: str
    amount: Amount


class LineTax(Document):
    """The line's share of a tax."""

    name: str
    amount: Amount


class Line(Document):
    """A line with its price."""

    line: int = Field(ge=1, description="The position of the line in the request, from 1")
    product_id: id_field("prd")
    name: str = Field(description="The product's name when the order was priced")
    quantity: int
    unit: Unit
    gross: Amount = Field(description="The price of one piece times the quantity")
    discounts: list[Discount]
    net: Amount = Field(description="`gross` less the discounts. It contains taxes that prices include.")
    taxes: list[LineTax]
    note: str | None


class Tax(Document):
    """A tax of the order."""

    name: str
    rate: int = Field(description="In thousandths of a percent: 5000 is 5 %", examples=[5000])
    included: bool = Field(description="Whether prices include it. If so, it is part of `items`.")
    base: Amount = Field(description="The amount that is taxed")
    amount: Amount


class Totals(Document):
    """total = items - discount + taxes that are not included + deliveryFee + tip + rounding."""

    items: Amount
    discount: Amount
    taxes: list[Tax]
    delivery_fee: Amount
    tip: Amount
    rounding: SignedMoney = Field(description="Of cash; 0 until a payment in cash is recorded")
    total: Amount


class OrderFulfilment(Document):
    """How the order is handed over."""

    type: FulfilmentType
    asap: bool = Field(description="Whether it was ordered for as soon as possible")
    table: str | None


class OrderPayment(Document):
    """The payment. The members after the status are null until there is one."""

    method: Literal["counter", "card"]
    status: PaymentStatus = Field(
        description="`none`: the order costs nothing, or was canceled before it was paid. `authorized`: the card is "
        "not charged yet. `voided`: it is never charged. `failed`: it cannot be charged any more, so the order is paid "
        "at the counter or canceled"
    )
    tender: Literal["cash", "terminal"] | None = Field(description="How it was paid at the counter")
    amount: Amount | None = Field(description="What was paid")
    received: Amount | None = Field(description="The cash that was handed over")
    change: Amount | None
    rounding: SignedMoney | None
    refunded: Amount | None = Field(description="What is returned, or was")
    paid_at: Timestamp | None


class OrderCustomer(Document):
    """The person who gets the order."""

    name: str | None
    phone: str | None
    email: str | None


class RefundedPieces(Document):
    """Refunded pieces of a line."""

    line: int = Field(ge=1)
    quantity: int = Field(ge=1)


class Refund(Document):
    """A refund."""

    id: id_field("rfd")
    amount: Amount = Field(description="What is returned")
    taxes: list[LineTax] = Field(description="The taxes in it. Prices can include them.")
    lines: list[RefundedPieces] = Field(description="Empty for a refund by an amount")
    tip: Amount = Field(description="The part of the tip in it")
    delivery_fee: Amount = Field(description="The part of the delivery fee in it")
    status: Literal["pending", "succeeded", "failed"]
    reason: Literal["missing", "quality", "customer", "other", "canceled"] = Field(
        description="`canceled`: the refund of a cancellation"
    )
    created_at: Timestamp


class Order(Document):
    """An order."""

    id: id_field("ord")
    number: str = Field(description="The number to call out, unique on its day", examples=["047"])
    day: Annotated[Day, Field(description="The business day on which the order is due")]
    status: Status
    placed_at: Timestamp
    updated_at: Timestamp
    due_from: Timestamp
    due_to: Timestamp
    fulfilment: OrderFulfilment
    lines: list[Line]
    totals: Totals
    payment: OrderPayment
    unpaid: bool = Field(description="Whether the order is being prepared and has to be paid at the counter")
    hold_until: Timestamp | None = Field(
        description="Until when the order waits for its payment by card. Then it expires. Null: it does not wait"
    )
    refunds: list[Refund] = Field(description="Oldest refund first")
    customer: OrderCustomer | None = Field(description="Null after 180 days, and after an erasure")
    note: str | None
    placed_by: Literal["guest", "customer", "staff", "admin"]
    cancel_until: Literal["accepted", "preparing"] = Field(
        description="The customer can cancel the order until it has this status"
    )
    cancel_reason: CancelReason | None
    version: Version


class OrderSummary(Document):
    """An order in a list, without names."""

    id: id_field("ord")
    number: str = Field(description="The number to call out, unique on its day", examples=["047"])
    day: Annotated[Day, Field(description="The business day on which the order is due")]
    status: Status
    placed_at: Timestamp
    due_from: Timestamp
    due_to: Timestamp
    fulfilment: OrderFulfilment
    item_count: int = Field(ge=1, description="Pieces in the order")
    totals: Totals
    payment: OrderPayment
    version: Version


def example_money(amount: int) -> dict[str, object]:
    return {"amount": amount, "currency": "CAD"}


LINE = {
    "line": 1,
    "productId": example_id("prd"),
    "name": "Flat white",
    "quantity": 2,
    "unit": {
        "base": example_money(475),
        "addons": [
            {
                "customizationId": example_id("cus"),
                "addonId": example_id("add"),
                "name": "Oat milk",
                "quantity": 1,
                "each": example_money(75),
            }
        ],
        "amount": example_money(550),
    },
    "gross": example_money(1100),
    "discounts": [],
    "net": example_money(1100),
    "taxes": [{"name": "GST", "amount": example_money(55)}],
    "note": "well done",
}
TOTALS: dict[str, Any] = {
    "items": example_money(1100),
    "discount": example_money(0),
    "taxes": [
        {"name": "GST", "rate": 5000, "included": False, "base": example_money(1100), "amount": example_money(55)}
    ],
    "deliveryFee": example_money(0),
    "tip": example_money(165),
    "rounding": example_money(0),
    "total": example_money(1320),
}
ORDER: dict[str, Any] = {
    "id": example_id("ord"),
    "number": "047",
    "day": "2026-01-31",
    "status": "placed",
    "placedAt": WHEN,
    "updatedAt": WHEN,
    "dueFrom": "2026-01-31T09:45:00.000Z",
    "dueTo": "2026-01-31T10:00:00.000Z",
    "fulfilment": {"type": "pickup", "asap": True, "table": None},
    "lines": [LINE],
    "totals": TOTALS,
    "payment": {
        "method": "counter",
        "status": "due",
        "tender": None,
        "amount": None,
        "received": None,
        "change": None,
        "rounding": None,
        "refunded": None,
        "paidAt": None,
    },
    "unpaid": True,
    "holdUntil": None,
    "refunds": [],
    "customer": {"name": "Ada Lovelace", "phone": "+15145550123", "email": "ada@shop.example"},
    "note": None,
    "placedBy": "customer",
    "cancelUntil": "accepted",
    "cancelReason": None,
    "version": 1,
}
REFUND: dict[str, Any] = {
    "id": example_id("rfd"),
    "amount": example_money(578),
    "taxes": [{"name": "GST", "amount": example_money(28)}],
    "lines": [{"line": 1, "quantity": 1}],
    "tip": example_money(0),
    "deliveryFee": example_money(0),
    "status": "succeeded",
    "reason": "missing",
    "createdAt": WHEN,
}
SUMMARY = {
    **{name: ORDER[name] for name in ("id", "number", "day", "status", "placedAt", "dueFrom", "dueTo")},
    "fulfilment": ORDER["fulfilment"],
    "itemCount": 2,
    "totals": TOTALS,
    "payment": ORDER["payment"],
    "version": 1,
}
