"""What the API document says of the account, loyalty and administration routes."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from bodega.api.docs import ETAG, LOCATION, REPLAYED, Responses, empty, example_id, fails, succeeds

_WHEN = "2026-01-31T09:30:00.000Z"
_BODY = ("malformed_body", "payload_too_large", "unsupported_media_type", "validation_failed")

PROFILE_FIELDS = {"firstName": "Ada", "lastName": "Lovelace", "phone": "+15145550123"}
USER = {
    "id": example_id("usr"),
    "email": "ada@shop.example",
    "emailVerified": True,
    **PROFILE_FIELDS,
    "role": "customer",
    "status": "active",
    "createdAt": _WHEN,
    "updatedAt": _WHEN,
    "version": 1,
}
ADDRESS_FIELDS = {
    "name": "Ada Lovelace",
    "line1": "12 Rue Saint-Paul",
    "line2": None,
    "city": "Montréal",
    "region": "QC",
    "postalCode": "H2Y 1G9",
    "country": "CA",
    "phone": "+15145550123",
    "instructions": "Second floor.",
    "default": True,
}
ADDRESS = {"id": example_id("adr"), **ADDRESS_FIELDS, "version": 1, "createdAt": _WHEN, "updatedAt": _WHEN}
_CARD = {"brand": "visa", "last4": "4242", "expiryMonth": 4, "expiryYear": 2030, "default": True}
PAYMENT_METHOD_FIELDS = {"token": "pm_1MqLiJLkdIwHu7ix", **_CARD}
PAYMENT_METHOD = {"id": example_id("pay"), **_CARD, "version": 1, "createdAt": _WHEN}
POINTS = {"points": 50, "reason": "Free coffee"}
ENTRY = {"id": example_id("pts"), "type": "redemption", "points": -50, "reason": "Free coffee", "createdAt": _WHEN}
BALANCE = {"balance": 70, "lifetime": 120, "redeemed": 50}
EXPORT = {
    "exportedAt": _WHEN,
    "user": USER,
    "addresses": [ADDRESS],
    "paymentMethods": [PAYMENT_METHOD],
    "loyalty": {**BALANCE, "transactions": [ENTRY]},
    "sessions": [{"id": example_id("ses"), "createdAt": _WHEN, "expiresAt": 1772443800}],
    "requests": [],
    "mails": [],
    "failedLogIns": 0,
}


def models() -> dict[str, type[BaseModel]]:
    """The models that the routes' answers refer to."""
    from users import answers  # only the API document needs them

    return answers.MODELS


def reads(schema: str, description: str, example: Any, *problems: str) -> Responses:
    return succeeds(200, description, schema, example) | fails("unauthorized", *problems)


NOT_MODIFIED = empty(304, "Not changed since If-None-Match")


def reads_version(schema: str, description: str, example: Any, *problems: str) -> Responses:
    return succeeds(200, description, schema, example, ETAG) | fails("unauthorized", *problems)


def lists(schema: str, description: str, example: Any, *problems: str) -> Responses:
    listed = {"items": [example], "nextCursor": None}
    return succeeds(200, description, schema, listed) | fails("unauthorized", *problems)


def creates(schema: str, example: Any, *problems: str, headers: Mapping[str, Any] | None = None) -> Responses:
    said = headers if headers is not None else ETAG | LOCATION
    codes = ("unauthorized", *_BODY, "idempotency_key_reused", *problems)
    return succeeds(201, "The new one", schema, example, {**said, **REPLAYED}) | fails(*codes)


def changes(schema: str, example: Any, *problems: str) -> Responses:
    codes = ("unauthorized", *_BODY, "version_conflict", *problems)
    return succeeds(200, "As it is now", schema, example, ETAG) | fails(*codes)


def removes(*problems: str) -> Responses:
    return empty(204, "Done") | fails("unauthorized", *problems)


def erases() -> Responses:
    return empty(204, "Erased") | fails(
        "unauthorized", "invalid_credentials", "account_frozen", "last_admin", "too_many_requests", *_BODY
    )


def example_of(body: dict[str, Any]) -> dict[str, Any]:
    """A body's example, as the resolver's `Body` takes it."""
    return {"example": {"value": body}}
