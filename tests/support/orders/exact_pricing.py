"""The price of a cart in exact fractions, written from docs/pricing.md.

It shares only the types of its arguments with the pricing of orders.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple

from bodega.items import Item
from orders.pricing.cart import CartLine, Catalogue, Rate, TaxRules, Tip

FIFTY = {"JPY": 50, "KWD": 50_000, "CAD": 5_000}


class Exact(NamedTuple):
    """`taxes`: name, rate, base and amount. `shares`: of each line, its share of each of its taxes."""

    items: int
    taxes: list[tuple[str, int, int, int]]
    tip: int
    total: int
    shares: list[list[tuple[str, int, int]]]


def exact_price(
    cart: Sequence[CartLine], catalogue: Catalogue, rules: TaxRules, tip: Tip | None, currency: str
) -> Exact:
    sold = [line for line in cart if _has_price(line, cart, catalogue)]
    nets = [_price_of_one(line, catalogue) * line.quantity for line in sold]
    rates = [_rates(catalogue.products[line.product_id]["taxCategory"], rules) for line in sold]
    shares: list[list[tuple[str, int, int]]] = [[] for _ in sold]
    amounts: dict[Rate, int] = {}
    for together, members in _groups(rates, rules):
        for rate, amount in _tax_of_group(together, members, nets, rules, shares):
            amounts[rate] = amounts.get(rate, 0) + amount
    taxes = [
        (rate.name, rate.rate, sum(net for net, own in zip(nets, rates, strict=True) if rate in own), amounts[rate])
        for rate in _settings_order(rules)
        if rate in amounts
    ]
    added = 0 if rules.prices_include else sum(amounts.values())
    wanted = _tip(tip, sum(nets))
    kept = wanted if wanted <= sum(nets) or wanted <= FIFTY[currency] else 0
    return Exact(sum(nets), taxes, kept, sum(nets) + added + kept, shares)


def _has_price(line: CartLine, cart: Sequence[CartLine], catalogue: Catalogue) -> bool:
    """Return whether all of the line is offered and available. It may lack choices or have too many."""
    product = catalogue.products.get(line.product_id)
    if product is None or not product["inStock"]:
        return False
    pieces = sum(other.quantity for other in cart if other.product_id == line.product_id)
    named = [selection.customization_id for selection in line.selections]
    return (
        (product["quantity"] is None or pieces <= product["quantity"])
        and len(named) == len(set(named))
        and set(named) <= set(product["customizationIds"])
        and all(_is_offered(line, catalogue.customizations[key], catalogue) for key in product["customizationIds"])
    )


def _is_offered(line: CartLine, customization: Item, catalogue: Catalogue) -> bool:
    selections = [each for each in line.selections if each.customization_id == customization["id"]]
    chosen = [choice.addon_id for each in selections for choice in each.choices]
    return (
        (customization["inStock"] or not (chosen or customization["required"]))
        and len(chosen) == len(set(chosen))
        and set(chosen) <= set(customization["addonIds"])
        and all(catalogue.addons[addon]["inStock"] for addon in chosen)
    )


def _price_of_one(line: CartLine, catalogue: Catalogue) -> int:
    addons = [choice for selection in line.selections for choice in selection.choices]
    extras = sum(catalogue.addons[choice.addon_id]["price"]["amount"] * choice.quantity for choice in addons)
    return int(catalogue.products[line.product_id]["price"]["amount"] + extras)


def _settings_order(rules: TaxRules) -> list[Rate]:
    order: list[Rate] = []
    for rates in rules.categories.values():
        order += [rate for rate in rates if rate not in order]
    return order


def _rates(category: str | None, rules: TaxRules) -> list[Rate]:
    if category not in rules.categories:
        category = rules.default
    own = rules.categories[category] if category is not None else []
    return [rate for rate in _settings_order(rules) if rate in own]


def _groups(rates: Sequence[Sequence[Rate]], rules: TaxRules) -> Iterable[tuple[list[Rate], list[int]]]:
    """Yield the rates that are computed as one amount, with the lines that they are computed over."""
    lines = range(len(rates))
    wholes = [[rate] for rate in _settings_order(rules)]
    if rules.prices_include:
        wholes = []
        for own in rates:
            if list(own) not in wholes:
                wholes.append(list(own))
    for whole in wholes:
        members = [
            line for line in lines if (rates[line] == whole if rules.prices_include else whole[0] in rates[line])
        ]
        if rules.rounding == "line":
            yield from ((whole, [line]) for line in members)
        elif members:
            yield whole, members


def _tax_of_group(
    rates: Sequence[Rate],
    members: Sequence[int],
    nets: Sequence[int],
    rules: TaxRules,
    shares: list[list[tuple[str, int, int]]],
) -> list[tuple[Rate, int]]:
    """Return the amount of each rate, and add each line's part of it to `shares`."""
    base = sum(nets[line] for line in members)
    combined = Fraction(sum(rate.rate for rate in rates), 100_000)
    exact = base * combined / (1 + combined) if rules.prices_include else base * combined
    tax = round(exact) if rules.mode == "half_even" else floor(exact + Fraction(1, 2))
    left = _spread(tax, [nets[line] for line in members])
    amounts = _spread(tax, [rate.rate for rate in rates])
    for rate, amount in zip(rates, amounts, strict=True):
        for place, part in enumerate(_spread(amount, left)):
            shares[members[place]].append((rate.name, rate.rate, part))
            left[place] -= part
    return list(zip(rates, amounts, strict=True))


def _spread(amount: int, weights: Sequence[int]) -> list[int]:
    exact = [Fraction(amount * weight, sum(weights)) if amount else Fraction(0) for weight in weights]
    shares = [floor(value) for value in exact]
    while sum(shares) < amount:
        most = max(exact[place] - shares[place] for place in range(len(shares)))
        first = next(place for place in range(len(shares)) if exact[place] - shares[place] == most)
        shares[first] += 1
    return shares


def _tip(tip: Tip | None, net: int) -> int:
    if tip is None:
        return 0
    if tip.amount is not None:
        return tip.amount
    return floor(Fraction(net * (tip.percent or 0), 100) + Fraction(1, 2))
