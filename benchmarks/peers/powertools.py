"""Powertools for AWS Lambda as its documentation shows it: logger, metrics, validation by models."""

from typing import Annotated, Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext
from product_model import NewProduct, Product, ProductPage
from products_client import create_product, get_product, query_products

logger = Logger()
metrics = Metrics()
app = APIGatewayRestResolver(enable_validation=True)


@app.get("/products")
def list_products(limit: Annotated[int, Query(ge=1, le=100)] = 25, cursor: str | None = None) -> ProductPage:
    items, next_cursor = query_products(limit, cursor)
    return ProductPage(items=items, next_cursor=next_cursor)


@app.get("/products/<product_id>")
def get(product_id: str) -> Product:
    found = get_product(product_id)
    if found is None:
        raise NotFoundError("No such product")
    return Product(**found)


@app.post("/products")
def create(product: NewProduct) -> tuple[Product, int]:
    created = Product(**create_product(product))
    metrics.add_metric(name="ProductsCreated", unit=MetricUnit.Count, value=1)
    return created, 201


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return app.resolve(event, context)
