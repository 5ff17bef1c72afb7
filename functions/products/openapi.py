"""Documentation of products."""

from bodega.catalog.openapi import catalog_operations, item_model
from bodega.openapi.schemas import example_id
from products.app import KIND

Product = item_model(KIND, "Something that the shop sells.")
OPERATIONS = catalog_operations(
    KIND,
    Product,
    {
        "name": "Flat white",
        "description": "Two short shots under velvety milk.",
        "inStock": True,
        "price": {"amount": 475, "currency": "CAD"},
        "images": ["https://images.example.com/flat-white.webp"],
        "customizationIds": [example_id("cus")],
        "spiciness": 0,
        "quantity": None,
        "taxCategory": None,
    },
    new_name="Honey flat white",
    filters=" `category` selects the products of one category.",
)
