"""Customizations: groups of addons with a minimum and a maximum number of choices."""

from bodega.api.resolver import ShopApi
from bodega.catalog.kinds import COMMON_FIELDS, Kind
from bodega.catalog.routes import add_routes

KIND = Kind(
    singular="customization",
    plural="customizations",
    prefix="cus",
    field_names=(*COMMON_FIELDS, "addonIds", "required", "maxPerAddon", "minimum", "maximum"),
    fields="customization.schemas:CustomizationFields",
)

app = ShopApi()
add_routes(app, KIND)
handler = app.handler()
