"""Products by boto3's resource, as most tutorials have it."""

import base64
import json
import os
import uuid
from datetime import UTC, datetime
from typing import Any

import boto3
from boto3.dynamodb.conditions import Attr, Key
from product_model import NewProduct

PUBLIC = (
    "id", "name", "description", "inStock", "price", "images", "customizationIds", "spiciness", "quantity",
    "version", "createdAt", "updatedAt",
)  # fmt: skip

table = boto3.resource("dynamodb").Table(os.environ["CATALOG_TABLE"])


def query_products(limit: int, cursor: str | None) -> dict[str, Any]:
    query: dict[str, Any] = {"IndexName": "by-name", "KeyConditionExpression": Key("pk").eq("PRODUCT"), "Limit": limit}
    if cursor:
        query["ExclusiveStartKey"] = json.loads(base64.urlsafe_b64decode(cursor))
    page = table.query(**query)
    last = page.get("LastEvaluatedKey")
    next_cursor = base64.urlsafe_b64encode(json.dumps(last).encode()).decode() if last else None
    return {"items": [public(item) for item in page["Items"]], "nextCursor": next_cursor}


def get_product(product_id: str) -> dict[str, Any] | None:
    item = table.get_item(Key={"pk": "PRODUCT", "sk": product_id}).get("Item")
    return public(item) if item else None


def create_product(product: NewProduct) -> dict[str, Any]:
    product_id = f"prd_{uuid.uuid4().hex}"
    now = datetime.now(UTC).isoformat()
    item = {
        "pk": "PRODUCT",
        "sk": product_id,
        "nameKey": f"{product.name.casefold()}\x1f{product_id}",
        "refs": 0,
        "id": product_id,
        **product.model_dump(mode="json", by_alias=True),
        "version": 1,
        "createdAt": now,
        "updatedAt": now,
    }
    table.put_item(Item=item, ConditionExpression=Attr("pk").not_exists())
    return public(item)


def public(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in PUBLIC}
