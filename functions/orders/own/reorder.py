"""The same order again: a quote request from an earlier order's lines and the current catalogue.

Prices and stock are not compared: the quote does that. What is no longer offered at all is left out and listed.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bodega.items import Item
from bodega.orders.reading import own_order
from orders.own import store

_PRODUCT, _CUSTOMIZATION, _ADDON = "PRODUCT", "CUSTOMIZATION", "ADDON"


class Again(NamedTuple):
    """`quote`: the body for `POST /orders/quote`. `missing`: what it leaves out."""

    quote: Item
    missing: list[Item]


def reorder(user_id: str, order_id: str) -> Again:
    """Return what it takes to order the same again. A consistent Query and 1 BatchGetItem per 100 items.

    Raises: NotFound.
    """
    order = own_order(user_id, order_id)
    lines = order.lines["lines"]
    catalogue = store.read_catalogue(_keys(lines))
    notes = (order.person or {}).get("lineNotes") or {}
    wanted, missing = [], []
    for line in lines:
        product = catalogue.get(line["productId"])
        if product is None:
            missing.append({"line": line["line"], "name": line["name"], "addon": None})
            continue
        selections, dropped = _selections(line, product, catalogue)
        missing += [{"line": line["line"], "name": line["name"], "addon": name} for name in dropped]
        wanted.append(
            {
                "productId": line["productId"],
                "quantity": line["quantity"],
                "selections": selections,
                "note": notes.get(str(line["line"])),
            }
        )
    return Again({"lines": wanted, "fulfilment": {"type": order.head["fulfilment"]["type"], "at": None}}, missing)


def _keys(lines: list[Item]) -> set[tuple[str, str]]:
    addons = [addon for line in lines for addon in line["unit"]["addons"]]
    return {
        *((_PRODUCT, line["productId"]) for line in lines),
        *((_CUSTOMIZATION, addon["customizationId"]) for addon in addons),
        *((_ADDON, addon["addonId"]) for addon in addons),
    }


def _selections(line: Item, product: Item, catalogue: Mapping[str, Item]) -> tuple[list[Item], list[str]]:
    """Return the selections that are still offered, and the names of the addons that are not."""
    selections: dict[str, list[Any]] = {}
    dropped = []
    for addon in line["unit"]["addons"]:
        customization = catalogue.get(addon["customizationId"], {})
        offered = (
            addon["customizationId"] in product["customizationIds"]
            and addon["addonId"] in customization.get("addonIds", ())
            and addon["addonId"] in catalogue
        )
        if offered:
            choice = {"addonId": addon["addonId"], "quantity": addon["quantity"]}
            selections.setdefault(addon["customizationId"], []).append(choice)
        else:
            dropped.append(addon["name"])
    return [{"customizationId": key, "addons": chosen} for key, chosen in selections.items()], dropped
