"""The fields of a customization that an admin sets, and their rules."""

from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from bodega.catalog.schemas import CatalogFields, unique
from bodega.ids import id_pattern, id_rule
from bodega.models import form

AddonId = Annotated[str, form(id_pattern("add"), id_rule("add", "an addon"))]


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
            raise ValueError("must be at least 1, because required is true")
        return minimum

    @field_validator("maximum")
    @classmethod
    def _can_be_chosen(cls, maximum: int, info: ValidationInfo) -> int:
        minimum, addons, each = (info.data.get(name) for name in ("minimum", "addon_ids", "max_per_addon"))
        if minimum is not None and maximum < minimum:
            raise ValueError("must be at least the minimum")
        if addons is not None and each is not None and maximum > len(addons) * each:
            raise ValueError("must be at most the number of addons times maxPerAddon")
        return maximum
