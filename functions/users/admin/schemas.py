"""Request bodies of the routes with which admins change users."""

from typing import Literal

from pydantic import Field

from bodega.models import Document


class StatusFields(Document):
    status: Literal["active", "frozen"] = Field(description="A frozen user cannot log in")


class RoleFields(Document):
    role: Literal["customer", "staff", "admin"]
