"""Routes for the email of an account: verified, changed, restored and disowned."""

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.identity import caller
from bodega.api.inputs import Body
from bodega.api.resolver import SIGNED_IN
from bodega.api.responses import no_content
from bodega.observability import count
from users.emails import change, disowning, undo, verification
from users.requests import own_id, source_ip, versioned

if TYPE_CHECKING:
    from users.emails.schemas import EmailChange, EmailToken

router = APIGatewayRouter()

_Token = Annotated["EmailToken", Body("users.emails.schemas:EmailToken")]


@router.post("/users/me/email/verification", operation_id="sendVerification", **SIGNED_IN)
def send_verification() -> Response[Any]:
    return _accepted() if verification.send_verification(own_id(router)) else no_content()


@router.post("/users/me/email/verify", operation_id="verifyEmail", **SIGNED_IN)
def verify_email(fields: _Token) -> Response[Any]:
    verification.verify_email(own_id(router), fields.token)
    return no_content()


@router.post("/users/email/disown", operation_id="disownAccount")
def disown_account(fields: _Token) -> Response[Any]:
    disowning.disown_account(fields.token, source_ip(router))
    count("AccountsDisowned")
    return no_content()


@router.post("/users/me/email", operation_id="changeEmail", **SIGNED_IN)
def change_email(fields: Annotated["EmailChange", Body("users.emails.schemas:EmailChange")]) -> Response[Any]:
    session_id = caller(router.current_event.raw_event).session_id
    user = change.request_change(own_id(router), session_id, fields.email, fields.password)
    return versioned(user) if user else _accepted()


@router.post("/users/email/undo", operation_id="undoEmailChange")
def undo_email_change(fields: _Token) -> Response[Any]:
    undo.undo_change(fields.token, source_ip(router))
    count("EmailChangesUndone")
    return no_content()


def _accepted() -> Response[Any]:
    return Response(202, headers={"Cache-Control": "no-store"})
