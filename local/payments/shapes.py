"""Stripe's objects as new ones look, with the members that clients read. https://docs.stripe.com/api"""

from __future__ import annotations

import secrets
import string
from typing import Any

from local.payments.cards import Card, Decline
from local.payments.ledger import Document

API_VERSION = "2026-10-28.endive"
AUTHORIZED_FOR = 7 * 86_400  # seconds, the rule of the card networks for payments without the customer's presence

_LETTERS = string.ascii_letters + string.digits
_ID_LENGTH = 24


def new_id(prefix: str) -> str:
    return f"{prefix}_" + "".join(secrets.choice(_LETTERS) for _ in range(_ID_LENGTH))


def new_intent(amount: int, currency: str, capture_method: str, types: list[str], now: float) -> Document:
    name = new_id("pi")
    return {
        "id": name,
        "object": "payment_intent",
        "amount": amount,
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": capture_method,
        "client_secret": f"{name}_secret_{secrets.token_hex(12)}",
        "confirmation_method": "automatic",
        "created": int(now),
        "currency": currency,
        "customer": None,
        "description": None,
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": {},
        "next_action": None,
        "payment_method": None,
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": types,
        "processing": None,
        "receipt_email": None,
        "setup_future_usage": None,
        "shipping": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": "requires_payment_method",
    }


def new_charge(intent: Document, card: Card, now: float, decline: Decline | None = None) -> Document:
    """Return the charge of a payment with a card: authorized, or failed with `decline`."""
    manual = intent["capture_method"] == "manual"
    details: dict[str, Any] = {
        "brand": card.brand,
        "country": "US",
        "exp_month": 12,
        "exp_year": 2034,
        "funding": "credit",
        "last4": card.last4,
        "network": card.brand,
    }
    if manual and decline is None:
        details["capture_before"] = int(now) + AUTHORIZED_FOR
    return {
        "id": new_id("ch"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "captured": False,
        "created": int(now),
        "currency": intent["currency"],
        "disputed": False,
        "failure_code": decline.code if decline else None,
        "failure_message": decline.message if decline else None,
        "livemode": False,
        "metadata": dict(intent["metadata"]),
        "outcome": {"type": "issuer_declined" if decline else "authorized"},
        "paid": decline is None,
        "payment_intent": intent["id"],
        "payment_method": intent["payment_method"],
        "payment_method_details": {"card": details, "type": "card"},
        "refunded": False,
        "status": "failed" if decline else "succeeded",
    }


def new_refund(charge: Document, amount: int, reason: str | None, now: float) -> Document:
    return {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "charge": charge["id"],
        "created": int(now),
        "currency": charge["currency"],
        "destination_details": {"card": {"type": "refund", "reference_status": "pending"}, "type": "card"},
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "reason": reason,
        "receipt_number": None,
        "status": "succeeded",
    }


def new_dispute(charge: Document, now: float) -> Document:
    return {
        "id": new_id("du"),
        "object": "dispute",
        "amount": charge["amount_captured"],
        "charge": charge["id"],
        "created": int(now),
        "currency": charge["currency"],
        "livemode": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "reason": "fraudulent",
        "status": "needs_response",
    }


def new_event(type: str, document: Document, now: float, key: str | None) -> Document:
    """Return an event with the object as it is now. `key`: the idempotency key of the request that caused it."""
    return {
        "id": new_id("evt"),
        "object": "event",
        "api_version": API_VERSION,
        "created": int(now),
        "data": {"object": document},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": key},
        "type": type,
    }


def method_document(card: Card) -> Document:
    """Return the payment method as it stands in errors."""
    return {
        "id": new_id("pm"),
        "object": "payment_method",
        "card": {"brand": card.brand, "last4": card.last4},
        "type": "card",
    }
