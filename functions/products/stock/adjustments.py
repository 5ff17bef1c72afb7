"""Adjustments of the stock of a product by a number of pieces, each once per request."""

from typing import Any

from bodega import deadline
from bodega.catalog.store import CatalogStore
from bodega.errors import (
    FieldError,
    InsufficientStock,
    NotFound,
    StockNotCounted,
    ValidationFailed,
    counted,
)
from bodega.idempotency import IdempotentRequest, Replayed
from bodega.ids import is_id
from bodega.items import Item, Stale
from products.schemas import MAX_QUANTITY
from products.stock import store


def adjust(
    products: CatalogStore, product_id: str, change: int, request: IdempotentRequest
) -> tuple[dict[str, Any], bool]:
    """Add `change` to the quantity of a product; return the product, and whether this is a replayed answer.

    1 BatchGetItem and 1 TransactWriteItems, and another TransactWriteItems each time a concurrent change comes first.

    Raises: NotFound, StockNotCounted, InsufficientStock, ValidationFailed above the limit, IdempotencyKeyReused.
    """
    kind = products.kind
    if not is_id(product_id, kind.prefix):
        raise _absent()
    try:
        product = store.read(products, product_id, request)
        while True:
            deadline.require_time()
            if product is None:
                raise _absent()
            try:
                changed = store.set_quantity(products, product, _adjusted(product, change), request)
            except Stale as stale:
                product = stale.item
            else:
                return changed, False
    except Replayed as replayed:
        return kind.represent(request.replay(replayed.record)), True


def _adjusted(product: Item, change: int) -> int:
    quantity = product.get("quantity")
    if quantity is None:
        raise StockNotCounted
    if quantity + change < 0:
        raise InsufficientStock(quantity)
    if quantity + change > MAX_QUANTITY:
        limit = f"must not raise the quantity, which is {counted(quantity, 'piece')}, above {MAX_QUANTITY:,}"
        raise ValidationFailed([FieldError("/change", limit)])
    result: int = quantity + change
    return result


def _absent() -> NotFound:
    return NotFound("There is no product with this id.")
