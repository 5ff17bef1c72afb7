"""Customers who register through the API and are authenticated by the real authorizer."""

import itertools
from dataclasses import dataclass
from typing import Any

from harness.aws.policy_simulator import running
from harness.shop.client import Answer, Shop
from harness.shop.events import lambda_context
from harness.shop.functions import load_app

PASSWORD = "seven quiet umbrellas"
OTHER_PASSWORD = "a lantern under the bridge"
ELSEWHERE = "198.51.100.1"
"""The client IP of registrations, so that the rate limit of a test's own client IP begins at zero."""
METHOD_ARN = "arn:aws:execute-api:us-east-1:123456789012:api/v1/GET/users/me"

_numbers = itertools.count()


@dataclass
class Person:
    """A user with the tokens of a session."""

    shop: Shop
    email: str
    answer: Answer

    @property
    def user(self) -> dict[str, Any]:
        user: dict[str, Any] = self.answer.json["user"]
        return user

    @property
    def id(self) -> str:
        return str(self.user["id"])

    @property
    def access_token(self) -> str:
        return str(self.answer.json["accessToken"])

    @property
    def refresh_token(self) -> str:
        return str(self.answer.json["refreshToken"])

    def call(self, method: str, url: str, body: Any = None, **event: Any) -> Answer:
        """Send a request with the person's access token, through the authorizer."""
        return self.shop.call(method, url, body=body, caller=caller_of(self.access_token), **event)


def new_email() -> str:
    return f"person-{next(_numbers)}@shop.example"


def registration(**changes: Any) -> dict[str, Any]:
    person = {"email": new_email(), "password": PASSWORD, "firstName": "Ada", "lastName": "Lovelace"}
    return person | changes


def register(shop: Shop, **changes: Any) -> Person:
    body = registration(**changes)
    answer = shop.post("/users/register", body, role="nobody", source_ip=ELSEWHERE)
    assert answer.status == 201, answer
    return Person(shop, body["email"], answer)


def open_guest(shop: Shop) -> Person:
    """Return a guest, whose email is empty."""
    answer = shop.call("POST", "/users/guests", role="nobody", source_ip=ELSEWHERE)
    assert answer.status == 201, answer
    return Person(shop, "", answer)


def log_in(shop: Shop, email: str, password: str = PASSWORD, **event: Any) -> Answer:
    return shop.post("/users/login", {"email": email, "password": password}, role="nobody", **event)


def refresh(shop: Shop, refresh_token: str) -> Answer:
    return shop.post("/users/refresh", {"refreshToken": refresh_token}, role="nobody")


def caller_of(access_token: str) -> dict[str, str]:
    """Return the context that the authorizer passes to functions. Raises: Exception("Unauthorized")."""
    event = {"type": "TOKEN", "authorizationToken": f"Bearer {access_token}", "methodArn": METHOD_ARN}
    with running("authorizer"):
        context: dict[str, str] = load_app("authorizer").handler(event, lambda_context("authorizer"))["context"]
    return context


def is_let_in(access_token: str) -> bool:
    try:
        caller_of(access_token)
    except Exception as refused:  # API Gateway looks for this message
        if str(refused) != "Unauthorized":
            raise
        return False
    return True
