"""Routes for registration, log-in, sessions, and passwords."""

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.identity import caller
from bodega.api.inputs import Body, missing_body
from bodega.api.parameters import Id
from bodega.api.problems import problem
from bodega.api.resolver import SESSION, SIGNED_IN
from bodega.api.responses import no_content, private
from bodega.errors import AccountFrozen, InvalidCredentials, MalformedBody, SessionEnded, TooManyRequests
from bodega.observability import count
from users.auth import login, password_change, password_reset, registration, sessions
from users.requests import own_id, request_id, source_ip, user_agent
from users.session_cookies import CookiePage, presented_token, with_tokens, without_cookie

if TYPE_CHECKING:
    from users.auth.schemas import (
        ForgottenPassword,
        LogIn,
        LogOut,
        PasswordChange,
        PasswordReset,
        Refresh,
        Registration,
    )

router = APIGatewayRouter()


@router.post("/users/register", operation_id="register")
def register(
    person: Annotated["Registration", Body("users.auth.schemas:Registration")], page: CookiePage = None
) -> Response[Any]:
    signed_in = registration.register(person, source_ip(router), user_agent(router))
    count("Registrations")
    return with_tokens(201, signed_in, page)


@router.post("/users/guests", operation_id="openGuest")
def open_guest(page: CookiePage = None) -> Response[Any]:
    from users.auth.guests import open_guest  # only checkouts without an account need it

    signed_in = open_guest(source_ip(router), user_agent(router))
    count("Guests")
    return with_tokens(201, signed_in, page)


@router.post("/users/login", operation_id="logIn")
def log_in(fields: Annotated["LogIn", Body("users.auth.schemas:LogIn")], page: CookiePage = None) -> Response[Any]:
    try:
        signed_in = login.log_in(fields.email, fields.password, source_ip(router), user_agent(router))
    except (AccountFrozen, InvalidCredentials, TooManyRequests):
        count("FailedLogIns")
        raise
    count("LogIns")
    return with_tokens(200, signed_in, page)


@router.post("/users/refresh", operation_id="refresh")
def refresh(
    fields: Annotated["Refresh | None", Body("users.auth.schemas:Refresh")] = None, page: CookiePage = None
) -> Response[Any]:
    if page is not None:
        return _refresh_by_cookie(page, has_body=fields is not None)
    if fields is None:
        raise missing_body()
    return private(200, sessions.refresh(fields.refresh_token))


def _refresh_by_cookie(page: str, *, has_body: bool) -> Response[Any]:
    if has_body:
        raise MalformedBody("With X-Bodega-Session, the refresh token is in a cookie. Send no body.")
    token = presented_token(router, page)
    if token is None:
        raise SessionEnded
    try:
        return with_tokens(200, sessions.refresh(token), page)
    except SessionEnded as ended:
        return without_cookie(problem(ended, request_id(router)), page)


@router.post("/users/logout", operation_id="logOut", **SESSION)
def log_out(
    fields: Annotated["LogOut | None", Body("users.auth.schemas:LogOut")] = None, page: CookiePage = None
) -> Response[Any]:
    who = caller(router.current_event.raw_event)
    # A guest has only this session.
    if fields is not None and fields.everywhere and who.role != "guest":
        sessions.end_all_sessions(who.user_id, who.session_id)
    else:
        sessions.end_session(who.user_id, who.session_id)
    return without_cookie(no_content(), page)


@router.post("/users/password/forgot", operation_id="forgotPassword")
def forgot_password(
    fields: Annotated["ForgottenPassword", Body("users.auth.schemas:ForgottenPassword")],
) -> Response[Any]:
    password_reset.forgot_password(fields.email, source_ip(router))
    count("ResetRequests")
    return Response(202, headers={"Cache-Control": "no-store"})


@router.post("/users/password/reset", operation_id="resetPassword")
def reset_password(
    fields: Annotated["PasswordReset", Body("users.auth.schemas:PasswordReset")], page: CookiePage = None
) -> Response[Any]:
    signed_in = password_reset.reset_password(fields.token, fields.new_password, source_ip(router), user_agent(router))
    count("PasswordResets")
    return with_tokens(200, signed_in, page) if signed_in else no_content()


@router.put("/users/me/password", operation_id="changePassword", **SIGNED_IN)
def change_password(
    fields: Annotated["PasswordChange", Body("users.auth.schemas:PasswordChange")], page: CookiePage = None
) -> Response[Any]:
    who = caller(router.current_event.raw_event)
    tokens = password_change.change_password(who.user_id, who.session_id, fields.current_password, fields.new_password)
    return with_tokens(200, tokens, page)


@router.get("/users/me/sessions", operation_id="listSessions", **SIGNED_IN)
def list_sessions() -> Response[Any]:
    who = caller(router.current_event.raw_event)
    return private(200, {"items": sessions.list_sessions(own_id(router), who.session_id), "nextCursor": None})


@router.delete("/users/me/sessions/<id>", operation_id="endSession", **SIGNED_IN)
def end_session(id: Id) -> Response[Any]:
    sessions.end_other_session(own_id(router), id)
    return no_content()
