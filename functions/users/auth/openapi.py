"""Documentation of registration, sessions and passwords."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from bodega.models import Document
from bodega.openapi.operations import Answer, Operation, lists, no_content
from bodega.openapi.schemas import WHEN, Timestamp, example_id, id_field, page_of
from users.openapi import GUEST, TOO_MANY_ATTEMPTS, USER, User

_SESSIONS = "sessions"
_PASSWORDS = "passwords"
_EMAIL = {"email": "ada@shop.example"}
_PASSWORD = "seven quiet umbrellas"  # noqa: S105  # an example
_NEW_PASSWORD = {"newPassword": "a quite different long sentence"}
_MAILED = {"token": "the token from the mail"}
_TOKENS = {"accessToken": "eyJhbGciOi…", "refreshToken": "rt_01JD4W…", "expiresIn": 900}
_SIGNED_IN = {"user": USER, **_TOKENS}
_COOKIE = ("Set-Cookie",)


class AccessToken(Document):
    """The access token of a session whose refresh token is in a cookie."""

    access_token: str = Field(description="Send it as `Authorization: Bearer …`")
    expires_in: int = Field(gt=0, description="Seconds until the access token expires")


class Tokens(AccessToken):
    """The tokens of a session. Store the refresh token before you use the access token."""

    refresh_token: str = Field(description="Exchange it for the next tokens within 30 days")


class SignedInByCookie(AccessToken):
    """The user, and the access token of a new session whose refresh token is in a cookie."""

    user: User


class SignedIn(Tokens):
    """The user and the tokens of a new session."""

    user: User


_Removed = Annotated[
    list[Literal["addresses", "paymentMethods", "phone", "firstName", "lastName"]],
    Field(description="What had been entered before anybody proved the mailbox. Empty for a verified account"),
]


class ResetDone(SignedIn):
    """The user and the tokens of a new session, and what the reset removed."""

    removed: _Removed


class ResetDoneByCookie(SignedInByCookie):
    """The user, the access token of a new session with a cookie, and what the reset removed."""

    removed: _Removed


class Session(Document):
    """An open session."""

    id: id_field("ses")
    user_agent: str | None = Field(description="What the client says of itself, for people to recognise it")
    created_at: Timestamp
    refreshed_at: Timestamp = Field(description="When the client last got tokens")
    expires_at: Timestamp = Field(description="When the session ends unless its tokens are refreshed")


class OwnSession(Session):
    """An open session of the caller."""

    current: bool = Field(description="Whether it is the session of this request")


SessionPage = page_of(OwnSession)

SESSION = {
    "id": example_id("ses"),
    "userAgent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)",
    "createdAt": WHEN,
    "refreshedAt": WHEN,
    "expiresAt": WHEN,
}


def _signs_in(
    status: int, description: str, bearer: tuple[type[BaseModel], Any], by_cookie: type[BaseModel]
) -> dict[int, Answer]:
    """Return the answer with the tokens of a session. `bearer`: its model and an example, without a cookie.

    `by_cookie`: its model if the refresh token is in a cookie.
    """
    model, example = bearer
    without = {name: value for name, value in example.items() if name != "refreshToken"}
    return {status: Answer(description, model, example, _COOKIE, others={"cookie": (by_cookie, without)})}


_ATTEMPTS = {"too_many_requests": TOO_MANY_ATTEMPTS}

OPERATIONS = {
    "register": Operation(
        "Register an account",
        "Opens an account for a customer, logs the customer in and sends a welcome mail. The mail contains a token "
        "for `verifyEmail`. The address is unique without regard to case. One of the two names is enough. A password "
        "that is common, easy to guess or mostly the email, a name or the shop's name is rejected with 422 and the "
        "reason at `/password`. After a lost response, log in: a repeated registration gets 409 `email_taken`.",
        _SESSIONS,
        _signs_in(201, "The new user and the tokens of the first session", (SignedIn, _SIGNED_IN), SignedInByCookie),
        _ATTEMPTS,
        problems=("email_taken",),
        body={**_EMAIL, "password": _PASSWORD, "firstName": "Ada", "lastName": "Lovelace", "phone": "+15145550123"},
    ),
    "openGuest": Operation(
        "Open a session as a guest",
        "Starts a session without an account, to place an order and follow it. The guest has no email, no password and "
        "no name. The session ends after 30 days, even if it is refreshed. A guest reaches their own orders, "
        "`getProfile`, `exportAccount`, `eraseAccount` and `logOut`; everything else of an account needs a "
        "registration.",
        _SESSIONS,
        _signs_in(
            201,
            "The guest and the tokens of the session",
            (SignedIn, {**_SIGNED_IN, "user": GUEST}),
            SignedInByCookie,
        ),
        _ATTEMPTS,
    ),
    "logIn": Operation(
        "Log in",
        "Starts a session. A wrong password and an unknown email get the same response. Five failed attempts within 24 "
        "hours lock the account: from then on, the response is 403 `account_frozen`, also for the correct password. A "
        "password reset unlocks it, and open sessions go on. An account that an admin froze also gets "
        "`account_frozen`; only an admin can unfreeze it.",
        _SESSIONS,
        _signs_in(200, "The user and the tokens of the new session", (SignedIn, _SIGNED_IN), SignedInByCookie),
        _ATTEMPTS,
        problems=("invalid_credentials", "account_frozen"),
        body={**_EMAIL, "password": _PASSWORD},
    ),
    "refresh": Operation(
        "Get new tokens",
        "Exchanges a refresh token for the next tokens of the session. A client that did not get the response, or two "
        "tabs that refresh at once, can repeat the request for 60 seconds: it returns the same refresh token again, "
        "until that one is used. After that, a used token looks stolen and ends the session. A session ends after 30 "
        "days without a refresh, and after 180 days in any case. After a 403, ask the user to log in. With "
        "`X-Bodega-Session`, the refresh token is read from the cookie of the page, and a body is rejected with 400. "
        "If the session has ended, the response deletes the cookie.",
        _SESSIONS,
        _signs_in(200, "The next tokens of the session", (Tokens, _TOKENS), AccessToken),
        problems=("session_ended",),
        body={"refreshToken": "rt_01JD4W…"},
    ),
    "logOut": Operation(
        "Log out",
        "Ends the session of the token. With `everywhere`, it ends all sessions of the user. The body is optional.",
        _SESSIONS,
        no_content("The session has ended, and its tokens are invalid.", *_COOKIE),
        body={"everywhere": True},
    ),
    "listSessions": Operation(
        "List your sessions",
        "Returns the open sessions of the user, newest first.",
        _SESSIONS,
        lists("All open sessions", SessionPage, {**SESSION, "current": True}),
    ),
    "endSession": Operation(
        "End one of your sessions",
        "Ends a session, for example on a lost phone. Its tokens are invalid at once.",
        _SESSIONS,
        no_content("The session has ended."),
        {"not_found": "You have no session with this id."},
        id_prefix="ses",
    ),
    "forgotPassword": Operation(
        "Request a password reset",
        "Mails a reset token, valid for an hour. The response is the same with and without an account. If a mailbox "
        "gets such mails and nobody uses them, the shop waits 1, 5, 15 and then 45 minutes before it sends another "
        "one. So the latest token is always valid.",
        _PASSWORDS,
        {202: Answer("If there is an account, a mail is on its way.")},
        _ATTEMPTS,
        body=_EMAIL,
    ),
    "resetPassword": Operation(
        "Reset the password",
        "Sets a new password with the token from a reset mail, unlocks the account, ends every session and opens a "
        "new one. A token works once. A weak password is rejected with 422 and the reason at `/newPassword`; the token "
        "stays valid. The token proves the mailbox, so the email is verified then. If it was not verified before, "
        "somebody else may have registered it: addresses, payment methods, phone and names are removed, and `removed` "
        "names what there was. If an admin has frozen the account, the response is 204 without a session: the "
        "password is set, and the account stays frozen.",
        _PASSWORDS,
        _signs_in(
            200,
            "The user and the tokens of the new session",
            (ResetDone, {**_SIGNED_IN, "removed": []}),
            ResetDoneByCookie,
        )
        | no_content("The password is set, and an admin has frozen the account."),
        _ATTEMPTS,
        problems=("invalid_token",),
        body={**_MAILED, **_NEW_PASSWORD},
    ),
    "changePassword": Operation(
        "Change the password",
        "Sets a new password for a user who knows the current one. It ends all other sessions. This session continues "
        "with the tokens of the response; its earlier tokens are invalid. A weak password is rejected with 422 and the "
        "reason at `/newPassword`. The fifth wrong password within 24 hours ends this session.",
        _PASSWORDS,
        _signs_in(200, "The next tokens of this session", (Tokens, _TOKENS), AccessToken),
        _ATTEMPTS,
        problems=("invalid_credentials",),
        body={"currentPassword": _PASSWORD, **_NEW_PASSWORD},
    ),
}
