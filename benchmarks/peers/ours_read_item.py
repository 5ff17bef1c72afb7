"""One read of an item through the shop's seam to DynamoDB, without a request around it."""

from typing import Any

from bodega.dynamodb.calls import call

_REQUEST = {"TableName": "catalog", "Key": {"pk": {"S": "PRODUCT"}, "sk": {"S": "1"}}, "ConsistentRead": False}


def handler(_event: dict[str, Any], _context: Any) -> dict[str, Any]:
    return call("GetItem", _REQUEST)
