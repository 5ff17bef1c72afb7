"""The base of all request and answer models: camelCase in JSON, no unknown fields, no coercion."""

import os
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Document(BaseModel):
    """A JSON object of the API."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        extra="forbid",
        strict=True,
        frozen=True,
        # Errors are logged, and customers' data must not be.
        hide_input_in_errors=True,
        # A cold start builds only the models that its request needs, not all of the function's.
        defer_build=True,
    )

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values under camelCase names."""
        return self.model_dump(by_alias=True)

    @classmethod
    def json_names(cls) -> tuple[str, ...]:
        """Return the names of the document's fields in JSON."""
        return tuple(str(field.alias) for field in cls.model_fields.values())


def _check_currency(value: str) -> str:
    currency = os.environ["SHOP_CURRENCY"]
    if value != currency:
        raise ValueError(f"must be {currency}, the shop's currency")
    return value


class Money(Document):
    """An amount in the currency's minor units (cents), never a float."""

    amount: int = Field(ge=0, le=100_000_000, description="Minor units of the currency: 1299 is 12.99", examples=[1299])
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$"), AfterValidator(_check_currency)] = Field(
        description="ISO 4217 code of the shop's currency", examples=["CAD"]
    )
