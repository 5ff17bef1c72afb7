"""Documentation of categories, their order and the menu."""

from pydantic import Field

from bodega.catalog.openapi import catalog_operations, item_model
from bodega.models import Document, Money
from bodega.openapi.operations import Answer, Operation, reads
from bodega.openapi.schemas import WHEN, Count, CurrencyCode, CurrencyDigits, example_id, id_field
from categories.kind import KIND


class _MenuItem(Document):
    name: str
    description: str
    in_stock: bool


class MenuAddon(_MenuItem):
    """An addon with its price."""

    id: id_field("add")
    price: Money


class _MenuCustomization(_MenuItem):
    id: id_field("cus")
    required: bool = Field(description="Whether the customer must choose")
    minimum: Count = Field(description="The fewest addons to choose")
    maximum: Count = Field(description="The most addons to choose")
    max_per_addon: int = Field(ge=1, description="How often the same addon can be chosen")


class MenuCustomization(_MenuCustomization):
    """A group of addons to choose from."""

    addons: list[MenuAddon]


class FlatMenuCustomization(_MenuCustomization):
    """A group of addons to choose from, by their IDs."""

    addon_ids: list[id_field("add")]


class _MenuProduct(_MenuItem):
    id: id_field("prd")
    price: Money
    images: list[str] = Field(description="https URLs, the main image first")
    spiciness: int = Field(ge=0, le=5)
    available: bool = Field(
        description="It can be ordered: in stock, not sold out, in a category that is in stock, and every required "
        "customization has enough addons in stock"
    )
    few_left: bool = Field(description="The pieces are counted, and 1 to 5 are left")


class MenuProduct(_MenuProduct):
    """A product with its customizations."""

    customizations: list[MenuCustomization]


class FlatMenuProduct(_MenuProduct):
    """A product with the IDs of its customizations."""

    customization_ids: list[id_field("cus")]


class MenuCategory(_MenuItem):
    """A category with its products, in order."""

    id: id_field("cat")
    products: list[MenuProduct]


class FlatMenuCategory(_MenuItem):
    """A category with the IDs of its products, in order."""

    id: id_field("cat")
    product_ids: list[id_field("prd")]


class _Shop(Document):
    shop: str = Field(description="The name of the shop")
    currency: CurrencyCode
    currency_digits: CurrencyDigits


class Menu(_Shop):
    """The whole shop, each item inside the item that refers to it."""

    categories: list[MenuCategory]


class FlatMenu(_Shop):
    """The whole shop, each item once. All lists but `categories` are in the order of their IDs: the oldest first."""

    categories: list[FlatMenuCategory]
    products: list[FlatMenuProduct] = Field(description="All products of the categories")
    customizations: list[FlatMenuCustomization] = Field(description="All customizations of these products")
    addons: list[MenuAddon] = Field(description="All addons of these customizations")


_SHOP = {"shop": "Bodega", "currency": "CAD", "currencyDigits": 2}
_CATEGORY_SHOWN = {
    "id": example_id("cat"),
    "name": "Coffee",
    "description": "From the bar, to stay or to go.",
    "inStock": True,
}
_PRODUCT_SHOWN = {
    "id": example_id("prd"),
    "name": "Flat white",
    "description": "Two short shots under velvety milk.",
    "inStock": True,
    "price": {"amount": 475, "currency": "CAD"},
    "images": [],
    "spiciness": 0,
    "available": True,
    "fewLeft": False,
}
_CUSTOMIZATION_SHOWN = {
    "id": example_id("cus"),
    "name": "Milk",
    "description": "Which milk shall it be?",
    "inStock": True,
    "required": True,
    "minimum": 1,
    "maximum": 1,
    "maxPerAddon": 1,
}
_ADDON_SHOWN = {
    "id": example_id("add"),
    "name": "Oat milk",
    "description": "Barista style.",
    "inStock": True,
    "price": {"amount": 75, "currency": "CAD"},
}
_CHOICE = {**_CUSTOMIZATION_SHOWN, "addons": [_ADDON_SHOWN]}
_MENU = {
    **_SHOP,
    "categories": [{**_CATEGORY_SHOWN, "products": [{**_PRODUCT_SHOWN, "customizations": [_CHOICE]}]}],
}
_FLAT_MENU = {
    **_SHOP,
    "categories": [{**_CATEGORY_SHOWN, "productIds": [example_id("prd")]}],
    "products": [{**_PRODUCT_SHOWN, "customizationIds": [example_id("cus")]}],
    "customizations": [{**_CUSTOMIZATION_SHOWN, "addonIds": [example_id("add")]}],
    "addons": [_ADDON_SHOWN],
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


OPERATIONS = catalog_operations(KIND, Category, _CATEGORY, new_name="Seasonal drinks") | {
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
        "leaves out products without a category. A change of the catalogue shows within 2 seconds. Use it for shop "
        "pages.",
        "menu",
        {200: Answer("The menu", Menu, _MENU, others={"flat": (FlatMenu, _FLAT_MENU)})},
        problems=("menu_too_large",),
    ),
}
