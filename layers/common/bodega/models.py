"""The base of all request and answer models: camelCase in JSON, no unknown fields, no coercion."""

import os
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

_RULES: dict[str, str] = {}


def form(pattern: str, rule: str, **details: Any) -> Any:
    """Return the declaration of a field whose text matches `pattern`. `rule`: what problems say, in plain words.

    `details`: other arguments of `Field`.
    """
    _RULES[pattern] = rule
    return Field(pattern=pattern, **details)


def rule_of(pattern: str) -> str:
    """Return the rule of a pattern in plain words."""
    return _RULES[pattern]


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


MAX_PRICE = 500_000_000_000
"""In minor units. This is about 3,500 USD in rials, the currency with the smallest unit, and 300,000 USD in rupiah.

10,000 times this amount is below 2^53, so a JSON client that reads numbers as doubles reads every amount exactly.
"""
MINOR_UNITS = "Minor units of the currency (ISO 4217): with two digits, as in CAD, 1299 is 12.99"


class Money(Document):
    """A price in the currency's minor units (cents), never a float."""

    amount: int = Field(ge=0, le=MAX_PRICE, description=MINOR_UNITS, examples=[1299])
    currency: Annotated[
        str,
        form("^[A-Z]{3}$", "must be the three letters of the shop's currency, for example CAD"),
        AfterValidator(_check_currency),
    ] = Field(description="ISO 4217 code of the shop's currency", examples=["CAD"])
