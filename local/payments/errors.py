"""Errors in Stripe's form."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any


class StripeError(Exception):
    """An error response. `more`: further members of the error, such as `param`."""

    def __init__(self, status: int, type: str, message: str, code: str | None = None, **more: Any) -> None:
        super().__init__(message)
        self.status = int(status)
        self.error: dict[str, Any] = {"message": message, "type": type}
        if code:
            self.error |= {"code": code, "doc_url": f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"}
        self.error |= more

    @property
    def document(self) -> dict[str, Any]:
        return {"error": self.error}


class Invalid(StripeError):
    """A request that fails validation. It is not stored under its idempotency key, because nothing was executed."""


def invalid(message: str, code: str | None = None, **more: Any) -> Invalid:
    return Invalid(HTTPStatus.BAD_REQUEST, "invalid_request_error", message, code, **more)


def missing(kind: str, id: str, *, in_path: bool) -> Invalid:
    """Return the error for an unknown object, named in the path or in a parameter."""
    status = HTTPStatus.NOT_FOUND if in_path else HTTPStatus.BAD_REQUEST
    param = "id" if in_path else kind
    return Invalid(status, "invalid_request_error", f"No such {kind}: '{id}'", "resource_missing", param=param)


def refused(message: str, code: str | None = None, **more: Any) -> StripeError:
    """Return the error for a request that is valid and that the state of an object does not allow."""
    return StripeError(HTTPStatus.BAD_REQUEST, "invalid_request_error", message, code, **more)


def unauthorized(message: str) -> Invalid:
    return Invalid(HTTPStatus.UNAUTHORIZED, "invalid_request_error", message)


def internal() -> StripeError:
    return StripeError(HTTPStatus.INTERNAL_SERVER_ERROR, "api_error", "An unknown error occurred.")
