"""Products by boto3's client and its own (de)serialiser, which AWS advises for new code."""

import os
from typing import Any

import boto3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from product_model import NewProduct
from stored_products import cursor_of, item_of, key_of

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
        query["ExclusiveStartKey"] = key_of(cursor)
    page = dynamodb.query(**query)
    return [_plain(item) for item in page["Items"]], cursor_of(page.get("LastEvaluatedKey"))


def get_product(product_id: str) -> dict[str, Any] | None:
    found = dynamodb.get_item(TableName=TABLE, Key={"pk": {"S": "PRODUCT"}, "sk": {"S": product_id}})
    return _plain(found["Item"]) if "Item" in found else None


def create_product(product: NewProduct) -> dict[str, Any]:
    item = item_of(product)
    attributes = {name: _serialize(value) for name, value in item.items()}
    dynamodb.put_item(TableName=TABLE, Item=attributes, ConditionExpression="attribute_not_exists(pk)")
    return item


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    return {name: _deserialize(attribute) for name, attribute in item.items()}
