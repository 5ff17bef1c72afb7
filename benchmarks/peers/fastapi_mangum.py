"""FastAPI behind Mangum: routes typed by models, boto3's client."""

from typing import Annotated

from fastapi import FastAPI, HTTPException, Query
from mangum import Mangum
from product_model import NewProduct, Product, ProductPage
from products_client import create_product, get_product, query_products

app = FastAPI()

# Coroutines although boto3 blocks: a Lambda has one request at a time, and a pool of threads would only cost.


@app.get("/products")
async def list_products(limit: Annotated[int, Query(ge=1, le=100)] = 25, cursor: str | None = None) -> ProductPage:
    items, next_cursor = query_products(limit, cursor)
    return ProductPage(items=items, next_cursor=next_cursor)


@app.get("/products/{product_id}")
async def get(product_id: str) -> Product:
    found = get_product(product_id)
    if found is None:
        raise HTTPException(404, "No such product")
    return Product(**found)


@app.post("/products", status_code=201)
async def create(product: NewProduct) -> Product:
    return Product(**create_product(product))


handler = Mangum(app, lifespan="off")
