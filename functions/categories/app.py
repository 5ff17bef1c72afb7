"""Categories, their order, and the menu: the whole catalogue in one answer."""

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response

from bodega.api.conditions import not_modified
from bodega.api.inputs import Body
from bodega.api.parameters import query
from bodega.api.resolver import ADMIN, ShopApi
from bodega.api.responses import private, public
from bodega.catalog.routes import add_routes
from bodega.observability import count
from categories.kind import KIND
from categories.menu.reading import read_menu
from categories.menu.shapes import SHAPES
from categories.order import reorder

if TYPE_CHECKING:
    from categories.schemas import CategoryOrder

Shape = Annotated[
    str,
    query(
        "shape",
        "`nested`: each item inside the item that refers to it. `flat`: each item once, and IDs",
        enum=list(SHAPES),
    ),
]

app = ShopApi()
add_routes(app, KIND)


@app.put("/categories/order", operation_id="orderCategories", **ADMIN)
def order_categories(order: Annotated["CategoryOrder", Body("categories.schemas:CategoryOrder")]) -> Response[Any]:
    ordered = reorder(order.category_ids)
    count("CatalogChanges")
    return private(200, {"items": [KIND.represent(category) for category in ordered], "nextCursor": None})


@app.get("/menu", operation_id="getMenu")
def get_menu(shape: Shape = "nested") -> Response[Any]:
    headers = app.request_headers
    menu = read_menu(shape, is_known=lambda tag: not_modified(headers.get("if-none-match"), tag))
    return public(headers, menu.body, menu.tag)


handler = app.handler()
