"""What the API document says of registration, sessions and passwords."""

from typing import Any

from bodega.api.docs import Responses, empty, fails, succeeds
from bodega.api.problems import PROBLEMS
from users.openapi import USER

REGISTRATION = {
    "email": "ada@example.com",
    "password": "correct horse battery staple",
    "firstName": "Ada",
    "lastName": "Lovelace",
    "phone": "+15145550123",
}
LOG_IN = {name: REGISTRATION[name] for name in ("email", "password")}
TOKENS = {"accessToken": "eyJhbGciOi…", "refreshToken": "rt_01JD4W…", "expiresIn": 900}
SIGNED_IN_USER = {"user": USER, **TOKENS}
MAILED_TOKEN = {"token": "the token from the mail"}
NEW_PASSWORD = {"newPassword": "a quite different long sentence"}

_BODY = ("malformed_body", "payload_too_large", "unsupported_media_type", "validation_failed")
_GUESS = ("invalid_credentials", "account_frozen", "too_many_requests")


def opens_session(status: int, *problems: str) -> Responses:
    return succeeds(status, "The user, and the tokens of a new session", "SignedIn", SIGNED_IN_USER) | _fails(*problems)


def registers() -> Responses:
    return opens_session(201, "email_taken", "too_many_requests")


def logs_in() -> Responses:
    return opens_session(200, *_GUESS)


def refreshes() -> Responses:
    return succeeds(200, "The session's next tokens", "Tokens", TOKENS) | _fails("unauthorized")


def logs_out() -> Responses:
    return empty(204, "Ended") | _fails("unauthorized", "forbidden")


def changes_password() -> Responses:
    tokens = succeeds(200, "The next tokens of this session; all others have ended", "Tokens", TOKENS)
    return tokens | _fails("unauthorized", "forbidden", *_GUESS)


def mails_token() -> Responses:
    return empty(202, "If there is an account, a mail is on its way") | _fails("too_many_requests")


def uses_token(description: str) -> Responses:
    return empty(204, description) | _fails("invalid_token", "too_many_requests")


def _fails(*codes: str) -> Responses:
    responses = fails(*codes, *_BODY)
    if "too_many_requests" in codes:
        status, _ = PROBLEMS["too_many_requests"]
        wait = {"description": "Seconds until it is worth trying again", "schema": {"type": "integer"}}
        responses[status] = {**responses[status], "headers": {"Retry-After": wait}}
    return responses


def example_of(body: dict[str, Any]) -> dict[str, Any]:
    return {"example": {"value": body}}


def models() -> dict[str, Any]:
    from users.auth.answers import SignedIn, Tokens  # only the API document needs them

    return {"SignedIn": SignedIn, "Tokens": Tokens}
