"""Products by boto3's resource, as most tutorials have it."""

import os
from typing import Any

import boto3
from boto3.dynamodb.conditions import Attr, Key
from product_model import NewProduct
from stored_products import cursor_of, item_of, key_of

PUBLIC = (
    "id", "name", "description", "inStock", "price", "images", "customizationIds", "spiciness", "quantity",
    "taxCategory", "version", "createdAt", "updatedAt",
)  # fmt: skip

table = boto3.resource("dynamodb").Table(os.environ["CATALOG_TABLE"])


def query_products(limit: int, cursor: str | None) -> dict[str, Any]:
    query: dict[str, Any] = {"IndexName": "by-name", "KeyConditionExpression": Key("pk").eq("PRODUCT"), "Limit": limit}
    if cursor:
        query["ExclusiveStartKey"] = key_of(cursor)
    page = table.query(**query)
    return {"items": [public(item) for item in page["Items"]], "nextCursor": cursor_of(page.get("LastEvaluatedKey"))}


def get_product(product_id: str) -> dict[str, Any] | None:
    item = table.get_item(Key={"pk": "PRODUCT", "sk": product_id}).get("Item")
    return public(item) if item else None


def create_product(product: NewProduct) -> dict[str, Any]:
    item = item_of(product)
    table.put_item(Item=item, ConditionExpression=Attr("pk").not_exists())
    return public(item)


def public(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in PUBLIC}
