"""The categories' names and fields."""

from bodega.catalog.kinds import COMMON_FIELDS, Kind

KIND = Kind(
    singular="category",
    plural="categories",
    prefix="cat",
    field_names=(*COMMON_FIELDS, "productIds", "position"),
    fields="categories.schemas:CategoryFields",
)
