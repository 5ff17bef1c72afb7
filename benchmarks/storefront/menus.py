"""A large menu, made of the demo shop's."""

from typing import Any

Menu = dict[str, Any]

_IN_A_CATEGORY = 125


def enlarged(menu: Menu, products: int) -> Menu:
    """Return a flat menu with so many products: those of `menu` again and again, under other names and IDs."""
    originals = menu["products"]
    copies = [
        {
            **originals[number % len(originals)],
            "id": f"prd_{number:026}",
            "name": f"{originals[number % len(originals)]['name']} {number}",
        }
        for number in range(products)
    ]
    ids = [copy["id"] for copy in copies]
    first = menu["categories"][0]
    categories = [
        {
            **first,
            "id": f"cat_{start:026}",
            "name": f"Category {start // _IN_A_CATEGORY + 1}",
            "productIds": ids[start : start + _IN_A_CATEGORY],
        }
        for start in range(0, products, _IN_A_CATEGORY)
    ]
    return {**menu, "products": copies, "categories": categories}
