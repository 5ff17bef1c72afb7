"""Documentation of categories, their order and the menu."""

from pydantic import Field

from bodega.catalog.openapi import catalog_operations, item_model
from bodega.models import Document, Money
from bodega.openapi.operations import NOT_MODIFIED, Operation, reads
from bodega.openapi.schemas import WHEN, Count, CurrencyCode, example_id, id_field
from categories.kind import KIND


class _MenuItem(Document):
    name: str
    description: str
    in_stock: bool


class MenuAddon(_MenuItem):
    """An addon with its price."""

    id: id_field("add")
    price: Money


class MenuCustomization(_MenuItem):
    """A group of addons to choose from."""

    id: id_field("cus")
    required: bool = Field(description="Whether the customer must choose")
    minimum: Count = Field(description="The fewest addons to choose")
    maximum: Count = Field(description="The most addons to choose")
    max_per_addon: int = Field(ge=1, description="How often the same addon can be chosen")
    addons: list[MenuAddon]


class MenuProduct(_MenuItem):
    """A product with its customizations."""

    id: id_field("prd")
    price: Money
    images: list[str] = Field(description="https URLs, the main image first")
    spiciness: int = Field(ge=0, le=5)
    quantity: Count | None = Field(description="Pieces left. Null: not counted.")
    available: bool = Field(
        description="In stock, `quantity` not 0, and every required customization has enough addons in stock"
    )
    customizations: list[MenuCustomization]


class MenuCategory(_MenuItem):
    """A category with its products, in order."""

    id: id_field("cat")
    products: list[MenuProduct]


class Menu(Document):
    """The whole shop."""

    shop: str = Field(description="The name of the shop")
    currency: CurrencyCode
    categories: list[MenuCategory]


_MENU = {
    "shop": "Bodega",
    "currency": "CAD",
    "categories": [
        {
            "id": example_id("cat"),
            "name": "Coffee",
            "description": "From the bar, to stay or to go.",
            "inStock": True,
            "products": [
                {
                    "id": example_id("prd"),
                    "name": "Flat white",
                    "description": "Two short shots under velvety milk.",
                    "inStock": True,
                    "price": {"amount": 475, "currency": "CAD"},
                    "images": [],
                    "spiciness": 0,
                    "quantity": None,
                    "available": True,
                    "customizations": [
                        {
                            "id": example_id("cus"),
                            "name": "Milk",
                            "description": "Which milk shall it be?",
                            "inStock": True,
                            "required": True,
                            "minimum": 1,
                            "maximum": 1,
                            "maxPerAddon": 1,
                            "addons": [
                                {
                                    "id": example_id("add"),
                                    "name": "Oat milk",
                                    "description": "Barista style.",
                                    "inStock": True,
                                    "price": {"amount": 75, "currency": "CAD"},
                                }
                            ],
                        }
                    ],
                }
            ],
        }
    ],
}

Category = item_model(KIND, "A section of the menu.")
_CATEGORY = {
    "name": "Coffee",
    "description": "From the bar, to stay or to go.",
    "inStock": True,
    "productIds": [example_id("prd")],
    "position": 0,
}
_SAVED = {"id": example_id("cat"), **_CATEGORY, "version": 2, "createdAt": WHEN, "updatedAt": WHEN}


class CategoriesInOrder(Document):
    """All categories in their new order."""

    items: list[Category] = Field(max_length=1000)
    next_cursor: None = Field(description="Always null: the response is complete.")


OPERATIONS = catalog_operations(KIND, Category, _CATEGORY) | {
    "orderCategories": Operation(
        "Order the categories",
        "Takes the id of every category exactly once and sets `position` of all categories, or of none. One request "
        "moves at most 100 categories.",
        "categories",
        reads("All categories in their new order", CategoriesInOrder, {"items": [_SAVED], "nextCursor": None}),
        {
            "too_many_changes": "One request moves at most 100 categories, this one 120. Set `position` of some by "
            "themselves first."
        },
        body={"categoryIds": [example_id("cat")]},
    ),
    "getMenu": Operation(
        "Get the menu",
        "Returns categories with their products, customizations and addons, in order, and what is available now. It "
        "leaves out products without a category. Use it for shop pages.",
        "menu",
        reads("The menu", Menu, _MENU, "ETag") | NOT_MODIFIED,
    ),
}
