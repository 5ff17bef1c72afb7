"""Request bodies of the routes for registration, log-in, sessions and passwords."""

from typing import Annotated

from pydantic import Field

from bodega.emails import Email, TypedEmail
from bodega.models import Document
from users.schemas import PersonName, Phone

# Before normalisation, which can shorten a password. The password policy checks the length after it.
_LONGEST_TYPED = 1024

Password = Annotated[str, Field(min_length=1, max_length=_LONGEST_TYPED, repr=False)]
NewPassword = Annotated[
    str,
    Field(
        min_length=1,
        max_length=_LONGEST_TYPED,
        repr=False,
        description="12 to 128 characters of any kind; nothing common, and nothing of your email, name or shop",
    ),
]
MailedToken = Annotated[str, Field(min_length=1, max_length=512, repr=False, description="From the mail")]


class Registration(Document):
    email: Email = Field(description="Unique without regard to case", examples=["ada@example.com"])
    password: NewPassword
    first_name: PersonName = Field(examples=["Ada"])
    last_name: PersonName = Field(examples=["Lovelace"])
    phone: Phone | None = Field(None, description="ITU-T E.164")


class LogIn(Document):
    email: TypedEmail = Field(examples=["ada@example.com"])
    password: Password


class Refresh(Document):
    refresh_token: str = Field(min_length=1, max_length=512, repr=False, description="Works once")


class LogOut(Document):
    everywhere: bool = Field(default=False, description="End all sessions, and not only this one")


class ForgottenPassword(Document):
    email: TypedEmail = Field(examples=["ada@example.com"])


class PasswordReset(Document):
    token: MailedToken
    new_password: NewPassword


class PasswordChange(Document):
    current_password: Password
    new_password: NewPassword


class EmailVerification(Document):
    token: MailedToken
