"""The request body of a refund."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from bodega.models import MAX_PRICE, MINOR_UNITS, Document, Money

_PARTS = ("lines", "tip", "delivery_fee")


def _check_distinct(value: "list[RefundedLine]") -> "list[RefundedLine]":
    if len({each.line for each in value}) < len(value):
        raise ValueError("must name each line once")
    return value


def _check_restock(value: Any, info: ValidationInfo) -> Any:
    if value and not info.data.get("lines", True):  # absent if they are invalid themselves
        raise ValueError("goes only with lines")
    return value


def _check_amount(value: Money | None, info: ValidationInfo) -> Money | None:
    if not info.data.keys() >= set(_PARTS):
        return value
    has_parts = any(info.data[name] for name in _PARTS)
    if value is not None and has_parts:
        raise ValueError("does not go with lines, tip and deliveryFee")
    if value is None and not has_parts:
        raise ValueError("is required without lines, tip and deliveryFee")
    return value


class RefundedLine(Document):
    line: int = Field(ge=1, le=50, description="The number of a line of the order", examples=[1])
    quantity: int = Field(ge=1, le=100, description="How many of its pieces are refunded", examples=[1])


class RefundMoney(Money):
    """An amount to refund."""

    amount: int = Field(ge=1, le=MAX_PRICE, description=MINOR_UNITS, examples=[500])


class RefundFields(Document):
    lines: Annotated[list[RefundedLine], AfterValidator(_check_distinct)] = Field(
        [], max_length=50, description="Pieces to refund"
    )
    tip: bool = Field(default=False, description="Whether the tip is refunded")
    delivery_fee: bool = Field(default=False, description="Whether the delivery fee is refunded")
    # Declared after the members that they are checked with.
    restock: Annotated[bool, AfterValidator(_check_restock)] = Field(
        default=False, description="Whether the pieces return to the stock"
    )
    amount: Annotated[RefundMoney | None, AfterValidator(_check_amount)] = Field(
        None, validate_default=True, description="What is refunded instead of lines, tip and deliveryFee"
    )
    reason: Literal["missing", "quality", "customer", "other"] = Field(
        description="Something was missing, something was not good, the customer changed their mind, or something else"
    )
