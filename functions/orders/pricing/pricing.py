"""The price of a cart: the unit prices, lines, taxes, tip and total, in this order."""

from collections.abc import Sequence
from typing import NamedTuple

from bodega.currencies import amount_text
from bodega.errors import FieldError, ValidationFailed
from bodega.items import Item
from orders.pricing.cart import (
    MAX_TOTAL,
    CartLine,
    Catalogue,
    ChosenAddon,
    LineTax,
    Priced,
    PricedLine,
    TaxRules,
    Tip,
    Totals,
    Unit,
)
from orders.pricing.selection import is_priced, problems_by_line
from orders.pricing.taxes import taxes_of
from orders.pricing.tips import tip_of


class _Line(NamedTuple):
    """A line that is priced. `number`: its position in the cart, from 1."""

    number: int
    product: Item
    quantity: int
    unit: Unit

    @property
    def gross(self) -> int:
        return self.unit.amount * self.quantity

    def priced(self, taxes: Sequence[LineTax]) -> PricedLine:
        """Return the line with its shares of the taxes."""
        return PricedLine(
            line=self.number,
            product_id=self.product["id"],
            product_version=self.product["version"],
            name=self.product["name"],
            quantity=self.quantity,
            unit=self.unit,
            gross=self.gross,
            discounts=(),
            net=self.gross,
            taxes=taxes,
        )


def price(
    cart: Sequence[CartLine], catalogue: Catalogue, tax_rules: TaxRules, tip: Tip | None, currency: str
) -> Priced:
    """Return the priced lines, the totals, and all problems of the cart.

    Lines that cannot be sold are left out of lines and totals. A line that only lacks a choice, or has too many, is
    priced as sent. A tip above its maximum is a problem and is left out.
    Raises: ValidationFailed if the total is above MAX_TOTAL.
    """
    by_line = problems_by_line(cart, catalogue)
    lines = [
        _Line(place + 1, catalogue.products[line.product_id], line.quantity, _unit(line, catalogue))
        for place, (line, problems) in enumerate(zip(cart, by_line, strict=True))
        if is_priced(problems)
    ]
    gross = [line.gross for line in lines]
    # Without discounts, the net amount of a line is its gross amount.
    taxes = taxes_of(gross, [line.product.get("taxCategory") for line in lines], tax_rules)
    items = sum(gross)
    tip_amount, tip_problems = tip_of(tip, items, currency)
    added = 0 if tax_rules.prices_include else sum(tax.amount for tax in taxes.of_order)
    totals = Totals(
        items=items,
        discount=0,
        taxes=taxes.of_order,
        delivery_fee=0,
        tip=tip_amount,
        rounding=0,
        total=items + added + tip_amount,
    )
    if totals.total > MAX_TOTAL:
        raise ValidationFailed([FieldError("/lines", f"must cost at most {amount_text(MAX_TOTAL, currency)} in total")])
    priced = [line.priced(shares) for line, shares in zip(lines, taxes.of_lines, strict=True)]
    return Priced(priced, totals, [*(problem for problems in by_line for problem in problems), *tip_problems])


def _unit(line: CartLine, catalogue: Catalogue) -> Unit:
    """Return the price of one piece: its base and each addon times its quantity."""
    base = catalogue.products[line.product_id]["price"]["amount"]
    addons = []
    amount = base
    for selection in line.selections:
        for choice in selection.choices:
            addon = catalogue.addons[choice.addon_id]
            each = addon["price"]["amount"]
            addons.append(
                ChosenAddon(selection.customization_id, choice.addon_id, addon["name"], choice.quantity, each)
            )
            amount += each * choice.quantity
    return Unit(base, addons, amount)
