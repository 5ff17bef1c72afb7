"""Categories, their order, and the menu: the whole catalogue in one answer."""

import os
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from bodega.api.conditions import content_tag
from bodega.api.parameters import IfNoneMatch
from bodega.api.resolver import ADMIN, ShopApi
from bodega.api.responses import dump_json, private, public
from bodega.catalog.routes import add_routes
from bodega.observability import count, observed
from categories.menu import read_menu
from categories.order import reorder
from categories.schemas import KIND, CategoryOrder

app = ShopApi()
add_routes(app, KIND)


@app.put("/categories/order", operation_id="orderCategories", **ADMIN)
def order_categories(order: Annotated[CategoryOrder, Body()]) -> Response[Any]:
    ordered = reorder(order.category_ids)
    count("CatalogChanges")
    return private(200, {"items": [KIND.represent(category) for category in ordered], "nextCursor": None})


@app.get("/menu", operation_id="getMenu")
def get_menu(if_none_match: IfNoneMatch = None) -> Response[Any]:
    body = dump_json({"shop": os.environ["SHOP_NAME"], "currency": os.environ["SHOP_CURRENCY"], **read_menu()})
    return public(app.request_headers, body, content_tag(body), if_none_match)


handler = observed(app.resolve)
