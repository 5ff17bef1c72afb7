"""Taxes of an order: once per rate over the whole order, or line by line, and each line's share of them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bodega.orders.rounding import ROUNDINGS
from bodega.orders.spreading import spread
from orders.pricing.cart import RATE_UNIT, LineTax, OrderTax, Rate, TaxRules

Rates = tuple[Rate, ...]


class Taxes(NamedTuple):
    """`of_lines`: the shares of each line. For each tax, they add up to its amount."""

    of_order: list[OrderTax]
    of_lines: list[list[LineTax]]


def taxes_of(nets: Sequence[int], categories: Sequence[str | None], rules: TaxRules) -> Taxes:
    """Return the taxes of lines with these net amounts and tax categories, in the order of the settings.

    Of taxes that prices include, no line's share is larger than its net amount.
    """
    rounded = ROUNDINGS[rules.mode]
    whole = RATE_UNIT
    bases: dict[Rate, int] = {}
    amounts: dict[Rate, int] = {}
    of_lines: list[list[LineTax]] = [[] for _ in nets]
    for rates, lines in _rounded_together(categories, rules):
        base = sum(nets[line] for line in lines)
        percentages = [rate.rate for rate in rates]
        combined = sum(percentages)
        tax = rounded(base * combined, whole + combined if rules.prices_include else whole)
        unassigned = spread(tax, [nets[line] for line in lines])
        for rate, amount in zip(rates, spread(tax, percentages), strict=True):
            bases[rate] = bases.get(rate, 0) + base
            amounts[rate] = amounts.get(rate, 0) + amount
            shares = spread(amount, unassigned)
            unassigned = [left - share for left, share in zip(unassigned, shares, strict=True)]
            for line, share in zip(lines, shares, strict=True):
                of_lines[line].append(LineTax(rate.name, rate.rate, share))
    of_order = [
        OrderTax(rate.name, rate.rate, rules.prices_include, bases[rate], amounts[rate])
        for rate in _rates_in_order(rules)
        if rate in bases
    ]
    return Taxes(of_order, of_lines)


def _rounded_together(categories: Sequence[str | None], rules: TaxRules) -> Iterable[tuple[Rates, list[int]]]:
    """Return what is rounded as one amount: rates, and the places of the lines that they apply to.

    A tax that is added to prices is computed for each rate. Taxes that prices include are computed from the sum of
    their rates, so they are rounded together and then split.
    """
    places = {rate: place for place, rate in enumerate(_rates_in_order(rules))}
    # In one order, so that equal combinations are found.
    rates_of = {key: tuple(sorted(set(rates), key=places.__getitem__)) for key, rates in rules.categories.items()}
    default = rates_of.get(rules.default or "", ())
    groups: dict[tuple[Rates, int | None], tuple[Rates, list[int]]] = {}
    for line, category in enumerate(categories):
        rates = rates_of.get(category or "", default)
        for together in [rates] if rules.prices_include else [(rate,) for rate in rates]:
            key = together, line if rules.rounding == "line" else None
            groups.setdefault(key, (together, []))[1].append(line)
    return sorted(groups.values(), key=lambda group: [places[rate] for rate in group[0]])


def _rates_in_order(rules: TaxRules) -> list[Rate]:
    return list(dict.fromkeys(rate for rates in rules.categories.values() for rate in rates))
