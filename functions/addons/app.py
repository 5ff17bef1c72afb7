"""Addons: extras that customers add to a product, each with its own price."""

from pydantic import Field

from bodega.api.resolver import ShopApi
from bodega.catalog.kinds import CatalogFields, Kind
from bodega.catalog.routes import add_routes
from bodega.models import Money
from bodega.observability import observed


class AddonFields(CatalogFields):
    price: Money = Field(description="Added to the price of the product")


KIND = Kind(
    singular="addon",
    plural="addons",
    prefix="add",
    fields=AddonFields,
)

app = ShopApi()
add_routes(app, KIND)
handler = observed(app.resolve)
