"""Customizations: groups of addons with a minimum and a maximum number of choices."""

from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from bodega.api.resolver import ShopApi
from bodega.catalog.kinds import CatalogFields, Kind, unique
from bodega.catalog.routes import add_routes
from bodega.ids import id_pattern
from bodega.observability import observed

AddonId = Annotated[str, Field(pattern=id_pattern("add"))]


class CustomizationFields(CatalogFields):
    """Rule: 0 ≤ minimum ≤ maximum ≤ addons × maxPerAddon, and minimum ≥ 1 if required.

    Each field is checked against the fields above it, so that an error names the field that has to change.
    """

    addon_ids: Annotated[list[AddonId], AfterValidator(unique)] = Field(
        max_length=50, description="IDs of the addons to choose from, in order"
    )
    required: bool = Field(default=False, description="Whether customers must choose. If so, `minimum` is at least 1.")
    max_per_addon: int = Field(1, ge=1, le=100, description="How often the same addon can be chosen")
    minimum: int = Field(0, ge=0, description="The fewest addons to choose", validate_default=True)
    maximum: int = Field(ge=0, description="The most addons to choose: at most addons × `maxPerAddon`")

    @field_validator("minimum")
    @classmethod
    def _required_asks_for_one(cls, minimum: int, info: ValidationInfo) -> int:
        if info.data.get("required") and minimum == 0:
            raise PydanticCustomError("minimum", "must be 1 or more where required is true")
        return minimum

    @field_validator("maximum")
    @classmethod
    def _can_be_chosen(cls, maximum: int, info: ValidationInfo) -> int:
        minimum, addons, each = (info.data.get(name) for name in ("minimum", "addon_ids", "max_per_addon"))
        if minimum is not None and maximum < minimum:
            raise PydanticCustomError("maximum", "must not be less than minimum")
        if addons is not None and each is not None and maximum > len(addons) * each:
            raise PydanticCustomError("maximum", "must not be more than the number of addons times maxPerAddon")
        return maximum


KIND = Kind(
    singular="customization",
    plural="customizations",
    prefix="cus",
    fields=CustomizationFields,
)

app = ShopApi()
add_routes(app, KIND)
handler = observed(app.resolve)
