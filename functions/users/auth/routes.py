"""Routes for registration, log-in, sessions, passwords and the verification of the email."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.identity import caller
from bodega.api.resolver import SIGNED_IN
from bodega.api.responses import no_content, private
from bodega.errors import AccountFrozen, InvalidCredentials, TooManyRequests
from bodega.observability import count
from users.auth import email_verification, login, password_change, password_reset, registration, sessions
from users.auth import openapi as docs
from users.auth.schemas import (
    EmailVerification,
    ForgottenPassword,
    LogIn,
    LogOut,
    PasswordChange,
    PasswordReset,
    Refresh,
    Registration,
)
from users.requests import source_ip

router = APIGatewayRouter()


@router.post(
    "/users/register",
    summary="Open an account",
    operation_id="register",
    tags=["sessions"],
    responses=docs.registers(),
)
def register(
    person: Annotated[Registration, Body(openapi_examples=docs.example_of(docs.REGISTRATION))],
) -> Response[Any]:
    signed_in = registration.register(person, source_ip(router))
    count("Registrations")
    return private(201, signed_in)


@router.post(
    "/users/login",
    summary="Log in",
    description="Five wrong passwords freeze the account until the password is reset.",
    operation_id="logIn",
    tags=["sessions"],
    responses=docs.logs_in(),
)
def log_in(fields: Annotated[LogIn, Body(openapi_examples=docs.example_of(docs.LOG_IN))]) -> Response[Any]:
    try:
        signed_in = login.log_in(fields.email, fields.password, source_ip(router))
    except (AccountFrozen, InvalidCredentials, TooManyRequests):
        count("FailedLogIns")
        raise
    count("LogIns")
    return private(200, signed_in)


@router.post(
    "/users/refresh",
    summary="Get the next tokens of a session",
    description="A refresh token works once. Presenting a used one ends the session.",
    operation_id="refresh",
    tags=["sessions"],
    responses=docs.refreshes(),
)
def refresh(
    fields: Annotated[Refresh, Body(openapi_examples=docs.example_of({"refreshToken": docs.TOKENS["refreshToken"]}))],
) -> Response[Any]:
    return private(200, sessions.refresh(fields.refresh_token))


@router.post(
    "/users/logout",
    summary="End this session, or all of them",
    operation_id="logOut",
    tags=["sessions"],
    responses=docs.logs_out(),
    **SIGNED_IN,
)
def log_out(
    fields: Annotated[LogOut | None, Body(openapi_examples=docs.example_of({"everywhere": True}))] = None,
) -> Response[Any]:
    who = caller(router.current_event.raw_event)
    if fields is not None and fields.everywhere:
        sessions.end_all_sessions(who.user_id, who.session_id)
    else:
        sessions.end_session(who.user_id, who.session_id)
    return no_content()


@router.post(
    "/users/password/forgot",
    summary="Have a reset token mailed",
    description="The answer is the same whether there is an account or not. One mail in 15 minutes at most.",
    operation_id="forgotPassword",
    tags=["passwords"],
    responses=docs.mails_token(),
)
def forgot_password(
    fields: Annotated[ForgottenPassword, Body(openapi_examples=docs.example_of({"email": docs.LOG_IN["email"]}))],
) -> Response[Any]:
    password_reset.forgot_password(fields.email, source_ip(router))
    count("ResetRequests")
    return Response(202, headers={"Cache-Control": "no-store"})


@router.post(
    "/users/password/reset",
    summary="Set a new password with a mailed token",
    description="Unfreezes the account and ends every session. The token works once.",
    operation_id="resetPassword",
    tags=["passwords"],
    responses=docs.uses_token("Set; log in with it"),
)
def reset_password(
    fields: Annotated[PasswordReset, Body(openapi_examples=docs.example_of(docs.MAILED_TOKEN | docs.NEW_PASSWORD))],
) -> Response[Any]:
    password_reset.reset_password(fields.token, fields.new_password, source_ip(router))
    count("PasswordResets")
    return no_content()


@router.put(
    "/users/me/password",
    summary="Change your password",
    description="Ends all other sessions. This one goes on with the tokens of the answer.",
    operation_id="changePassword",
    tags=["passwords"],
    responses=docs.changes_password(),
    **SIGNED_IN,
)
def change_password(
    fields: Annotated[
        PasswordChange,
        Body(openapi_examples=docs.example_of({"currentPassword": docs.LOG_IN["password"]} | docs.NEW_PASSWORD)),
    ],
) -> Response[Any]:
    who = caller(router.current_event.raw_event)
    tokens = password_change.change_password(
        who.user_id, who.session_id, fields.current_password, fields.new_password, source_ip(router)
    )
    return private(200, tokens)


@router.post(
    "/users/email/verify",
    summary="Show that an email is yours, with a mailed token",
    operation_id="verifyEmail",
    tags=["passwords"],
    responses=docs.uses_token("Verified"),
)
def verify_email(
    fields: Annotated[EmailVerification, Body(openapi_examples=docs.example_of(docs.MAILED_TOKEN))],
) -> Response[Any]:
    email_verification.verify_email(fields.token, source_ip(router))
    return no_content()
