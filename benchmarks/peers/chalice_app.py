"""Chalice: its own routing, boto3's resource as in its tutorial."""

import json
from decimal import Decimal
from typing import Any

from chalice import BadRequestError, Chalice, NotFoundError, Response
from product_model import NewProduct
from products_resource import create_product, get_product, query_products
from pydantic import ValidationError

app = Chalice(app_name="products")


@app.route("/products", methods=["GET"])
def list_products() -> Response:
    parameters = app.current_request.query_params or {}
    limit = int(parameters.get("limit", 25))
    if not 1 <= limit <= 100:
        raise BadRequestError("limit is between 1 and 100")
    return answer(query_products(limit, parameters.get("cursor")))


@app.route("/products/{id}", methods=["GET"])  # as API Gateway names the resource
def get(id: str) -> Response:
    found = get_product(id)
    if found is None:
        raise NotFoundError("No such product")
    return answer(found)


@app.route("/products", methods=["POST"])
def create() -> Response:
    try:
        product = NewProduct.model_validate(app.current_request.json_body)
    except ValidationError as error:
        raise BadRequestError(str(error)) from error
    return answer(create_product(product), 201)


def answer(document: dict[str, Any], status: int = 200) -> Response:
    # Chalice writes Decimals, which boto3's resource makes of numbers, as floats.
    body = json.dumps(document, default=int_of, separators=(",", ":"))
    return Response(body, {"Content-Type": "application/json"}, status)


def int_of(value: Decimal) -> int:
    return int(value)


handler = app
