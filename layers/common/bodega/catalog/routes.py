"""The catalogue's routes: seven for each kind, typed with the kind's own models."""

from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response

from bodega.api.conditions import version_tag
from bodega.api.cursors import decode_cursor, page_document
from bodega.api.identity import caller
from bodega.api.inputs import Body, ExpectedVersions
from bodega.api.parameters import Cursor, Id, IdempotencyKey, Limit, query
from bodega.api.resolver import ADMIN, STAFF, ShopApi
from bodega.api.responses import created, dump_json, no_content, private, public
from bodega.catalog.kinds import Kind
from bodega.catalog.operations import Catalog
from bodega.idempotency import IdempotentRequest
from bodega.items import Page
from bodega.observability import count
from bodega.text import LONGEST_NAME, check_name

_STOCK = "Only items that are in stock, or that are not"
_PREFIX = "Only names with this prefix, without regard to case and accents"
InStock = Annotated[Literal["true", "false"] | None, query("inStock", _STOCK, type="boolean", enum=["true", "false"])]
NamePrefix = Annotated[str | None, query("name", _PREFIX, check_name, maxLength=LONGEST_NAME, minLength=1)]


def add_routes(app: ShopApi, kind: Kind) -> Catalog:
    """Add the seven routes of `kind` to `app` and return the kind's operations."""
    catalog = Catalog(kind)
    add_list_route(app, catalog)
    add_item_routes(app, catalog)
    return catalog


def add_list_route(app: ShopApi, catalog: Catalog) -> None:
    kind = catalog.kind

    @app.get(f"/{kind.plural}", operation_id=f"list{kind.plural.capitalize()}")
    def list_items(
        limit: Limit = 25, cursor: Cursor = None, in_stock: InStock = None, name: NamePrefix = None
    ) -> Response[Any]:
        scope = list_scope(kind, in_stock, name)
        after = decode_cursor(cursor, scope) if cursor else None
        page = catalog.list_by_name(limit=limit, after=after, prefix=name, in_stock=wanted_stock(in_stock))
        return list_answer(app, page, scope)


def wanted_stock(in_stock: str | None) -> bool | None:
    return None if in_stock is None else in_stock == "true"


def list_scope(kind: Kind, *filters: str | None) -> str:
    """Return the scope of a list's cursors: the kind and the filters."""
    return dump_json([kind.plural, *filters])


def list_answer(app: ShopApi, page: Page, scope: str) -> Response[Any]:
    return public(app.request_headers, dump_json(page_document(page, scope)))


def add_item_routes(app: ShopApi, catalog: Catalog) -> None:
    kind, noun = catalog.kind, catalog.kind.singular.capitalize()
    collection, item = f"/{kind.plural}", f"/{kind.plural}/<id>"
    fields_body, stock_body = Body(kind.fields), Body(kind.stock)

    @app.get(item, operation_id=f"get{noun}")
    def get_item(id: Id) -> Response[Any]:
        found = catalog.get(id)
        return public(app.request_headers, dump_json(found), version_tag(found["version"]))

    @app.post(collection, operation_id=f"create{noun}", **ADMIN)
    def create_item(
        fields: Annotated[Any, fields_body],
        idempotency_key: IdempotencyKey = None,
    ) -> Response[Any]:
        document = fields.as_json()
        event = app.current_event.raw_event
        request = None
        if idempotency_key is not None:
            route = f"POST {collection}"
            user_id = caller(event).user_id
            request = IdempotentRequest.of(idempotency_key, user_id=user_id, route=route, body=document)
        item, replayed = catalog.create(document, request)
        if not replayed:
            count("CatalogChanges")
        return created(item, collection=event["requestContext"]["path"], replayed=replayed)

    @app.put(item, operation_id=f"replace{noun}", **ADMIN)
    def replace_item(
        id: Id,
        fields: Annotated[Any, fields_body],
        versions: ExpectedVersions = None,
    ) -> Response[Any]:
        return _changed(catalog.replace(id, fields.as_json(), versions))

    @app.patch(item, operation_id=f"patch{noun}", **ADMIN)
    def patch_item(
        id: Id,
        patch: Annotated[dict[str, Any], Body()],
        versions: ExpectedVersions = None,
    ) -> Response[Any]:
        return _changed(catalog.patch(id, patch, versions))

    @app.put(f"{item}/stock", operation_id=f"setStockOf{noun}", **STAFF)
    def set_stock(
        id: Id,
        stock: Annotated[Any, stock_body],
        versions: ExpectedVersions = None,
    ) -> Response[Any]:
        changes = stock.model_dump(by_alias=True, exclude_unset=True)
        return _changed(catalog.set_stock(id, changes, versions))

    @app.delete(item, operation_id=f"delete{noun}", **ADMIN)
    def delete_item(id: Id, versions: ExpectedVersions = None) -> Response[Any]:
        catalog.delete(id, versions)
        count("CatalogChanges")
        return no_content()


def _changed(item: dict[str, Any]) -> Response[Any]:
    count("CatalogChanges")
    return private(200, item, {"ETag": version_tag(item["version"])})
