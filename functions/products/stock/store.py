"""Adjustments of the stock in the catalog table: the product, and the idempotency record of the request."""

from typing import Any

from bodega import clock
from bodega.catalog.reads import table
from bodega.catalog.store import CatalogStore
from bodega.dynamodb import Item, TransactionFailed, Update
from bodega.idempotency import IdempotentRequest, Replayed, is_live
from bodega.items import Stale


def read(products: CatalogStore, product_id: str, request: IdempotentRequest) -> Item | None:
    """Return the product; 1 BatchGetItem, consistent: 2 RCU.

    Raises: Replayed if the request was answered before.
    """
    record_key = products.request_key(request)
    found = {item["pk"]: item for item in table.batch_get([products.key(product_id), record_key], consistent=True)}
    record = found.get(record_key.pk)
    if record is not None and is_live(record):
        raise Replayed(record)
    return found.get(products.partition)


def set_quantity(products: CatalogStore, base: Item, quantity: int, request: IdempotentRequest) -> dict[str, Any]:
    """Set the quantity of `base` and return the product as the API shows it; 1 TransactWriteItems, 4 WCU.

    The answer is recorded for a repeated request.

    Raises: Replayed, Stale if another change came first.
    """
    changes = {"quantity": quantity, "updatedAt": clock.timestamp(clock.now())}
    answer = products.kind.represent({**base, **changes, "version": base["version"] + 1})
    change = Update(
        products.key(base["id"]),
        "#version = :version",
        set=changes,
        add={"version": 1},
        values={"version": base["version"]},
    )
    try:
        table.transact({"product": change, "request": request.record(products.request_key(request), answer)})
    except TransactionFailed as failed:
        # A request that is sent twice at once can find both writes refused, by its own first change.
        if record := failed.item("request"):
            raise Replayed(record) from None
        raise Stale(failed.item("product")) from None
    return answer
