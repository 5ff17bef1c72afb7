"""The forms of what log-in and refresh answer, for the API document."""

from pydantic import Field

from bodega.models import Document
from users.answers import User


class Tokens(Document):
    access_token: str = Field(description="Bearer token of the routes that need one")
    refresh_token: str = Field(description="Good for the next refresh, once, for 30 days")
    expires_in: int = Field(description="Seconds until the access token ends")


class SignedIn(Tokens):
    user: User
