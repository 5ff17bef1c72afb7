"""The products of one category, by name.

A category names its products, so that they are fetched by their ids: the cost is that of the
category (at most 500 products), however many the shop has.
"""

from typing import Any

from bodega.catalog.kinds import PRODUCTS_OF_CATEGORY, Kind
from bodega.catalog.store import Listed, table
from bodega.dynamodb import Key
from bodega.ids import is_id
from bodega.text import sort_name


def list_of_category(
    kind: Kind, category_id: str, *, limit: int, after: str | None, prefix: str | None, in_stock: bool | None
) -> Listed:
    """1 GetItem and a BatchGetItem per 100 products of the category. A category that is not there has no products."""
    category = table.get(Key(PRODUCTS_OF_CATEGORY.holder, category_id)) if is_id(category_id, "cat") else None
    if category is None:
        return Listed([], None)
    products = table.batch_get([Key(kind.partition, product_id) for product_id in category["productIds"]])
    start = sort_name(prefix) if prefix else ""

    def matches(product: dict[str, Any]) -> bool:
        return (
            product["nameKey"].startswith(start)
            and (in_stock is None or product["inStock"] is in_stock)
            and (after is None or product["nameKey"] > after)
        )

    # By bytes of UTF-8, as DynamoDB sorts; Python sorts by code points, which is the same order.
    found = sorted(filter(matches, products), key=lambda product: str(product["nameKey"]))
    page = [kind.represent(product) for product in found[:limit]]
    return Listed(page, found[limit - 1]["nameKey"] if len(found) > limit else None)
