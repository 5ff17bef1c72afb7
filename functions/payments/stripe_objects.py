"""Stripe's objects as reports of the port. Members that are not read here are ignored, and so are unknown values.

A member that is missing, of another type or out of range raises LookupError, TypeError, ValueError, AttributeError,
OverflowError or OSError.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from payments.payment_provider import Dispute, Rank, RefundReport, RefundStatus, Report

# https://docs.stripe.com/payments/paymentintents/lifecycle. All others wait for the customer.
_RANKS: Final = {"requires_capture": Rank.AUTHORIZED, "succeeded": Rank.CAPTURED, "canceled": Rank.VOIDED}
# A refund that needs the customer's action is pending. Canceled is one that failed.
_REFUND_STATUSES: Final[dict[str, RefundStatus]] = {"succeeded": "succeeded", "failed": "failed", "canceled": "failed"}

Members = Mapping[str, Any]


def rank_of(intent: Members) -> Rank:
    return _RANKS.get(intent["status"], Rank.WAITING)


def report_of(intent: Members) -> Report:
    """Return the report of a payment intent. Members of its charge are read if it is expanded."""
    currency = intent["currency"].upper()
    marks = intent.get("metadata") or {}
    charge = intent.get("latest_charge")
    expanded = charge if isinstance(charge, dict) else {}
    error = intent.get("last_payment_error") or {}
    rank = rank_of(intent)
    decline = error.get("decline_code") or error.get("code")
    return Report(
        _text(intent["id"]),
        rank,
        _number(intent["amount"]),
        _number(intent.get("amount_received") or 0),
        currency,
        order_id=_text(marks.get("order", "")),
        attempt=_attempt(marks),
        capture_before=_capture_before(expanded),
        decline=decline and _text(decline),
        commands=(_text(marks["command"]),) if "command" in marks else (),
        # A released authorization counts as refunded at Stripe, but no money moved.
        refunded=expanded.get("amount_refunded") or 0 if rank is Rank.CAPTURED else 0,
        created=_moment(intent.get("created")),
    )


def refund_report_of(refund: Members) -> RefundReport:
    currency = refund["currency"].upper()
    marks = refund.get("metadata") or {}
    return RefundReport(
        _text(refund["id"]),
        _id_of(refund.get("payment_intent")),
        _text(marks.get("order", "")),
        _text(marks.get("command", "")),
        _number(refund["amount"]),
        currency,
        _REFUND_STATUSES.get(refund.get("status") or "", "pending"),
    )


def event_of(stripes: Members) -> Report | RefundReport | Dispute | None:
    """Return the object of an event; None for one that the shop did not make, or of another kind."""
    members = stripes["data"]["object"]
    kind = members.get("object")
    if kind == "payment_intent":
        report = report_of(members)
        return report if report.order_id else None
    if kind == "refund":
        refund = refund_report_of(members)
        return refund if refund.order_id else None
    return _dispute_of(members) if kind == "dispute" else None


def _dispute_of(dispute: Members) -> Dispute | None:
    """Return a dispute; None if it is about a charge without a payment intent, which the shop never makes."""
    payment_id = _id_of(dispute.get("payment_intent"))
    if not payment_id:
        return None
    currency, reason, status = dispute["currency"].upper(), dispute["reason"], dispute["status"]
    return Dispute(dispute["id"], payment_id, dispute["amount"], currency, reason, status)


def _id_of(reference: Any) -> str:
    """Return the id of another object, which Stripe gives alone or with its members."""
    found = reference["id"] if isinstance(reference, dict) else reference
    return _text(found or "")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} instead of a text")
    value.encode()  # half of a character cannot be stored
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{type(value).__name__} instead of a number")
    return value


def _attempt(marks: Members) -> int:
    text = marks.get("attempt", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _capture_before(charge: Members) -> datetime | None:
    card = (charge.get("payment_method_details") or {}).get("card") or {}
    return _moment(card.get("capture_before"))


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
