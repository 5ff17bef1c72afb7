"""The user in the API document: the model and the example that several concerns return."""

from typing import Annotated, Literal

from pydantic import Field

from bodega.errors import TooManyRequests
from bodega.field_types import PersonName, Phone
from bodega.items import version_conflict
from bodega.openapi.schemas import WHEN, Timestamp, Version, example_id, id_field
from users.profile.schemas import ProfileFields


class User(ProfileFields):
    """A customer, a member of the staff, an admin or a guest."""

    first_name: PersonName = Field(description="Can be empty", examples=["Ada"])
    last_name: PersonName = Field(description="Can be empty", examples=["Lovelace"])
    phone: Phone | None = Field(description="In the form of ITU-T E.164")
    id: id_field("usr")
    email: Annotated[
        str | None,
        Field(description="As typed at registration, with the domain in lower case and ASCII; null for a guest"),
    ]
    email_verified: bool = Field(description="Whether the user has used the token of the welcome mail")
    role: Literal["guest", "customer", "staff", "admin"]
    status: Literal["active", "frozen"] = Field(description="A frozen user cannot log in")
    created_at: Timestamp
    updated_at: Timestamp
    version: Version


USER = {
    "id": example_id("usr"),
    "email": "ada@shop.example",
    "emailVerified": True,
    "firstName": "Ada",
    "lastName": "Lovelace",
    "phone": "+15145550123",
    "role": "customer",
    "status": "active",
    "createdAt": WHEN,
    "updatedAt": WHEN,
    "version": 1,
}

GUEST = {**USER, "email": None, "emailVerified": False, "firstName": "", "lastName": "", "phone": None, "role": "guest"}

TOO_MANY_ATTEMPTS = TooManyRequests(0).detail
USER_CHANGED = version_conflict("user").detail
