"""How every document of the API is read: camelCase outside, snake_case inside, nothing unknown, nothing coerced."""

import os
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError


class Document(BaseModel):
    """A JSON object of the API."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        extra="forbid",
        strict=True,
        frozen=True,
        # An error's text goes into logs; the customer's data does not.
        hide_input_in_errors=True,
        # A cold start pays for the one model that its request needs, and not for the twenty of its function.
        defer_build=True,
    )

    def as_json(self) -> dict[str, Any]:
        """The document as the wire has it: plain JSON values under camelCase names."""
        return self.model_dump(by_alias=True)


def _check_currency(value: str) -> str:
    currency = os.environ["SHOP_CURRENCY"]
    if value != currency:
        raise PydanticCustomError("currency", "must be {currency}, the shop's currency", {"currency": currency})
    return value


class Money(Document):
    """An amount in the currency's minor units (cents), never a float."""

    amount: int = Field(ge=0, le=100_000_000, description="Minor units of the currency: 1299 is 12.99", examples=[1299])
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$"), AfterValidator(_check_currency)] = Field(
        description="ISO 4217 code of the shop's currency", examples=["CAD"]
    )
