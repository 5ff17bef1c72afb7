"""Request bodies of the routes for registration, log-in, sessions and passwords."""

from typing import Annotated

from pydantic import Field

from bodega.card_search import Search
from bodega.field_types import Email, PersonName, Phone, TypedEmail
from bodega.models import Document
from bodega.password_policy import LONGEST, SHORTEST

# Before normalisation, which can shorten a password. The password policy checks the length after it.
_LONGEST_TYPED = 1024

Password = Annotated[str, Field(min_length=1, max_length=_LONGEST_TYPED, repr=False), Search.NEVER]
NewPassword = Annotated[
    str,
    Field(
        min_length=1,
        max_length=_LONGEST_TYPED,
        repr=False,
        description="Any characters. Not easy to guess, and not mostly the email, a name or the shop's name",
        json_schema_extra={"minLength": SHORTEST, "maxLength": LONGEST},
    ),
    Search.NEVER,
]
MailedToken = Annotated[
    str, Field(min_length=1, max_length=512, repr=False, description="The token in the mail"), Search.NEVER
]


class Registration(Document):
    email: Email = Field(description="One account per mailbox, in whatever spelling", examples=["ada@example.com"])
    password: NewPassword
    first_name: PersonName = Field("", description="Can be empty if the last name is not", examples=["Ada"])
    last_name: PersonName = Field("", description="Can be empty if the first name is not", examples=["Lovelace"])
    phone: Phone | None = Field(None, description="In the form of ITU-T E.164")


class LogIn(Document):
    email: TypedEmail = Field(examples=["ada@example.com"])
    password: Password


class Refresh(Document):
    refresh_token: Annotated[str, Search.NEVER] = Field(
        min_length=1, max_length=512, repr=False, description="The refresh token of the last response. It works once."
    )


class LogOut(Document):
    everywhere: bool = Field(default=False, description="Whether to end all sessions instead of this one")


class ForgottenPassword(Document):
    email: TypedEmail = Field(examples=["ada@example.com"])


class PasswordReset(Document):
    token: MailedToken
    new_password: NewPassword


class PasswordChange(Document):
    current_password: Password
    new_password: NewPassword
