"""Documentation of the user's own profile, its export and the erasure of the account."""

from typing import Any

from pydantic import Field

from bodega.errors import OpenOrders
from bodega.models import Document
from bodega.openapi.operations import Operation, changes, no_content, reads
from bodega.openapi.schemas import WHEN, Count, EpochSeconds, Timestamp
from users.auth.openapi import SESSION, Session
from users.loyalty.openapi import BALANCE, ENTRY, Balance, PointsTransaction
from users.openapi import TOO_MANY_ATTEMPTS, USER, USER_CHANGED, User
from users.profile.schemas import ProfileFields
from users.saved_items.kinds import MOST_ITEMS
from users.saved_items.openapi import ADDRESS, PAYMENT_METHOD, Address, PaymentMethod

_TAG = "account"


class ExportedLoyalty(Balance):
    """The balance and the whole ledger."""

    transactions: list[PointsTransaction]


class ExportedRequest(Document):
    """The stored response to a request with an `Idempotency-Key`."""

    answer: dict[str, Any]
    expires_at: EpochSeconds


class ExportedMail(Document):
    """A mail of the last days, without its links."""

    template: str
    to: str
    created_at: Timestamp


class ExportedOrder(Document):
    """Everything that is stored about an order. Amounts are in the smallest unit of the order's `currency`."""

    order: dict[str, Any]
    lines: dict[str, Any] | None
    person: dict[str, Any] | None = Field(description="Name, telephone number, email and notes, until they expire")
    history: list[dict[str, Any]]
    payments: list[dict[str, Any]] = Field(description="Attempts to pay by card. They have no data of the card")
    refunds: list[dict[str, Any]]


class PendingEmailChange(Document):
    """A change of the email that was requested and not confirmed."""

    email: str
    expires_at: EpochSeconds


class AccountExport(Document):
    """All stored data about a user, without secrets."""

    exported_at: Timestamp
    user: User
    email_change: PendingEmailChange | None = Field(description="The change that waits for its confirmation")
    addresses: list[Address] = Field(max_length=MOST_ITEMS)
    payment_methods: list[PaymentMethod] = Field(max_length=MOST_ITEMS)
    loyalty: ExportedLoyalty
    sessions: list[Session]
    requests: list[ExportedRequest] = Field(description="Stored for a day, so that requests can be repeated")
    orders: list[ExportedOrder]
    mails: list[ExportedMail]
    failed_log_ins: Count = Field(description="Within 24 hours")


_EXPORT = {
    "exportedAt": WHEN,
    "user": USER,
    "emailChange": None,
    "addresses": [ADDRESS],
    "paymentMethods": [PAYMENT_METHOD],
    "loyalty": {**BALANCE, "transactions": [ENTRY]},
    "sessions": [SESSION],
    "requests": [],
    "orders": [],
    "mails": [{"template": "welcome", "to": "ada@shop.example", "createdAt": WHEN}],
    "failedLogIns": 0,
}

OPERATIONS = {
    "getProfile": Operation(
        "Get your profile",
        "Returns the user that the token belongs to.",
        _TAG,
        reads("The user", User, USER),
    ),
    "patchProfile": Operation(
        "Change your profile",
        "Changes the fields in the body and keeps the others (JSON merge patch, RFC 7396). `phone: null` removes the "
        "phone number. The media type can be `application/json` or `application/merge-patch+json`.",
        _TAG,
        changes("The changed user", User, {**USER, "version": 2}),
        {"version_conflict": USER_CHANGED},
        body={"phone": "+15145550123"},
        fields=ProfileFields,
    ),
    "eraseAccount": Operation(
        "Erase your account",
        "Erases the account and all personal data in it. This cannot be undone. The body repeats the password, so "
        "that a stolen token is not enough; a guest sends no body. The fifth wrong password within 24 hours ends the "
        "session. Orders stay without anything about the user; an order that is not finished prevents the erasure. "
        "After a 503, send the request again: it continues where it stopped. The last active admin cannot be "
        "erased.",
        _TAG,
        no_content("The account is erased, and its tokens are invalid.", "Set-Cookie"),
        {
            "version_conflict": USER_CHANGED,
            "open_orders": OpenOrders().detail,
            "last_admin": "You are the last active admin. Make somebody else an admin first.",
            "too_many_requests": TOO_MANY_ATTEMPTS,
        },
        problems=("invalid_credentials",),
        body={"password": "seven quiet umbrellas"},
    ),
    "exportAccount": Operation(
        "Export your data",
        "Returns all stored data about the user (GDPR articles 15 and 20): profile, addresses, payment methods, "
        "points, orders, sessions, stored responses and sent mails. Tokens, passwords and links are left out.",
        _TAG,
        reads("All stored data", AccountExport, _EXPORT),
    ),
}
