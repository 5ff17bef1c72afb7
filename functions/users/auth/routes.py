"""Routes for registration, log-in, sessions, and passwords."""

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.identity import caller
from bodega.api.inputs import Body
from bodega.api.parameters import Id
from bodega.api.resolver import SESSION, SIGNED_IN
from bodega.api.responses import no_content, private
from bodega.errors import AccountFrozen, InvalidCredentials, TooManyRequests
from bodega.observability import count
from users.auth import login, password_change, password_reset, registration, sessions
from users.requests import own_id, source_ip, user_agent

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
def register(person: Annotated["Registration", Body("users.auth.schemas:Registration")]) -> Response[Any]:
    signed_in = registration.register(person, source_ip(router), user_agent(router))
    count("Registrations")
    return private(201, signed_in)


@router.post("/users/guests", operation_id="openGuest")
def open_guest() -> Response[Any]:
    from users.auth.guests import open_guest  # only checkouts without an account need it

    signed_in = open_guest(source_ip(router), user_agent(router))
    count("Guests")
    return private(201, signed_in)


@router.post("/users/login", operation_id="logIn")
def log_in(fields: Annotated["LogIn", Body("users.auth.schemas:LogIn")]) -> Response[Any]:
    try:
        signed_in = login.log_in(fields.email, fields.password, source_ip(router), user_agent(router))
    except (AccountFrozen, InvalidCredentials, TooManyRequests):
        count("FailedLogIns")
        raise
    count("LogIns")
    return private(200, signed_in)


@router.post("/users/refresh", operation_id="refresh")
def refresh(fields: Annotated["Refresh", Body("users.auth.schemas:Refresh")]) -> Response[Any]:
    return private(200, sessions.refresh(fields.refresh_token))


@router.post("/users/logout", operation_id="logOut", **SESSION)
def log_out(fields: Annotated["LogOut | None", Body("users.auth.schemas:LogOut")] = None) -> Response[Any]:
    who = caller(router.current_event.raw_event)
    # A guest has only this session.
    if fields is not None and fields.everywhere and who.role != "guest":
        sessions.end_all_sessions(who.user_id, who.session_id)
    else:
        sessions.end_session(who.user_id, who.session_id)
    return no_content()


@router.post("/users/password/forgot", operation_id="forgotPassword")
def forgot_password(
    fields: Annotated["ForgottenPassword", Body("users.auth.schemas:ForgottenPassword")],
) -> Response[Any]:
    password_reset.forgot_password(fields.email, source_ip(router))
    count("ResetRequests")
    return Response(202, headers={"Cache-Control": "no-store"})


@router.post("/users/password/reset", operation_id="resetPassword")
def reset_password(fields: Annotated["PasswordReset", Body("users.auth.schemas:PasswordReset")]) -> Response[Any]:
    signed_in = password_reset.reset_password(fields.token, fields.new_password, source_ip(router), user_agent(router))
    count("PasswordResets")
    return private(200, signed_in) if signed_in else no_content()


@router.put("/users/me/password", operation_id="changePassword", **SIGNED_IN)
def change_password(fields: Annotated["PasswordChange", Body("users.auth.schemas:PasswordChange")]) -> Response[Any]:
    who = caller(router.current_event.raw_event)
    tokens = password_change.change_password(who.user_id, who.session_id, fields.current_password, fields.new_password)
    return private(200, tokens)


@router.get("/users/me/sessions", operation_id="listSessions", **SIGNED_IN)
def list_sessions() -> Response[Any]:
    who = caller(router.current_event.raw_event)
    return private(200, {"items": sessions.list_sessions(own_id(router), who.session_id), "nextCursor": None})


@router.delete("/users/me/sessions/<id>", operation_id="endSession", **SIGNED_IN)
def end_session(id: Id) -> Response[Any]:
    sessions.end_other_session(own_id(router), id)
    return no_content()
