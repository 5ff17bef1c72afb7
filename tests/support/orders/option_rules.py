"""The rules of options by enumeration: every combination of addons that a customization accepts is listed."""

from collections import Counter
from collections.abc import Mapping
from itertools import product as combinations
from typing import Any

from orders.pricing.cart import CartLine, Catalogue, Problem


def is_accepted(line: CartLine, catalogue: Catalogue) -> bool:
    """Return whether a customer may order the line, apart from the number of pieces in stock."""
    product = catalogue.products.get(line.product_id)
    if product is None or not product["inStock"]:
        return False
    chosen: dict[str, dict[str, int]] = {}
    for selection in line.selections:
        quantities = dict(selection.choices)
        listed_twice = selection.customization_id in chosen or len(quantities) < len(selection.choices)
        if listed_twice or selection.customization_id not in product["customizationIds"]:
            return False
        chosen[selection.customization_id] = quantities
    return all(
        chosen.get(key, {}) in accepted_combinations(catalogue.customizations[key], catalogue)
        for key in product["customizationIds"]
    )


def accepted_combinations(customization: Mapping[str, Any], catalogue: Catalogue) -> list[dict[str, int]]:
    """Return every accepted combination, as the quantities of its addons."""
    accepted: list[dict[str, int]] = [] if customization["required"] else [{}]
    if not customization["inStock"]:
        return accepted
    for quantities in combinations(range(customization["maxPerAddon"] + 1), repeat=len(customization["addonIds"])):
        combination = {key: number for key, number in zip(customization["addonIds"], quantities, strict=True) if number}
        in_stock = all(catalogue.addons[key]["inStock"] for key in combination)
        if in_stock and customization["minimum"] <= sum(quantities) <= customization["maximum"]:
            accepted.append(combination)
    return accepted


def is_broken(  # noqa: PLR0911  # one for each rule
    problem: Problem, line: CartLine, catalogue: Catalogue
) -> bool:
    """Return whether the line breaks the rule that the problem names."""
    product = catalogue.products.get(line.product_id)
    if product is None:
        return problem.code == "unknown_product"
    key = problem.members.get("customizationId")
    customization = catalogue.customizations[key] if key else {}
    addon = problem.members.get("addonId")
    # Of a customization that is listed twice, the first selection counts.
    entries = next((each.choices for each in line.selections if each.customization_id == key), ())
    named = Counter(selection.customization_id for selection in line.selections)
    match problem.code:
        case "not_available":
            unavailable = catalogue.addons[addon] if addon else customization or product
            wanted = entries or not key or customization["required"]
            return bool(wanted) and not unavailable["inStock"]
        case "choice_missing":
            chosen = sum(entry.quantity for entry in entries if entry.addon_id in customization["addonIds"])
            return bool(chosen < problem.members["minimum"] == customization["minimum"])
        case "choice_too_many" if addon:
            most = customization["maxPerAddon"]
            return any(entry.addon_id == addon and entry.quantity > most for entry in entries)
        case "choice_too_many":
            return bool(sum(entry.quantity for entry in entries) > customization["maximum"])
        case "choice_not_offered" if addon:
            return addon not in customization["addonIds"] or [entry.addon_id for entry in entries].count(addon) > 1
        case "choice_not_offered":
            return key not in product["customizationIds"] or named[str(key)] > 1
    return False
