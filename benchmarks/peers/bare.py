"""The reference: a handler by hand, with botocore's client and json and nothing else."""

import base64
import json
import os
import re
import uuid
from datetime import UTC, datetime

from botocore.session import get_session

TABLE = os.environ["CATALOG_TABLE"]
PUBLIC = (
    "id", "name", "description", "inStock", "price", "images", "customizationIds", "spiciness", "quantity",
    "taxCategory", "version", "createdAt", "updatedAt",
)  # fmt: skip
FIELDS = PUBLIC[1:10]
DEFAULTS = {
    "description": "", "inStock": True, "images": [], "customizationIds": [], "spiciness": 0, "quantity": None,
    "taxCategory": None,
}  # fmt: skip
CURRENCY = re.compile("[A-Z]{3}")
IMAGE = re.compile(r"https://[^\s\\/]+(/\S*)?")
CUSTOMIZATION_ID = re.compile("cus_[0-7][0-9A-HJKMNP-TV-Z]{25}")
TAX_CATEGORY = re.compile("[a-z0-9-]{1,40}")

dynamodb = get_session().create_client("dynamodb")


def handler(event, context):
    try:
        if event["httpMethod"] == "POST":
            return answer(201, create(json.loads(event["body"])))
        if event["pathParameters"]:
            return get(event["pathParameters"]["id"])
        return answer(200, list_products(event["queryStringParameters"] or {}))
    except ValueError as error:
        return answer(400, {"message": str(error)})


def list_products(parameters):
    limit = int(parameters.get("limit", 25))
    require(1 <= limit <= 100, "limit is between 1 and 100")
    query = {
        "TableName": TABLE,
        "IndexName": "by-name",
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": "PRODUCT"}},
        "Limit": limit,
    }
    if "cursor" in parameters:
        query["ExclusiveStartKey"] = json.loads(base64.urlsafe_b64decode(parameters["cursor"]))
    page = dynamodb.query(**query)
    last = page.get("LastEvaluatedKey")
    cursor = base64.urlsafe_b64encode(json.dumps(last).encode()).decode() if last else None
    return {"items": [public(item) for item in page["Items"]], "nextCursor": cursor}


def get(product_id):
    found = dynamodb.get_item(TableName=TABLE, Key={"pk": {"S": "PRODUCT"}, "sk": {"S": product_id}})
    if "Item" not in found:
        return answer(404, {"message": "No such product"})
    return answer(200, public(found["Item"]))


def create(document):
    fields = validated(document)
    product_id = f"prd_{uuid.uuid4().hex}"
    now = datetime.now(UTC).isoformat()
    product = {"id": product_id, **fields, "version": 1, "createdAt": now, "updatedAt": now}
    item = {
        "pk": "PRODUCT",
        "sk": product_id,
        "nameKey": f"{fields['name'].casefold()}\x1f{product_id}",
        "refs": 0,
        **product,
    }
    attributes = {name: to_attribute(value) for name, value in item.items()}
    dynamodb.put_item(TableName=TABLE, Item=attributes, ConditionExpression="attribute_not_exists(pk)")
    return product


def validated(document):
    require(isinstance(document, dict), "the body is an object")
    require(document.keys() <= set(FIELDS), "unknown field")
    require("name" in document and "price" in document, "name and price are required")
    fields = DEFAULTS | document
    name, description, price, quantity, category = (
        fields[key] for key in ("name", "description", "price", "quantity", "taxCategory")
    )
    require(isinstance(name, str) and 1 <= len(name) <= 120, "name has 1 to 120 characters")
    require(isinstance(description, str) and len(description) <= 2000, "description has up to 2000 characters")
    require(isinstance(fields["inStock"], bool), "inStock is true or false")
    require(isinstance(price, dict) and price.keys() == {"amount", "currency"}, "price is amount and currency")
    require(whole(price["amount"], 500_000_000_000), "amount is in minor units")
    require(matches(CURRENCY, price["currency"]), "currency is a code of ISO 4217")
    require(all_match(IMAGE, fields["images"], 10), "images are up to 10 https URLs")
    require(all_match(CUSTOMIZATION_ID, fields["customizationIds"], 20), "customizationIds are up to 20 ids")
    require(whole(fields["spiciness"], 5), "spiciness is 0 to 5")
    require(quantity is None or whole(quantity, 1_000_000), "quantity is up to 1000000")
    require(category is None or matches(TAX_CATEGORY, category), "taxCategory is the id of a tax category")
    return {key: fields[key] for key in FIELDS}


def require(holds, message):
    if not holds:
        raise ValueError(message)


def whole(value, most):
    return type(value) is int and 0 <= value <= most


def matches(pattern, value):
    return isinstance(value, str) and len(value) <= 2048 and pattern.fullmatch(value) is not None


def all_match(pattern, values, most):
    return isinstance(values, list) and len(values) <= most and all(matches(pattern, value) for value in values)


def public(item):
    return {name: from_attribute(item[name]) for name in PUBLIC}


def from_attribute(attribute):
    ((kind, value),) = attribute.items()
    if kind == "N":
        return int(value)
    if kind == "L":
        return [from_attribute(element) for element in value]
    if kind == "M":
        return {name: from_attribute(element) for name, element in value.items()}
    return None if kind == "NULL" else value


def to_attribute(value):
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(value)}
    if isinstance(value, list):
        return {"L": [to_attribute(element) for element in value]}
    if isinstance(value, dict):
        return {"M": {name: to_attribute(element) for name, element in value.items()}}
    return {"S": value}


def answer(status, document):
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(document),
    }
