"""Request bodies of the routes for a user's own profile."""

from pydantic import Field

from bodega.field_types import PersonName, Phone
from bodega.models import Document
from users.auth.schemas import Password


class ProfileFields(Document):
    """What a user may change by themselves."""

    first_name: PersonName = Field("", description="Can be empty if the last name is not", examples=["Ada"])
    last_name: PersonName = Field("", description="Can be empty if the first name is not", examples=["Lovelace"])
    phone: Phone | None = None


class Erasure(Document):
    password: Password = Field(description="The password of the account, as confirmation")
