"""Documentation of addons."""

from addons.app import KIND
from bodega.catalog.openapi import catalog_operations, item_model

Addon = item_model(KIND, "An extra that customers can add to a product.")
OPERATIONS = catalog_operations(
    KIND,
    Addon,
    {
        "name": "Oat milk",
        "description": "Barista style.",
        "inStock": True,
        "price": {"amount": 75, "currency": "CAD"},
    },
    new_name="Macadamia milk",
)
