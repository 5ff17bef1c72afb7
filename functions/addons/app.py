"""Addons: extras that customers add to a product, each with its own price."""

from bodega.api.resolver import ShopApi
from bodega.catalog.kinds import COMMON_FIELDS, Kind
from bodega.catalog.routes import add_routes

KIND = Kind(
    singular="addon",
    plural="addons",
    prefix="add",
    field_names=(*COMMON_FIELDS, "price"),
    fields="addons.schemas:AddonFields",
)

app = ShopApi()
add_routes(app, KIND)
handler = app.handler()
