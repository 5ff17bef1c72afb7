"""Flask behind serverless-wsgi: one application for all routes, boto3's resource."""

from decimal import Decimal
from typing import Any

import serverless_wsgi
from flask import Flask, abort, request
from flask.json.provider import DefaultJSONProvider
from product_model import NewProduct
from products_resource import create_product, get_product, query_products
from pydantic import ValidationError


class JSONProvider(DefaultJSONProvider):
    sort_keys = False

    @staticmethod
    def default(value: Any) -> Any:
        """boto3's resource makes every number a Decimal."""
        return int(value) if isinstance(value, Decimal) else DefaultJSONProvider.default(value)


app = Flask(__name__)
app.json = JSONProvider(app)


@app.errorhandler(ValidationError)
def invalid(error: ValidationError):
    return {"errors": error.errors(include_url=False, include_context=False, include_input=False)}, 422


@app.get("/products")
def list_products():
    limit = request.args.get("limit", 25, type=int)
    if not 1 <= limit <= 100:
        abort(400)
    return query_products(limit, request.args.get("cursor"))


@app.get("/products/<product_id>")
def get(product_id: str):
    found = get_product(product_id)
    if found is None:
        abort(404)
    return found


@app.post("/products")
def create():
    product = NewProduct.model_validate(request.get_json())
    return create_product(product), 201


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return serverless_wsgi.handle_request(app, event, context)
