"""A small shop, of which each case replaces one table by a larger one, and its orders."""

import os
from typing import Any
from uuid import uuid4

from benchmarks.programs.sample_data import user
from harness.aws.tables import create_table, put_all, template
from harness.shop.client import CUSTOMER, Shop

PRODUCTS_OF_DEPARTMENT, _CUSTOMIZATIONS, _ADDONS = 20, 2, 6
# By the variables of the functions, which are also the tables' names here.
_TABLES = {
    "CATALOG_TABLE": "CatalogTable",
    "ACCOUNTS_TABLE": "AccountsTable",
    "ORDERS_TABLE": "OrdersTable",
    "ANALYTICS_TABLE": "AnalyticsTable",
}


def open_small_shop(client: Any) -> None:
    """Create a shop with 20 products, a customer, and an order, so that the day has a number."""
    for variable, resource in _TABLES.items():
        create_table(client, template().tables[resource].definition, variable)
    use_small_shop()
    add_department(Shop())
    profile = user("customer")
    profile["pk"], profile["id"] = {"S": f"USER#{CUSTOMER['userId']}"}, {"S": CUSTOMER["userId"]}
    put_all(client, os.environ["ACCOUNTS_TABLE"], [profile])
    place_order()


def use_small_shop() -> None:
    """Direct the functions to the tables of the small shop."""
    os.environ.update({variable: variable for variable in _TABLES})


def add_department(shop: Shop) -> list[dict[str, Any]]:
    """Add a category with its products, customizations and addons. Return all of them."""
    addons = [shop.add("addons", description="With oat milk or without.") for _ in range(_ADDONS)]
    ids = [addon["id"] for addon in addons]
    choices = [shop.add("customizations", addonIds=ids[part::2], maximum=2) for part in range(_CUSTOMIZATIONS)]
    products = [
        shop.add("products", description="Two short shots, and milk.", customizationIds=[choices[place % 2]["id"]])
        for place in range(PRODUCTS_OF_DEPARTMENT)
    ]
    category = shop.add("categories", productIds=[product["id"] for product in products])
    return [*addons, *choices, *products, category]


def cart() -> dict[str, Any]:
    """Return a cart with three products of the shop."""
    products = Shop().get("/products?limit=3").json["items"]
    lines = [{"productId": product["id"], "quantity": 1} for product in products]
    return {"lines": lines, "fulfilment": {"type": "pickup", "at": None}}


def new_order() -> dict[str, Any]:
    """Return the order of this cart."""
    wanted = cart()
    total = Shop().post("/orders/quote", wanted, role="nobody").json["totals"]["total"]
    return {**wanted, "expectedTotal": total, "payment": {"method": "counter"}}


def place_order() -> dict[str, Any]:
    """Place this order and return it."""
    answer = Shop().post("/orders", new_order(), role="customer", headers={"Idempotency-Key": uuid4().hex})
    assert answer.json.get("number"), answer
    placed: dict[str, Any] = answer.json
    return placed
