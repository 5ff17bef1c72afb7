"""The plain types of pricing: a cart and what it refers to, and the priced result.

All amounts are integers in minor units. Tax rates are integers in thousandths of a percent: 5 % is 5000.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from bodega.items import Item

MAX_LINES: Final = 50
MAX_QUANTITY: Final = 100
MAX_ADDONS_PER_LINE: Final = 50
"""Entries of addons in all selections of a line, whatever their quantities."""
MAX_ADDONS: Final = 200
"""Entries of addons in all lines."""
MAX_PIECES: Final = 1_000
MAX_TOTAL: Final = 500_000_000_000
"""In minor units, as for a price."""

RATE_UNIT: Final = 100_000
"""A rate of 100 %."""


class Choice(NamedTuple):
    addon_id: str
    quantity: int = 1


class Selection(NamedTuple):
    """The addons that a customer chose from one customization."""

    customization_id: str
    choices: Sequence[Choice] = ()


class CartLine(NamedTuple):
    product_id: str
    quantity: int = 1
    selections: Sequence[Selection] = ()
    note: str | None = None


class Catalogue(NamedTuple):
    """The items that a cart can refer to, as stored, by id.

    It needs all customizations of each product, because some may require a choice, and the addons of the cart.
    """

    products: Mapping[str, Item]
    customizations: Mapping[str, Item]
    addons: Mapping[str, Item]


class Rate(NamedTuple):
    name: str
    rate: int


class TaxRules(NamedTuple):
    """The tax settings of the store.

    `rounding`: "total" (once per rate over the order) or "line". `mode`: "half_up" or "half_even".
    `default`: the category of products without one. An unknown category counts as the default.
    """

    prices_include: bool = False
    rounding: str = "total"
    mode: str = "half_up"
    categories: Mapping[str, Sequence[Rate]] = {}
    default: str | None = None


class Tip(NamedTuple):
    """A tip as the customer gave it: a percentage of the items, or an amount."""

    percent: int | None = None
    amount: int | None = None


class Problem(NamedTuple):
    """A reason why the cart cannot be ordered. `pointer`: RFC 6901, into the request body."""

    code: str
    pointer: str
    detail: str
    members: Mapping[str, Any] = {}

    def as_dict(self) -> dict[str, Any]:
        return {"code": self.code, "pointer": self.pointer, **self.members, "detail": self.detail}


class ChosenAddon(NamedTuple):
    """An addon of one piece. `each`: the price of one; a piece has `quantity` of them."""

    customization_id: str
    addon_id: str
    name: str
    quantity: int
    each: int


class Unit(NamedTuple):
    """The price of one piece with its addons."""

    base: int
    addons: Sequence[ChosenAddon]
    amount: int


class LineTax(NamedTuple):
    """A line's share of a tax of the order."""

    name: str
    rate: int
    amount: int


class PricedLine(NamedTuple):
    """`line`: the position in the cart, from 1. `net`: gross less discounts. It contains taxes that prices include."""

    line: int
    product_id: str
    product_version: int
    name: str
    quantity: int
    unit: Unit
    gross: int
    discounts: Sequence[Item]
    net: int
    taxes: Sequence[LineTax]

    def as_dict(self) -> Item:
        """Return the line as it is stored and as the API shows it, with plain amounts."""
        addons = [
            {"customizationId": customization, "addonId": addon, "name": name, "quantity": quantity, "each": each}
            for customization, addon, name, quantity, each in self.unit.addons
        ]
        return {
            "line": self.line,
            "productId": self.product_id,
            "productVersion": self.product_version,
            "name": self.name,
            "quantity": self.quantity,
            "unit": {"base": self.unit.base, "addons": addons, "amount": self.unit.amount},
            "gross": self.gross,
            "discounts": list(self.discounts),
            "net": self.net,
            "taxes": [{"name": name, "rate": rate, "amount": amount} for name, rate, amount in self.taxes],
        }


class OrderTax(NamedTuple):
    """A tax over the order. `base`: the net amount of its lines, which contains the tax if it is `included`."""

    name: str
    rate: int
    included: bool
    base: int
    amount: int


class Totals(NamedTuple):
    """total = items - discount + taxes that are not included + delivery_fee + tip + rounding."""

    items: int
    discount: int
    taxes: Sequence[OrderTax]
    delivery_fee: int
    tip: int
    rounding: int
    total: int

    def as_dict(self) -> Item:
        """Return the totals as they are stored and as the API shows them, with plain amounts."""
        return {
            "items": self.items,
            "discount": self.discount,
            "taxes": [tax._asdict() for tax in self.taxes],
            "deliveryFee": self.delivery_fee,
            "tip": self.tip,
            "rounding": self.rounding,
            "total": self.total,
        }


class Priced(NamedTuple):
    """A priced cart. `lines` has only the lines that can be sold; `totals` counts only these."""

    lines: Sequence[PricedLine]
    totals: Totals
    problems: Sequence[Problem]
