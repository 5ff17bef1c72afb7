"""Categories, their order, and the menu: the whole catalogue in one answer."""

import os
from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response

from bodega.api.conditions import content_tag
from bodega.api.inputs import Body
from bodega.api.parameters import IfNoneMatch
from bodega.api.resolver import ADMIN, ShopApi
from bodega.api.responses import dump_json, private, public
from bodega.catalog.routes import add_routes
from bodega.observability import count
from categories.kind import KIND
from categories.menu import read_menu
from categories.order import reorder

if TYPE_CHECKING:
    from categories.schemas import CategoryOrder

app = ShopApi()
add_routes(app, KIND)


@app.put("/categories/order", operation_id="orderCategories", **ADMIN)
def order_categories(order: Annotated["CategoryOrder", Body("categories.schemas:CategoryOrder")]) -> Response[Any]:
    ordered = reorder(order.category_ids)
    count("CatalogChanges")
    return private(200, {"items": [KIND.represent(category) for category in ordered], "nextCursor": None})


@app.get("/menu", operation_id="getMenu")
def get_menu(if_none_match: IfNoneMatch = None) -> Response[Any]:
    body = dump_json({"shop": os.environ["SHOP_NAME"], "currency": os.environ["SHOP_CURRENCY"], **read_menu()})
    return public(app.request_headers, body, content_tag(body), if_none_match)


handler = app.handler()
