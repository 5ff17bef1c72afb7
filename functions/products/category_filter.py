"""The products of one category, by name.

A category lists the ids of its products (at most 500), so they are read by id. The cost does not depend on the number
of products in the shop.
"""

from typing import Any

from bodega.catalog.kinds import PRODUCTS_OF_CATEGORY, Kind
from bodega.catalog.name_keys import NamePrefix
from bodega.catalog.reads import CatalogReader
from bodega.ids import is_id
from bodega.items import Page

_categories = CatalogReader(PRODUCTS_OF_CATEGORY.holder)
_products = CatalogReader(PRODUCTS_OF_CATEGORY.target)


def list_of_category(
    kind: Kind, category_id: str, *, limit: int, after: str | None, prefix: str | None, in_stock: bool | None
) -> Page:
    """Return up to `limit` products of the category; none if there is no such category.

    1 GetItem, and 1 BatchGetItem per 100 products of the category.
    """
    category = _categories.get(category_id) if is_id(category_id, "cat") else None
    if category is None:
        return Page([], None)
    products = _products.get_many(category["productIds"])
    search = NamePrefix.of(prefix) if prefix else None

    def matches(product: dict[str, Any]) -> bool:
        return (
            (search is None or search.matches(product["name"]))
            and (in_stock is None or product["inStock"] is in_stock)
            and (after is None or product["nameKey"] > after)
        )

    # DynamoDB sorts by the bytes of UTF-8. Python sorts by code points, which is the same order.
    found = sorted(filter(matches, products), key=lambda product: str(product["nameKey"]))
    return Page.of(found, limit, "nameKey").map(kind.represent)
