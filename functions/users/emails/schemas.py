"""Request bodies of the routes for the email of an account."""

from pydantic import Field

from bodega.field_types import Email
from bodega.models import Document
from users.auth.schemas import MailedToken, Password


class EmailToken(Document):
    token: MailedToken


class EmailChange(Document):
    email: Email = Field(description="The new email", examples=["ada@new.example"])
    password: Password = Field(description="The password of the account, as confirmation")
