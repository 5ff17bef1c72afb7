"""What a shop reports of its orders: the form that the intake takes, and the form that is stored and counted.

The stored form is plain data, so that the aggregator needs no models.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

PLACED = "order.placed"
REFUNDED = "order.refunded"


class Line(NamedTuple):
    """A product of an order. `amount`: of the whole line, in minor units."""

    product_id: str
    name: str
    quantity: int
    amount: int


class OrderEvent(NamedTuple):
    """An event as it lies in an intake: the `place`-th of those that came in together.

    `sign` is 1 for an order and -1 for a refund; amounts are in minor units and never negative.
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
    """`event` as the API has it, in the form that an intake keeps; the currency is the shop's and is left out."""
    return {
        **{name: event[name] for name in ("eventId", "type", "orderId", "occurredAt")},
        "total": event["total"]["amount"],
        "items": [
            {**{name: item[name] for name in ("productId", "name", "quantity")}, "amount": item["amount"]["amount"]}
            for item in event["items"]
        ],
    }


def read_stored(intake: str, place: int, stored: Mapping[str, Any]) -> OrderEvent:
    """Raises: KeyError, TypeError, ValueError for what the intake never writes."""
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
