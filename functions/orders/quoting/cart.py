"""The cart of a request body: what is ordered, how it is handed over, and the tip."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from bodega.moments import parse_moment
from orders.pricing.cart import CartLine, Choice, Selection, Tip
from orders.pricing.selection import check_limits


class Fulfilment(NamedTuple):
    """`type`: "pickup" or "dineIn". `at`: when it should be ready, None for as soon as possible."""

    type: str
    at: datetime | None
    table: str | None = None


class Cart(NamedTuple):
    lines: list[CartLine]
    fulfilment: Fulfilment
    tip: Tip | None

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Cart":
        """Return the cart of a body that the schema has accepted.

        Raises: ValidationFailed if the cart as a whole is too large.
        """
        lines = [_line(line) for line in body["lines"]]
        check_limits(lines)
        fulfilment, tip = body["fulfilment"], body["tip"]
        at = parse_moment(fulfilment["at"]) if fulfilment["at"] else None
        amount = tip and tip["amount"]
        return cls(
            lines,
            Fulfilment(fulfilment["type"], at, fulfilment["table"]),
            tip and Tip(tip["percent"], amount and amount["amount"]),
        )

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)

    def product_ids(self) -> list[str]:
        return list(dict.fromkeys(line.product_id for line in self.lines))

    def customization_ids(self) -> list[str]:
        return list(dict.fromkeys(each.customization_id for line in self.lines for each in line.selections))

    def addon_ids(self) -> list[str]:
        choices = (choice for line in self.lines for selection in line.selections for choice in selection.choices)
        return list(dict.fromkeys(choice.addon_id for choice in choices))


def _line(line: Mapping[str, Any]) -> CartLine:
    selections = [
        Selection(
            each["customizationId"], tuple(Choice(addon["addonId"], addon["quantity"]) for addon in each["addons"])
        )
        for each in line["selections"]
    ]
    return CartLine(line["productId"], line["quantity"], tuple(selections), line["note"])
