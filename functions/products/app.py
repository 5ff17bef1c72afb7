"""Products: the items for sale, each with a price and its customizations."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response

from bodega.api.conditions import version_tag
from bodega.api.cursors import decode_cursor
from bodega.api.identity import caller
from bodega.api.inputs import Body
from bodega.api.parameters import Cursor, Id, Limit, RequiredIdempotencyKey, query, required_key
from bodega.api.resolver import STAFF, ShopApi
from bodega.api.responses import private
from bodega.catalog.kinds import COMMON_FIELDS, Kind
from bodega.catalog.operations import Catalog
from bodega.catalog.routes import InStock, NamePrefix, add_item_routes, list_answer, list_scope, wanted_stock
from bodega.idempotency import IdempotentRequest
from bodega.observability import count, logger
from products.category_filter import list_of_category

KIND = Kind(
    singular="product",
    plural="products",
    prefix="prd",
    field_names=(*COMMON_FIELDS, "price", "images", "customizationIds", "spiciness", "quantity", "taxCategory"),
    fields="products.schemas:ProductFields",
    stock="products.schemas:ProductStock",
)

CategoryId = Annotated[str | None, query("category", "Only the products of the category with this ID", maxLength=40)]

app = ShopApi()
catalog = Catalog(KIND)


@app.get("/products", operation_id="listProducts")
def list_products(
    limit: Limit = 25,
    cursor: Cursor = None,
    in_stock: InStock = None,
    name: NamePrefix = None,
    category: CategoryId = None,
) -> Response[Any]:
    scope = list_scope(KIND, in_stock, name, category)
    after = decode_cursor(cursor, scope) if cursor else None
    wanted = wanted_stock(in_stock)
    if category is None:
        page = catalog.list_by_name(limit=limit, after=after, prefix=name, in_stock=wanted)
    else:
        page = list_of_category(KIND, category, limit=limit, after=after, prefix=name, in_stock=wanted)
    return list_answer(app, page, scope)


add_item_routes(app, catalog)


@app.post("/products/<id>/stock/adjustments", operation_id="adjustStockOfProduct", **STAFF)
def adjust_stock(
    id: Id,
    fields: Annotated[Any, Body("products.schemas:StockAdjustment")],
    idempotency_key: RequiredIdempotencyKey = None,
) -> Response[Any]:
    # Adjustments are rare, so other requests do not load their rules.
    from products.stock.adjustments import adjust

    adjustment = fields.as_json()
    user_id = caller(app.current_event.raw_event).user_id
    route = f"POST /products/{id}/stock/adjustments"
    request = IdempotentRequest.of(required_key(idempotency_key), user_id=user_id, route=route, body=adjustment)
    product, replayed = adjust(catalog.store, id, adjustment["change"], request)
    headers: dict[str, str | list[str]] = {"ETag": version_tag(product["version"])}
    if replayed:
        headers["Idempotency-Replayed"] = "true"
    else:
        count("CatalogChanges")
        logger.info("Stock adjusted", extra={"product": id, **adjustment, "quantity": product["quantity"]})
    return private(200, product, headers)


handler = app.handler()
