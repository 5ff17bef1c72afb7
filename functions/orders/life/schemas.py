"""Request bodies of the routes that change an order."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from bodega.models import Document, Money
from orders.field_types import Note


def _check_paid(value: str | None, info: ValidationInfo) -> str | None:
    if value is not None and info.data.get("status") not in {None, "completed"}:  # None if it is invalid itself
        raise ValueError("goes only with the status completed")
    return value


def _check_received(value: Money | None, info: ValidationInfo) -> Money | None:
    tender = info.data.get("paid", info.data.get("method"))
    if value is not None and tender != "cash" and {"paid", "method"} & info.data.keys():
        raise ValueError("goes only with cash")
    return value


Received = Annotated[Money | None, AfterValidator(_check_received)]
_RECEIVED = "The cash that the customer gave. Without it, exactly the amount due"


class OrderStatusFields(Document):
    status: Literal["placed", "accepted", "preparing", "ready", "completed", "canceled"] = Field(
        description="The new status. The order's own status again changes nothing"
    )
    # Declared after the members that they are checked with.
    paid: Annotated[Literal["cash", "terminal"] | None, AfterValidator(_check_paid)] = Field(
        None, description="How the order is paid with this request. Only with the status `completed`"
    )
    received: Received = Field(None, description=_RECEIVED)


class CounterPaymentFields(Document):
    method: Literal["cash", "terminal"] = Field(description="How the customer pays at the counter")
    received: Received = Field(None, description=_RECEIVED)


class CancellationFields(Document):
    reason: Literal["out_of_stock", "closing", "customer", "other"] = Field(description="The mail to the buyer says it")
    note: Note | None = Field(None, description="For the staff", examples=["The oven is broken"])
    restock: bool | None = Field(
        None, description="Whether the pieces return to the stock. By default, only until the order is being prepared"
    )
