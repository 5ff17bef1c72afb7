"""What the shop says about a choice from the menu: its price and its problems. The TypeScript client says the same."""

from collections.abc import Mapping, Sequence
from typing import Any

from bodega.items import Item
from categories.menu.shapes import shapes, shown
from orders.pricing.cart import CartLine, Catalogue, Choice, Selection, TaxRules
from orders.pricing.pricing import price

_LINE = "/lines/0"


def served(product: Item, selections: Sequence[Item]) -> tuple[int | None, list[dict[str, Any]]]:
    """Return the unit price of a line and its problems, with pointers into the line.

    The price is None if a quote leaves the line out.

    `product`: as in the nested menu. `selections`: as in the body of a quote.
    """
    chosen = [
        Selection(
            selection["customizationId"],
            [Choice(choice["addonId"], choice.get("quantity", 1)) for choice in selection.get("addons", [])],
        )
        for selection in selections
    ]
    quote = price([CartLine(product["id"], 1, chosen)], _catalogue(product), TaxRules(), None, "CAD")
    unit = quote.lines[0].unit.amount if quote.lines else None
    return unit, [
        {"code": code, "pointer": pointer.removeprefix(_LINE), **members}
        for code, pointer, _, members in quote.problems
    ]


def shapes_of(nested: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return both shapes of a nested menu, as the shop builds them from its catalogue."""
    categories: Sequence[Item] = nested["categories"]
    products = {product["id"]: product for category in categories for product in category["products"]}
    groups = {group["id"]: group for product in products.values() for group in product["customizations"]}
    addons = {addon["id"]: addon for group in groups.values() for addon in group["addons"]}
    items = {
        "CATEGORY": [
            {**category, "position": place, "productIds": _ids(category["products"])}
            for place, category in enumerate(categories)
        ],
        "PRODUCT": [{**item, "customizationIds": _ids(item["customizations"])} for item in products.values()],
        "CUSTOMIZATION": [{**item, "addonIds": _ids(item["addons"])} for item in groups.values()],
        "ADDON": list(addons.values()),
    }
    return shapes(
        {
            partition: {item["id"]: shown(partition, item) for item in sorted(some, key=lambda item: str(item["id"]))}
            for partition, some in items.items()
        }
    )


def _catalogue(product: Item) -> Catalogue:
    groups = product["customizations"]
    stored = {**product, "version": 1, "quantity": None, "customizationIds": _ids(groups)}
    return Catalogue(
        products={product["id"]: stored},
        customizations={group["id"]: {**group, "addonIds": _ids(group["addons"])} for group in groups},
        addons={addon["id"]: addon for group in groups for addon in group["addons"]},
    )


def _ids(items: Sequence[Item]) -> list[str]:
    return [item["id"] for item in items]
