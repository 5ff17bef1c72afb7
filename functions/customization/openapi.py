"""Documentation of customizations."""

from bodega.catalog.openapi import catalog_operations, item_model
from bodega.openapi.schemas import example_id
from customization.app import KIND

Customization = item_model(
    KIND,
    "A group of addons that a customer chooses from. 0 ≤ `minimum` ≤ `maximum` ≤ addons × `maxPerAddon`. If "
    "`required` is true, `minimum` is at least 1.",
)
OPERATIONS = catalog_operations(
    KIND,
    Customization,
    {
        "name": "Milk",
        "description": "Which milk shall it be?",
        "inStock": True,
        "addonIds": [example_id("add")],
        "required": True,
        "maxPerAddon": 1,
        "minimum": 1,
        "maximum": 1,
    },
    new_name="Plant milk",
)
