"""The menu's form, for the API document; `menu.py` makes menus without building models."""

from pydantic import Field

from bodega.models import Document, Money


class MenuAddon(Document):
    id: str
    name: str
    description: str
    in_stock: bool
    price: Money


class MenuCustomization(Document):
    id: str
    name: str
    description: str
    in_stock: bool
    required: bool
    minimum: int
    maximum: int
    max_per_addon: int
    addons: list[MenuAddon]


class MenuProduct(Document):
    id: str
    name: str
    description: str
    in_stock: bool
    price: Money
    images: list[str]
    spiciness: int
    quantity: int | None
    available: bool = Field(
        description="In stock, not sold out, and every required customization has enough addons in stock"
    )
    customizations: list[MenuCustomization]


class MenuCategory(Document):
    id: str
    name: str
    description: str
    in_stock: bool
    products: list[MenuProduct]


class Menu(Document):
    shop: str = Field(description="The shop's name")
    currency: str = Field(description="ISO 4217 code of all prices")
    categories: list[MenuCategory]
