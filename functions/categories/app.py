"""Categories, their order, and the menu: the whole catalogue in one answer."""

import os
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AfterValidator, Field

from bodega.api.conditions import content_tag
from bodega.api.docs import ETAG, empty, example_id, fails, succeeds
from bodega.api.parameters import IfNoneMatch
from bodega.api.resolver import ADMIN, ShopApi
from bodega.api.responses import dump_json, private, public
from bodega.catalog.docs import Documentation, body_example
from bodega.catalog.kinds import PRODUCTS_OF_CATEGORY, CatalogFields, Kind, unique
from bodega.catalog.routes import add_routes
from bodega.ids import id_pattern
from bodega.observability import count, observed
from categories.menu import MENU_EXAMPLE, read_menu
from categories.order import CategoryOrder, reorder

ProductId = Annotated[str, Field(pattern=id_pattern("prd"))]


class CategoryFields(CatalogFields):
    product_ids: Annotated[list[ProductId], AfterValidator(unique)] = Field(
        [], max_length=500, description="Its products, in order; one request adds or removes at most 90"
    )
    position: Annotated[int, Field(ge=0, le=10_000)] | None = Field(
        None, description="Place in the menu, from 0; null: after all that have one, the oldest first"
    )


KIND = Kind(
    singular="category",
    plural="categories",
    prefix="cat",
    fields=CategoryFields,
    holds=PRODUCTS_OF_CATEGORY,
    example={
        "name": "Coffee",
        "description": "From the bar, to stay or to go.",
        "inStock": True,
        "productIds": [example_id("prd")],
        "position": 0,
    },
)


def menu_models() -> dict[str, Any]:
    from categories.menu_schema import Menu  # noqa: PLC0415  # only the API document needs it

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
