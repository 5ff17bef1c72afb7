"""Categories, their order, and the menu: the whole catalogue in one answer."""

import os
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from bodega.api.conditions import content_tag
from bodega.api.docs import ETAG, empty, example_id, fails, succeeds
from bodega.api.parameters import IfNoneMatch
from bodega.api.resolver import ADMIN, ShopApi
from bodega.api.responses import dump_json, private, public
from bodega.catalog.docs import Documentation, body_example
from bodega.catalog.routes import add_routes
from bodega.observability import count, observed
from categories.menu import MENU_EXAMPLE, read_menu
from categories.order import reorder
from categories.schemas import KIND, CategoryOrder


def menu_models() -> dict[str, Any]:
    from categories.menu_schema import Menu  # only the API document needs it

    return {"Menu": Menu}


app = ShopApi()
app.schemas.append(menu_models)
add_routes(app, KIND)


@app.put(
    "/categories/order",
    summary="Put all categories in order",
    operation_id="orderCategories",
    tags=["categories"],
    responses=succeeds(200, "All categories, in their new order", "CategoryPage", Documentation(KIND).page())
    | fails("unauthorized", "forbidden", "malformed_body", "validation_failed", "too_many_changes"),
    **ADMIN,
)
def order_categories(
    order: Annotated[CategoryOrder, Body(openapi_examples=body_example({"categoryIds": [example_id("cat")]}))],
) -> Response[Any]:
    ordered = reorder(order.category_ids)
    count("CatalogChanges")
    return private(200, {"items": [KIND.represent(category) for category in ordered], "nextCursor": None})


@app.get(
    "/menu",
    summary="The whole shop in one answer",
    description="Categories with their products, customizations and addons, in order, and what is available now.",
    operation_id="getMenu",
    tags=["menu"],
    responses=succeeds(200, "The menu", "Menu", MENU_EXAMPLE, ETAG)
    | empty(304, "Not changed since If-None-Match")
    | fails(),
)
def get_menu(if_none_match: IfNoneMatch = None) -> Response[Any]:
    body = dump_json({"shop": os.environ["SHOP_NAME"], "currency": os.environ["SHOP_CURRENCY"], **read_menu()})
    return public(app.request_headers, body, content_tag(body), if_none_match)


handler = observed(app.resolve)
