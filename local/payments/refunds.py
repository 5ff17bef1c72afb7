"""Refunds. https://docs.stripe.com/refunds"""

from __future__ import annotations

from typing import Any

from local.payments.cards import CARDS
from local.payments.clock import Clock
from local.payments.errors import missing, refused
from local.payments.events import Events
from local.payments.forms import Parameters
from local.payments.intents import Intents
from local.payments.ledger import Document, Ledger
from local.payments.shapes import new_refund

_LATER = 60.0  # seconds of the stand-in's clock until a refund that waits succeeds, or one that fails does so
SUCCEED, FAIL = "refund succeeds", "refund fails"  # timers


class Refunds:
    """The requests under /v1/refunds. Each method raises StripeError."""

    def __init__(self, ledger: Ledger, clock: Clock, events: Events, intents: Intents) -> None:
        self._ledger = ledger
        self._clock = clock
        self._events = events
        self._intents = intents

    def get(self, id: str) -> Document:
        refund = self._ledger.find("refund", id)
        if refund is None:
            raise missing("refund", id, in_path=True)
        return refund

    def create(self, values: dict[str, Any]) -> Document:
        parameters = Parameters(values, "payment_intent", "charge", "amount", "reason", "metadata")
        reason = parameters.text("reason", "duplicate", "fraudulent", "requested_by_customer")
        wanted, metadata = parameters.positive("amount"), parameters.mapping("metadata")
        charge = self._charge(parameters)
        left = charge["amount_captured"] - charge["amount_refunded"]
        if left <= 0:
            raise refused(f"Charge {charge['id']} has already been refunded.", "charge_already_refunded")
        if charge["disputed"]:
            raise refused(f"Charge {charge['id']} has been charged back; cannot issue a refund.", "charge_disputed")
        amount = left if wanted is None else wanted
        if amount > left:
            message = f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
            raise refused(message, "amount_too_large", param="amount")
        return self._refund(charge, amount, reason, metadata)

    def succeed(self, id: str) -> None:
        """End a refund that waited."""
        refund = self.get(id) | {"status": "succeeded"}
        self._ledger.save(refund)
        self._events.emit("refund.updated", refund)

    def fail(self, id: str) -> None:
        """Let the bank send a refund back. The charge can be refunded again."""
        refund = self.get(id) | {"status": "failed", "failure_reason": "expired_or_canceled_card"}
        charge = self._ledger.find("charge", refund["charge"])
        if charge is None:
            raise missing("charge", refund["charge"], in_path=False)
        charge |= {"amount_refunded": charge["amount_refunded"] - refund["amount"], "refunded": False}
        self._ledger.save(charge)
        self._ledger.save(refund)
        self._events.emit("refund.updated", refund)
        self._events.emit("refund.failed", refund)

    def _charge(self, parameters: Parameters) -> Document:
        """Return the captured charge that the request names."""
        charge_id, intent_id = parameters.text("charge"), parameters.text("payment_intent")
        if intent_id:
            intent = self._intents.get(intent_id, in_path=False)
            charge_id = intent["latest_charge"]
            if intent["status"] != "succeeded":
                message = f"This PaymentIntent ({intent_id}) does not have a successful charge to refund."
                raise refused(message, "payment_intent_unexpected_state", payment_intent=intent)
        charge = self._ledger.find("charge", charge_id or parameters.required("charge"))
        if charge is None:
            raise missing("charge", charge_id or "", in_path=False)
        return charge

    def _refund(self, charge: Document, amount: int, reason: str | None, metadata: dict[str, Any]) -> Document:
        now = self._clock.now()
        refund = new_refund(charge, amount, reason, now)
        outcome = CARDS[self._intents.card_name(charge["payment_intent"])].refund
        refund |= {"metadata": metadata, "status": "pending" if outcome == "waits" else "succeeded"}
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
        self._ledger.save(charge)
        self._ledger.save(refund)
        if outcome != "succeeds":
            self._ledger.at(now + _LATER, SUCCEED if outcome == "waits" else FAIL, refund["id"])
        self._events.emit("refund.created", refund)
        self._events.emit("charge.refunded", charge)
        return refund
