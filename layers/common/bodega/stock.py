"""The stock of products, as orders change it: `quantity` of the product's item in the catalog table.

A change of the stock is a change of the product: it raises the version, and with it the product's `ETag`.
"""

from collections.abc import Mapping
from typing import Any

from bodega import clock
from bodega.dynamodb import Key, Table, TableWrite, TransactionFailed, Update

table = Table("CATALOG_TABLE")

PRODUCT = "PRODUCT"
"""The partition of the products."""

_STOCK = "stock/"


def take(product: Mapping[str, Any], quantity: int) -> dict[str, TableWrite]:
    """Return the named write that takes pieces of a counted product; 2 WCU per KB of the product.

    It fails if fewer pieces are left, or if the product is out of stock, is no longer counted, or has another price
    than in `product`.
    """
    update = Update(
        Key(PRODUCT, product["id"]),
        "#quantity >= :pieces AND #inStock = :yes AND #price = :price",
        set=_changed_now(),
        add={"quantity": -quantity, "version": 1},
        values={"pieces": quantity, "yes": True, "price": product["price"]},
    )
    return {f"{_STOCK}{product['id']}": table.write(update)}


def take_again(product_id: str, quantity: int) -> dict[str, TableWrite]:
    """Return the named write that takes pieces whatever the product costs now; 2 WCU per KB of the product.

    It fails if fewer pieces are left, or if the product is out of stock, is no longer counted or is deleted.
    """
    update = Update(
        Key(PRODUCT, product_id),
        "#quantity >= :pieces AND #inStock = :yes",
        set=_changed_now(),
        add={"quantity": -quantity, "version": 1},
        values={"pieces": quantity, "yes": True},
    )
    return {f"{_STOCK}{product_id}": table.write(update)}


def give_back(product_id: str, quantity: int) -> dict[str, TableWrite]:
    """Return the named write that returns pieces to a product; 2 WCU per KB of the product.

    It fails if the product is no longer counted or is deleted.
    """
    update = Update(
        Key(PRODUCT, product_id),
        # To add to null is an invalid request, and not a failed condition.
        "attribute_type(#quantity, :number)",
        set=_changed_now(),
        add={"quantity": quantity, "version": 1},
        values={"number": "N"},
    )
    return {f"{_STOCK}{product_id}": table.write(update)}


def failed_products(failed: TransactionFailed) -> list[str]:
    """Return the ids of the products whose write failed, in the order of the writes."""
    return failed.group(_STOCK)


def _changed_now() -> dict[str, Any]:
    return {"updatedAt": clock.timestamp(clock.now())}
