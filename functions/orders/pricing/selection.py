"""The checks of a cart against the catalogue: what is sold, which options fit, and whether there is enough in stock."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from bodega.errors import FieldError, ValidationFailed, counted
from bodega.items import Item
from orders.pricing.cart import (
    MAX_ADDONS,
    MAX_ADDONS_PER_LINE,
    MAX_PIECES,
    CartLine,
    Catalogue,
    Problem,
    Selection,
)

# A line with one of these cannot be sold, and may have no price.
_UNPRICED: Final = frozenset({"unknown_product", "not_available", "out_of_stock", "choice_not_offered"})


def check_limits(cart: Sequence[CartLine]) -> None:
    """Check the limits of the whole cart: pieces, and entries of addons per line and in total.

    The body's schema checks the limits of single fields. Raises: ValidationFailed, with every broken limit.
    """
    # Each selection is read from the catalogue, so one without addons counts too.
    entries = [sum(len(selection.choices) or 1 for selection in line.selections) for line in cart]
    errors = [
        FieldError(f"/lines/{place}/selections", f"must have at most {counted(MAX_ADDONS_PER_LINE, 'addon')} in total")
        for place, number in enumerate(entries)
        if number > MAX_ADDONS_PER_LINE
    ]
    if sum(entries) > MAX_ADDONS:
        errors.append(FieldError("/lines", f"must have at most {counted(MAX_ADDONS, 'addon')} in total"))
    if sum(line.quantity for line in cart) > MAX_PIECES:
        errors.append(FieldError("/lines", f"must have at most {counted(MAX_PIECES, 'piece')} in total"))
    if errors:
        raise ValidationFailed(errors)


def problems_by_line(cart: Sequence[CartLine], catalogue: Catalogue) -> list[list[Problem]]:
    """Return the problems of each line. Stock is compared with the pieces of all lines of the product."""
    pieces: Counter[str] = Counter()
    for line in cart:
        pieces[line.product_id] += line.quantity
    return [list(_check_line(place, line, pieces[line.product_id], catalogue)) for place, line in enumerate(cart)]


def is_priced(problems: Sequence[Problem]) -> bool:
    """Return whether a line with these problems has a price and counts towards the totals."""
    return not problems or _UNPRICED.isdisjoint(problem.code for problem in problems)


def _check_line(place: int, line: CartLine, pieces: int, catalogue: Catalogue) -> Iterator[Problem]:
    product = catalogue.products.get(line.product_id)
    where = f"/lines/{place}"
    if product is None:
        members = {"productId": line.product_id}
        yield Problem("unknown_product", f"{where}/productId", "There is no such product.", members)
        return
    yield from _check_stock(where, product, pieces)
    named = set()
    for index, selection in enumerate(line.selections):
        here = f"{where}/selections/{index}"
        key = selection.customization_id
        customization = catalogue.customizations.get(key) if key in product["customizationIds"] else None
        if customization is None:
            detail = f"{product['name']} does not offer this choice."
            yield Problem("choice_not_offered", f"{here}/customizationId", detail, {"customizationId": key})
        elif key in named:
            detail = f"{customization['name']} is listed twice. List all its addons in one selection."
            yield Problem("choice_not_offered", f"{here}/customizationId", detail, {"customizationId": key})
        else:
            yield from _check_selection(here, selection, customization, catalogue)
        named.add(key)
    for key in product["customizationIds"]:
        if key not in named and (customization := catalogue.customizations.get(key)) and customization["required"]:
            yield _not_chosen(where, product, customization)


def _check_stock(where: str, product: Item, pieces: int) -> Iterator[Problem]:
    members = {"productId": product["id"]}
    left = product.get("quantity")
    if not product["inStock"]:
        yield _not_available(f"{where}/productId", product, members)
    elif left is not None and pieces > left:
        name = product["name"]
        more = f"The order has {pieces:,} of {name}, more than the {left:,} in stock."
        detail = more if left else f"{name} is sold out."
        yield Problem("out_of_stock", f"{where}/quantity", detail, {**members, "available": left})


def _check_selection(where: str, selection: Selection, customization: Item, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield the problems of a selection from a customization that the product offers."""
    name = customization["name"]
    members = {"customizationId": customization["id"]}
    if not customization["inStock"] and (selection.choices or customization["required"]):
        yield _not_available(f"{where}/customizationId", customization, members)
        return
    chosen = 0
    named = set()
    for index, (key, quantity) in enumerate(selection.choices):
        here = f"{where}/addons/{index}"
        both = {**members, "addonId": key}
        addon = catalogue.addons.get(key) if key in customization["addonIds"] else None
        if addon is None:
            yield Problem("choice_not_offered", f"{here}/addonId", f"{name} does not offer this addon.", both)
            continue
        if key in named:
            detail = f"{addon['name']} is listed twice in {name}. Use its quantity."
            yield Problem("choice_not_offered", f"{here}/addonId", detail, both)
        elif not addon["inStock"]:
            yield _not_available(f"{here}/addonId", addon, both)
        elif quantity > (most := customization["maxPerAddon"]):
            detail = f"Choose {addon['name']} at most {counted(most, 'time')}."
            yield Problem("choice_too_many", f"{here}/quantity", detail, {**both, "maximum": most})
        named.add(key)
        chosen += quantity
    yield from _check_number(f"{where}/addons", chosen, customization)


def _check_number(where: str, chosen: int, customization: Item) -> Iterator[Problem]:
    """Yield a problem if the number of chosen addons does not fit. An optional choice may be left out."""
    members = {"customizationId": customization["id"]}
    minimum, maximum = customization["minimum"], customization["maximum"]
    if chosen < minimum and (chosen or customization["required"]):
        yield _choice_missing(where, customization)
    elif chosen > maximum:
        detail = f"Choose at most {maximum} of {customization['name']}."
        yield Problem("choice_too_many", where, detail, {**members, "maximum": maximum})


def _not_chosen(where: str, product: Item, customization: Item) -> Problem:
    """Return the problem of a required customization that a line does not name."""
    if customization["inStock"]:
        return _choice_missing(f"{where}/selections", customization)
    detail = f"{product['name']} is not available, because {customization['name']} is not."
    return Problem("not_available", f"{where}/productId", detail, {"customizationId": customization["id"]})


def _choice_missing(where: str, customization: Item) -> Problem:
    minimum = customization["minimum"]
    detail = f"Choose at least {minimum} of {customization['name']}."
    return Problem("choice_missing", where, detail, {"customizationId": customization["id"], "minimum": minimum})


def _not_available(where: str, item: Item, members: dict[str, str]) -> Problem:
    return Problem("not_available", where, f"{item['name']} is not available.", members)
