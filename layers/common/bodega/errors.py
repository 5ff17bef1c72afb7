"""Domain errors.

Rules raise them and know no HTTP. Only `bodega.api.problems` turns them into HTTP answers.
"""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, NamedTuple

_LONGEST_NAME = 64


def pointer(path: Sequence[str | int]) -> str:
    """Return a JSON pointer (RFC 6901). Names are truncated, because the caller may have sent them."""
    return "".join("/" + str(segment)[:_LONGEST_NAME].replace("~", "~0").replace("/", "~1") for segment in path)


def counted(number: int, unit: str) -> str:
    """Return a number with its unit: `1 character`, `2,000 characters`."""
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


def one_of(choices: Sequence[str]) -> str:
    """Return the choices as in a sentence: `hour, day or month`."""
    return " or ".join(filter(None, (", ".join(choices[:-1]), choices[-1])))


class FieldError(NamedTuple):
    """One broken rule: the field and the rule, never the rejected value.

    `place`: the kind of `where`: `pointer` (RFC 6901, into the body), `parameter` (query) or `header`.
    """

    where: str
    detail: str
    place: str = "pointer"

    def as_dict(self) -> dict[str, str]:
        return {self.place: self.where, "detail": self.detail}


class ShopError(Exception):
    """The base of all domain errors. `code` is stable: clients branch on it.

    `retry_after`: seconds until another attempt can succeed, None if only another request can.
    """

    code: ClassVar[str] = "internal_error"
    retry_after: int | None = None

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail

    def members(self) -> dict[str, Any]:
        """Return extension members of the problem document (RFC 9457 §3.2)."""
        return {}


class ValidationFailed(ShopError):
    code = "validation_failed"

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("The request breaks a rule; see errors.")
        self.errors = list(errors)

    def members(self) -> dict[str, Any]:
        return {"errors": [error.as_dict() for error in self.errors]}


class MalformedBody(ShopError):
    code = "malformed_body"


class PayloadTooLarge(ShopError):
    code = "payload_too_large"


class UnsupportedMediaType(ShopError):
    code = "unsupported_media_type"


class Unauthorized(ShopError):
    """No authorizer admitted the request."""

    code = "unauthorized"


class SessionEnded(ShopError):
    """The caller's session or account has ended since the authorizer admitted the request, or before a refresh."""

    code = "session_ended"

    def __init__(self) -> None:
        super().__init__("This session has ended. Log in again.")


class InvalidCredentials(ShopError):
    """Email and password do not match. The answer does not say which of them is wrong."""

    code = "invalid_credentials"

    def __init__(self) -> None:
        super().__init__("Email and password do not match.")


class AccountFrozen(ShopError):
    code = "account_frozen"

    def __init__(self) -> None:
        super().__init__("This account is frozen. Reset the password, or ask the shop for help.")


class OneTimeTokenInvalid(ShopError):
    """A mailed token that the shop did not issue, or that was used, replaced or has expired."""

    code = "invalid_token"

    def __init__(self, detail: str = "This link is not valid any more. Ask for a new one.") -> None:
        super().__init__(detail)


class TooManyRequests(ShopError):
    """A limit is exceeded."""

    code = "too_many_requests"

    def __init__(self, retry_after: int) -> None:
        super().__init__("Too many attempts. Try again later.")
        self.retry_after = retry_after


class Forbidden(ShopError):
    code = "forbidden"


class NotFound(ShopError):
    code = "not_found"


class MethodNotAllowed(ShopError):
    code = "method_not_allowed"

    def __init__(self, allowed: Iterable[str]) -> None:
        self.allowed = sorted(allowed)
        super().__init__(f"This path takes only {', '.join(self.allowed)}.")


class NameTaken(ShopError):
    code = "name_taken"


class EmailTaken(ShopError):
    code = "email_taken"

    def __init__(self) -> None:
        super().__init__("There is an account with this email. Log in, or reset its password.")


class InsufficientPoints(ShopError):
    code = "insufficient_points"


class InsufficientStock(ShopError):
    """The counted stock has fewer pieces than a change takes. `available`: the pieces that are left."""

    code = "insufficient_stock"

    def __init__(self, available: int) -> None:
        super().__init__(f"Only {counted(available, 'piece')} can be taken from the stock.")
        self.available = available

    def members(self) -> dict[str, Any]:
        return {"available": self.available}


class StockNotCounted(ShopError):
    code = "stock_not_counted"

    def __init__(self) -> None:
        super().__init__("The pieces of this product are not counted. Set its quantity first.")


class OpenOrders(ShopError):
    code = "open_orders"

    def __init__(self) -> None:
        super().__init__("The account has an order that is not finished. Wait until it is, or cancel it first.")


class LastAdmin(ShopError):
    code = "last_admin"


class InUse(ShopError):
    """The item to delete is still referred to by the items whose ids are in `dependants`."""

    code = "in_use"

    def __init__(self, detail: str, dependants: Sequence[str]) -> None:
        super().__init__(detail)
        self.dependants = list(dependants)

    def members(self) -> dict[str, Any]:
        return {"dependants": self.dependants}


class VersionConflict(ShopError):
    code = "version_conflict"


class PreconditionFailed(ShopError):
    """A condition of the request, other than the version to change, does not hold."""

    code = "precondition_failed"

    def __init__(self, detail: str = "The resource exists in a version that If-None-Match excludes.") -> None:
        super().__init__(detail)


class TooManyChanges(ShopError):
    code = "too_many_changes"


class MenuTooLarge(ShopError):
    """One response cannot hold the menu in the requested shape."""

    code = "menu_too_large"

    def __init__(self) -> None:
        super().__init__(
            "The menu in this shape is larger than one response of 6 MB. Use shape=flat, which is usually smaller, or "
            "read the products of each category from /products?category={id}."
        )


class InvalidCursor(ShopError):
    code = "invalid_cursor"

    def __init__(self) -> None:
        super().__init__("Take the cursor from nextCursor as it is, with the same filters; or start without one.")


class IdempotencyKeyReused(ShopError):
    code = "idempotency_key_reused"


class StorageUnavailable(ShopError):
    """The database did not answer in time. Nothing is half-written, and a retry is safe."""

    code = "storage_unavailable"
    retry_after = 2

    def __init__(self) -> None:
        super().__init__("The shop's storage is not answering just now. Try again in a moment.")


class StorageRefused(StorageUnavailable):
    """AWS refused the function's role, its credentials, or a key or table. Nothing is written, and no retry helps.

    `reason`: the operation and AWS's error code. To a caller, it is an outage. An operator has to mend it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
