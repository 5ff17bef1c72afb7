"""Request bodies of the routes for addresses and payment methods."""

from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from bodega.field_types import Name, Phone
from bodega.models import Document, form
from bodega.text import check_name, check_prose
from users.saved_items.countries import COUNTRIES, COUNTRY_RULE, WITHOUT_CITY, check_country

PostalCode = Annotated[str, Field(min_length=1, max_length=20), AfterValidator(check_name)]
Instructions = Annotated[str, Field(max_length=500), AfterValidator(check_prose)]


class AddressFields(Document):
    """A postal address. Every address has the first line and the country, and a city unless the country has none."""

    name: Name | None = Field(None, description="Recipient", examples=["Ada Lovelace"])
    line1: Name = Field(description="Street and number", examples=["12 Rue Saint-Paul"])
    line2: Name | None = Field(None, examples=["Apt 3"])
    # Declared before the city, because whether that is required depends on it.
    country: Annotated[
        str,
        form("^[A-Z]{2}$", COUNTRY_RULE, json_schema_extra={"enum": sorted(COUNTRIES)}),
        AfterValidator(check_country),
    ] = Field(description="ISO 3166-1 alpha-2 code", examples=["CA"])
    city: Name | None = Field(
        None,
        validate_default=True,
        description=f"Required, except in {', '.join(sorted(WITHOUT_CITY))}",
        examples=["Montréal"],
    )
    region: Name | None = Field(None, description="Province, state or county", examples=["QC"])
    postal_code: PostalCode | None = Field(None, examples=["H2Y 1G9"])
    phone: Phone | None = None
    instructions: Instructions = Field("", description="For the delivery")
    default: bool = Field(default=False, description="Whether it is preselected. At most one is.")

    @field_validator("city")
    @classmethod
    def _has_a_city(cls, city: str | None, info: ValidationInfo) -> str | None:
        # An invalid country is absent.
        if city is None and info.data.get("country", "") not in {"", *WITHOUT_CITY}:
            raise ValueError("is required in this country")
        return city


class PaymentMethodFields(Document):
    """A payment method as the provider describes it."""

    token: str = form(
        "^[!-~]{8,255}$",
        "must have 8 to 255 characters: letters from a to z, digits and signs, and no spaces",
        description="The provider's token. Responses do not contain it.",
        examples=["pm_1MqLiJLk"],
    )
    brand: str = form(
        "^[a-z][a-z0-9_]{1,29}$",
        "must have 2 to 30 lower-case letters, digits and underscores, with a letter first, for example visa",
        description="The provider's name for the brand",
        examples=["visa"],
    )
    last4: str = form(
        "^[0-9]{4}$",
        "must be the last four digits of the card, for example 4242",
        description="The last four digits of the card",
        examples=["4242"],
    )
    expiry_month: int = Field(ge=1, le=12, examples=[4])
    expiry_year: int = Field(ge=2000, le=2199, examples=[2030])
    default: bool = Field(default=False, description="Whether it is preselected. At most one is.")
