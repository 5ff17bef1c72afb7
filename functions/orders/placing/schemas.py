"""The request body of an order: the body of a quote, and what else an order needs."""

from typing import Literal

from pydantic import Field, model_validator

from bodega.field_types import Email, PersonName, Phone
from bodega.models import Document, Money
from orders.field_types import Note
from orders.quoting.schemas import FulfilmentFields, QuoteFields


class PaymentFields(Document):
    method: Literal["counter", "card"] = Field(
        description="`counter`: in cash or with a card when the order is handed over. `card`: online, before the shop "
        "gets the order"
    )


class CustomerFields(Document):
    """The person who gets the order. Guests have to name themselves and their email."""

    name: PersonName | None = Field(None, description="For calling out", examples=["Ada Lovelace"])
    phone: Phone | None = None
    email: Email | None = Field(None, description="For mail about the order", examples=["ada@shop.example"])


class OrderFulfilmentFields(FulfilmentFields):
    @model_validator(mode="after")
    def _has_a_table_to_dine_in(self) -> "OrderFulfilmentFields":
        if self.type == "dineIn" and self.table is None:
            raise ValueError("must have a table if type is dineIn")
        return self


class OrderFields(QuoteFields):
    fulfilment: OrderFulfilmentFields
    expected_total: Money = Field(description="The total of the quote. An order with another total is refused.")
    payment: PaymentFields
    customer: CustomerFields | None = Field(
        None, description="For customers, members that are omitted or null come from their profile"
    )
    note: Note | None = Field(None, description="For the kitchen")
