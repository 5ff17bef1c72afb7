"""Documentation of products."""

from bodega.catalog.openapi import catalog_operations, item_model
from bodega.openapi.operations import Answer, Operation
from bodega.openapi.schemas import WHEN, example_id
from products.app import KIND

Product = item_model(KIND, "Something that the shop sells.")
_FIELDS = {
    "name": "Flat white",
    "description": "Two short shots under velvety milk.",
    "inStock": True,
    "price": {"amount": 475, "currency": "CAD"},
    "images": ["https://images.example.com/flat-white.webp"],
    "customizationIds": [example_id("cus")],
    "spiciness": 0,
    "quantity": None,
    "taxCategory": None,
}
_EXAMPLE = {
    "id": example_id("prd"),
    **_FIELDS,
    "quantity": 20,
    "version": 2,
    "createdAt": WHEN,
    "updatedAt": WHEN,
}
OPERATIONS = {
    **catalog_operations(
        KIND,
        Product,
        _FIELDS,
        new_name="Honey flat white",
        filters=" `category` selects the products of one category.",
    ),
    "adjustStockOfProduct": Operation(
        "Adjust the stock of a product",
        "Adds pieces to the quantity, or takes them, while the shop sells: no sale and no other change is lost. "
        "`inStock` stays as it is. A result above 1,000,000 is rejected.",
        KIND.plural,
        {200: Answer("The product afterwards", Product, _EXAMPLE, ("ETag", "Idempotency-Replayed"))},
        {"not_found": "There is no product with this id."},
        ("insufficient_stock", "stock_not_counted"),
        body={"change": 12, "reason": "delivery"},
        id_prefix=KIND.prefix,
        needs_key=True,
    ),
}
