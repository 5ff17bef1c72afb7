"""Problem documents (RFC 9457): the only place where a domain error becomes an HTTP answer."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response

from bodega.api.responses import dump_json
from bodega.errors import MethodNotAllowed, ShopError

MEDIA_TYPE = "application/problem+json"

# code -> status, title. Codes are part of the contract: clients branch on them. The list includes the codes that only
# API Gateway answers with; template.yaml repeats those.
PROBLEMS: Mapping[str, tuple[int, str]] = {
    "malformed_body": (400, "The body cannot be read"),
    "invalid_cursor": (400, "The cursor is not valid"),
    "invalid_token": (400, "The token is not valid"),
    "invalid_signature": (400, "The signature is not valid"),
    "unauthorized": (401, "A valid bearer token is needed"),
    # No 401: API Gateway renames the header WWW-Authenticate of functions, which a 401 must have (RFC 9110 §15.5.2).
    "invalid_credentials": (403, "Email or password is wrong"),
    "session_ended": (403, "The session has ended"),
    "forbidden": (403, "Not allowed"),
    "account_frozen": (403, "The account is frozen"),
    "not_found": (404, "Not found"),
    "method_not_allowed": (405, "Method not allowed"),
    "name_taken": (409, "The name is taken"),
    "email_taken": (409, "The email is taken"),
    "in_use": (409, "Still in use"),
    "insufficient_points": (409, "Not enough points"),
    "insufficient_stock": (409, "Not enough in stock"),
    "stock_not_counted": (409, "The stock is not counted"),
    "not_orderable": (409, "The order cannot be placed"),
    "price_changed": (409, "The order has another total now"),
    "open_orders": (409, "The account has open orders"),
    "last_admin": (409, "The shop needs an admin"),
    "transition_not_allowed": (409, "The order cannot move to this status"),
    "payment_due": (409, "The order is not paid"),
    "order_not_payable": (409, "There is nothing to pay"),
    "refund_exceeds": (409, "More than can be refunded"),
    "payment_in_progress": (409, "The payment is being settled"),
    "version_conflict": (412, "Changed in the meantime"),
    "precondition_failed": (412, "A condition does not hold"),
    "payload_too_large": (413, "The body is too large"),
    "unsupported_media_type": (415, "The type of the body is not supported"),
    "validation_failed": (422, "The request breaks a rule"),
    "idempotency_key_reused": (422, "The idempotency key was used for another request"),
    "too_many_changes": (422, "Too many changes in one request"),
    "menu_too_large": (422, "The menu is too large for one response"),
    "too_many_requests": (429, "Too many requests"),
    "internal_error": (500, "Something went wrong on our side"),
    "bad_gateway": (502, "The service behind this route failed"),
    "storage_unavailable": (503, "The shop is not answering just now"),
    "payments_unavailable": (503, "The payment provider is not answering just now"),
    "gateway_timeout": (504, "The service behind this route took too long"),
}

CHALLENGE = 'Bearer realm="bodega"'
"""How to authenticate (RFC 6750 §3)."""


def problem(error: ShopError, request_id: str) -> Response[str]:
    status, title = PROBLEMS[error.code]
    document = {
        "type": f"urn:bodega:problem:{error.code}",
        "title": title,
        "status": status,
        "detail": error.detail,
        "instance": request_id,
        "code": error.code,
        **error.members(),
    }
    headers: dict[str, str | list[str]] = {"Cache-Control": "no-store"}
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = CHALLENGE
    if isinstance(error, MethodNotAllowed):
        headers["Allow"] = allow(error.allowed)
    return Response(status, MEDIA_TYPE, dump_json(document), headers)


def allow(methods: Iterable[str]) -> str:
    """Return the header `Allow` of a path with these methods."""
    return ", ".join(sorted({*methods, "OPTIONS"}))


class InternalError(ShopError):
    """An unexpected exception. The log has the traceback; the caller gets the request's id."""

    code = "internal_error"

    def __init__(self) -> None:
        super().__init__("The error is logged under the id in `instance`. Trying again later may help.")
