"""Products by boto3's client and its own (de)serialiser, which AWS advises for new code."""

import base64
import json
import os
import uuid
from datetime import UTC, datetime
from typing import Any

import boto3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from product_model import NewProduct

TABLE = os.environ["CATALOG_TABLE"]

dynamodb = boto3.client("dynamodb")
_serialize = TypeSerializer().serialize
_deserialize = TypeDeserializer().deserialize


def query_products(limit: int, cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
    query: dict[str, Any] = {
        "TableName": TABLE,
        "IndexName": "by-name",
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": "PRODUCT"}},
        "Limit": limit,
    }
    if cursor:
        query["ExclusiveStartKey"] = json.loads(base64.urlsafe_b64decode(cursor))
    page = dynamodb.query(**query)
    last = page.get("LastEvaluatedKey")
    next_cursor = base64.urlsafe_b64encode(json.dumps(last).encode()).decode() if last else None
    return [_plain(item) for item in page["Items"]], next_cursor


def get_product(product_id: str) -> dict[str, Any] | None:
    found = dynamodb.get_item(TableName=TABLE, Key={"pk": {"S": "PRODUCT"}, "sk": {"S": product_id}})
    return _plain(found["Item"]) if "Item" in found else None


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
    attributes = {name: _serialize(value) for name, value in item.items()}
    dynamodb.put_item(TableName=TABLE, Item=attributes, ConditionExpression="attribute_not_exists(pk)")
    return item


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    return {name: _deserialize(attribute) for name, attribute in item.items()}
