"""Request bodies of the routes with which admins change users."""

from typing import Literal

from pydantic import Field

from bodega.models import Document


class StatusFields(Document):
    status: Literal["active", "frozen"] = Field(description="`frozen` keeps the user out until an admin says `active`")


class RoleFields(Document):
    role: Literal["customer", "admin"]
