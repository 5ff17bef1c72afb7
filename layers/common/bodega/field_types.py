"""Types of fields that request bodies of several functions have."""

from typing import Annotated

from pydantic import AfterValidator, Field

from bodega.card_search import Search
from bodega.emails import LONGEST_TYPED, check_email, check_typed_email
from bodega.models import form
from bodega.text import LONGEST_NAME, check_name, check_prose, is_visible, refuse_control_characters

Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(check_name)]
"""The name of an item: 1 to 120 characters, kept as typed, compared by `bodega.text.fold_name`."""

Prose = Annotated[str, Field(max_length=2000), AfterValidator(check_prose)]
"""Text to read: up to 2,000 characters; line breaks and tabs are the only control characters."""

Email = Annotated[str, Field(min_length=3, max_length=LONGEST_TYPED), AfterValidator(check_email), Search.AS_REFERENCE]
"""A deliverable address: NFKC, trimmed, with the domain as A-labels in lower case, otherwise as typed."""

TypedEmail = Annotated[
    str, Field(min_length=1, max_length=LONGEST_TYPED), AfterValidator(check_typed_email), Search.NEVER
]
"""An email that identifies an account, at log-in for example. A wrong syntax is no error."""

TaxCategoryId = Annotated[
    str, form("^[a-z0-9-]{1,40}$", "must be 1 to 40 lower-case letters from a to z, digits or hyphens")
]
"""The ID of a tax category. The admin chooses it in the settings of the shop; products refer to it."""


def _check_person(value: str) -> str:
    refuse_control_characters(value)
    return " ".join(value.split()) if is_visible(value) else ""


PersonName = Annotated[str, Field(max_length=80), AfterValidator(_check_person)]
"""A first or last name of up to 80 characters, with single spaces; "" if nothing of it is visible.

Any name is accepted. Mail leaves out a name that could pass for a link or a telephone number.
"""

Phone = Annotated[
    str,
    form(
        r"^\+[1-9][0-9]{6,14}$",
        "must be + and the telephone number with the country's code, without spaces, for example +15145550123",
        examples=["+15145550123"],
    ),
]
"""A telephone number in ITU-T E.164 form: `+`, country code, number, without separators."""
