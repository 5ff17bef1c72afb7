"""Events of orders, as they are sent to the API and as they are stored.

The stored form is plain data, so the aggregator needs no pydantic models.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bodega.sales import PLACED, REFUNDED


class OtherCurrency(ValueError):
    """An event was accepted while the shop had another currency than now, so its amounts cannot be added."""


class Line(NamedTuple):
    """A line of an order: one product. `amount` is the whole line's, in minor units."""

    product_id: str
    name: str
    quantity: int
    amount: int


class OrderEvent(NamedTuple):
    """An event as stored in an intake, at the index `place` of the events that were sent together.

    `sign` is 1 for an order and -1 for a refund. Amounts are in minor units and never negative.
    """

    intake: str
    place: int
    moment: datetime
    sign: int
    total: int
    lines: tuple[Line, ...]

    @property
    def quantity(self) -> int:
        return sum(line.quantity for line in self.lines)


def stored_form(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return an event of the API in the stored form, without the currency, which is always the shop's."""
    return {
        **{name: event[name] for name in ("eventId", "type", "orderId", "occurredAt")},
        "total": event["total"]["amount"],
        "items": [
            {**{name: item[name] for name in ("productId", "name", "quantity")}, "amount": item["amount"]["amount"]}
            for item in event["items"]
        ],
    }


def read_stored(intake: str, place: int, stored: Mapping[str, Any], currency: str | None = None) -> OrderEvent:
    """Return a stored event. `currency`: that of its intake; earlier versions stored none.

    Raises: KeyError, TypeError, ValueError if the intake cannot have written it; OtherCurrency.
    """
    if currency not in {None, os.environ["SHOP_CURRENCY"]}:
        raise OtherCurrency
    signs = {PLACED: 1, REFUNDED: -1}
    return OrderEvent(
        intake=intake,
        place=place,
        moment=datetime.fromisoformat(stored["occurredAt"]).astimezone(UTC),
        sign=signs[stored["type"]],
        total=_number(stored["total"]),
        lines=tuple(_lines(stored["items"])),
    )


def _lines(items: Any) -> Iterator[Line]:
    for item in items:
        yield Line(str(item["productId"]), str(item["name"]), _number(item["quantity"]), _number(item["amount"]))


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a number that the intake writes")
    return value
