"""Random carts with the catalogue, tax settings and tip that price them. A seed gives the same carts again."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from orders.pricing.cart import CartLine, Catalogue, Choice, Priced, Rate, Selection, TaxRules, Tip
from orders.pricing.pricing import price

_RATES = [
    Rate("GST", 5000),
    Rate("QST", 9975),
    Rate("Sales tax", 8625),
    Rate("VAT", 19000),
    Rate("VAT", 7000),
    Rate("Zero", 0),
    Rate("Luxury", 100_000),
]
# Small prices make many halves and ties. Large ones make many pieces of each.
_PRICES = [0, 1, 2, 3, 5, 10, 25, 50, 99, 250, 325, 475, 950, 1_299, 19_999]


class Case(NamedTuple):
    """A cart and everything that its price depends on."""

    cart: Sequence[CartLine]
    catalogue: Catalogue
    rules: TaxRules
    tip: Tip | None
    currency: str = "CAD"

    def priced(self) -> Priced:
        return price(*self)


def cases(seed: int, number: int) -> Iterator[Case]:
    """Yield random carts. About a third of them have problems."""
    rng = random.Random(seed)
    for _ in range(number):
        catalogue = _catalogue(rng)
        cart = [_line(rng, catalogue) for _ in range(rng.choice((1, 1, 2, 3, 3, 4, 6)))]
        yield Case(cart, catalogue, _tax_rules(rng), _tip(rng), rng.choice(("CAD", "CAD", "JPY", "KWD")))


def _chance(rng: random.Random, percent: int) -> bool:
    return rng.random() * 100 < percent


def _catalogue(rng: random.Random) -> Catalogue:
    addons = {f"a{n}": _item(rng, f"a{n}", price=_price(rng)) for n in range(4)}
    customizations = {f"c{n}": _customization(rng, f"c{n}", list(addons)) for n in range(3)}
    products = {
        f"p{n}": _item(
            rng,
            f"p{n}",
            price=_price(rng),
            customizationIds=rng.sample(list(customizations), rng.choice((0, 1, 1, 2))),
            quantity=rng.choice((None, None, rng.randrange(12))),
            taxCategory=rng.choice((None, "t0", "t1", "t2", "unknown")),
        )
        for n in range(4)
    }
    return Catalogue(products, customizations, addons)


def _item(rng: random.Random, key: str, **fields: Any) -> dict[str, Any]:
    return {"id": key, "name": key.upper(), "version": rng.randrange(1, 9), "inStock": not _chance(rng, 3), **fields}


def _price(rng: random.Random) -> Mapping[str, Any]:
    return {"amount": rng.choice(_PRICES), "currency": "CAD"}


def _customization(rng: random.Random, key: str, addons: Sequence[str]) -> dict[str, Any]:
    offered = rng.sample(addons, rng.randrange(1, 4))
    each = rng.randrange(1, 4)
    required = _chance(rng, 40)
    maximum = rng.randrange(1, min(4, len(offered) * each) + 1)
    minimum = rng.randrange(int(required), maximum + 1)
    return _item(rng, key, addonIds=offered, required=required, maxPerAddon=each, minimum=minimum, maximum=maximum)


def _line(rng: random.Random, catalogue: Catalogue) -> CartLine:
    key = "gone" if _chance(rng, 2) else rng.choice(list(catalogue.products))
    offered = catalogue.products[key]["customizationIds"] if key != "gone" else ()
    selections = [_selection(rng, catalogue.customizations[each]) for each in offered]
    if selections and _chance(rng, 15):
        # An optional choice is left out, or a required one is missing.
        selections.pop()
    if _chance(rng, 5):
        # A choice that may not be offered, or be listed twice.
        selections.append(_selection(rng, catalogue.customizations[rng.choice(list(catalogue.customizations))]))
    return CartLine(key, rng.choice((1, 1, 1, 2, 3, rng.randrange(1, 21))), selections)


def _selection(rng: random.Random, customization: Mapping[str, Any]) -> Selection:
    wanted = rng.randrange(customization["minimum"], customization["maximum"] + 1)
    if _chance(rng, 10):
        wanted = rng.randrange(6)
    choices = []
    for addon in customization["addonIds"]:
        if quantity := min(wanted, rng.randrange(1, customization["maxPerAddon"] + 1 + _chance(rng, 5))):
            choices.append(Choice(addon, quantity))
            wanted -= quantity
    if _chance(rng, 4):
        # An addon that may not be offered, or be listed twice.
        choices.append(Choice(f"a{rng.randrange(5)}", 1))
    return Selection(customization["id"], choices)


def _tax_rules(rng: random.Random) -> TaxRules:
    categories = {f"t{n}": rng.sample(_RATES, rng.choice((0, 1, 1, 2, 2, 3))) for n in range(rng.randrange(4))}
    return TaxRules(
        prices_include=_chance(rng, 50),
        rounding=rng.choice(("total", "total", "line")),
        mode=rng.choice(("half_up", "half_up", "half_even")),
        categories=categories,
        default="t0" if categories else None,
    )


def _tip(rng: random.Random) -> Tip | None:
    amount = rng.choice((0, 100, 5_000, 5_001, 50, 51, 50_001))
    return rng.choice((None, Tip(percent=rng.randrange(101)), Tip(percent=15), Tip(amount=amount)))
