"""Payment intents: what each request does to one. https://docs.stripe.com/payments/paymentintents/lifecycle"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from local.payments.cards import CARDS, Card, Decline
from local.payments.clock import Clock
from local.payments.currencies import check_amount
from local.payments.errors import StripeError, invalid, missing, refused
from local.payments.events import Events
from local.payments.forms import Parameters
from local.payments.ledger import Document, Ledger
from local.payments.shapes import AUTHORIZED_FOR, method_document, new_charge, new_dispute, new_id, new_intent

_CANCELABLE = ("requires_payment_method", "requires_confirmation", "requires_action", "requires_capture", "processing")
_CONFIRMABLE = ("requires_payment_method", "requires_confirmation", "requires_action")
_UNEXPECTED = "payment_intent_unexpected_state"
_AUTHENTICATION = Decline(
    "payment_intent_authentication_failure",
    None,
    "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod"
    " to attempt to fulfill this PaymentIntent again.",
)
LAPSE = "lapse"  # the timer of an authorization


class Intents:
    """The requests under /v1/payment_intents. Each method raises StripeError."""

    def __init__(self, ledger: Ledger, clock: Clock, events: Events) -> None:
        self._ledger = ledger
        self._clock = clock
        self._events = events

    def get(self, id: str, *, in_path: bool = True) -> Document:
        intent = self._ledger.find("payment_intent", id)
        if intent is None:
            raise missing("payment_intent", id, in_path=in_path)
        return intent

    def create(self, values: dict[str, Any]) -> Document:
        known = ("amount", "currency", "capture_method", "allowed_payment_method_types", "automatic_payment_methods")
        more = ("metadata", "description", "payment_method", "confirm", "receipt_email", "return_url", "off_session")
        parameters = Parameters(values, *known, *more, "statement_descriptor_suffix", "payment_method_options")
        parameters.required("amount")
        amount, currency = parameters.positive("amount") or 0, parameters.required("currency").lower()
        check_amount(amount, currency)
        capture = parameters.text("capture_method", "automatic", "automatic_async", "manual") or "automatic_async"
        types = parameters.texts("allowed_payment_method_types") or ["card"]
        intent = new_intent(amount, currency, capture, types, self._clock.now())
        intent["metadata"] = parameters.mapping("metadata")
        for name in ("description", "receipt_email", "statement_descriptor_suffix"):
            intent[name] = parameters.text(name)
        confirm, method = parameters.flag("confirm"), parameters.text("payment_method")
        if method:
            _card(method)
        self._ledger.save(intent)
        self._events.emit("payment_intent.created", intent)
        if confirm:
            asked = {"payment_method": method, "return_url": parameters.text("return_url")}
            return self.confirm(intent["id"], {name: value for name, value in asked.items() if value})
        return intent

    def update(self, id: str, values: dict[str, Any]) -> Document:
        """Change the metadata."""
        parameters = Parameters(values, "metadata", "description")
        intent = self.get(id)
        intent["metadata"] = _merged(intent["metadata"], parameters.mapping("metadata"))
        intent["description"] = parameters.text("description") or intent["description"]
        self._ledger.save(intent)
        return intent

    def confirm(self, id: str, values: dict[str, Any]) -> Document:
        parameters = Parameters(
            values, "payment_method", "return_url", "off_session", "use_stripe_sdk", "client_secret"
        )
        intent, method = self.get(id), parameters.text("payment_method")
        card = _card(method) if method else None
        if intent["status"] not in _CONFIRMABLE:
            raise self._unexpected(intent, "confirm", _CONFIRMABLE)
        if method is None or card is None:
            message = "You cannot confirm this PaymentIntent because it's missing a payment method."
            raise refused(message, _UNEXPECTED, payment_intent=intent)
        intent |= {"payment_method": new_id("pm"), "next_action": None, "last_payment_error": None}
        self._ledger.set(_card_setting(id), method)
        if card.authenticates:
            return self._ask(intent, parameters.text("return_url"))
        return self._pay(intent, card)

    def authenticate(self, id: str, *, succeeds: bool) -> Document:
        """End 3-D Secure, as the customer does at the bank."""
        intent = self.get(id)
        if intent["status"] != "requires_action":
            raise self._unexpected(intent, "authenticate", ("requires_action",))
        card = self._card_of(id)
        intent["next_action"] = None
        if not succeeds:
            intent |= self._failed(card, _AUTHENTICATION, None)
            self._save(intent, "payment_intent.payment_failed")
            return intent
        try:
            return self._pay(intent, card)
        except StripeError:
            # The bank declines after the authentication: the books say so, and the customer's page reads it there.
            return self.get(id)

    def capture(self, id: str, values: dict[str, Any]) -> Document:
        parameters = Parameters(values, "amount_to_capture", "metadata", "final_capture", "statement_descriptor_suffix")
        intent, wanted = self.get(id), parameters.positive("amount_to_capture")
        if intent["status"] != "requires_capture":
            raise self._unexpected(intent, "capture", ("requires_capture",))
        amount = intent["amount_capturable"] if wanted is None else wanted
        if amount > intent["amount_capturable"]:
            message = f"The amount to capture, {amount}, is greater than the amount that can be captured."
            raise refused(message, "amount_too_large", param="amount_to_capture", payment_intent=intent)
        if not self._card_of(id).captures:
            raise _declined(intent, _CAPTURE_REFUSED, self._card_of(id), intent["latest_charge"])
        intent["metadata"] = _merged(intent["metadata"], parameters.mapping("metadata"))
        self._collect(intent, self._charge(intent), amount)
        return intent

    def cancel(self, id: str, values: dict[str, Any]) -> Document:
        reasons = ("duplicate", "fraudulent", "requested_by_customer", "abandoned")
        reason = Parameters(values, "cancellation_reason").text("cancellation_reason", *reasons)
        intent = self.get(id)
        if intent["status"] not in _CANCELABLE:
            raise self._unexpected(intent, "cancel", _CANCELABLE)
        return self._end(intent, reason)

    def lapse(self, id: str) -> None:
        """Cancel an authorization whose time is over, if it still waits."""
        intent = self.get(id)
        if intent["status"] == "requires_capture":
            self._end(intent, "automatic")

    # ------------------------------------------------------------------ steps
    def _ask(self, intent: Document, return_url: str | None) -> Document:
        """Ask for 3-D Secure."""
        intent["status"] = "requires_action"
        if return_url:
            to = f"https://hooks.stripe.com/3d_secure_2/hosted?merchant=stand-in&payment_intent={intent['id']}"
            action = {"type": "redirect_to_url", "redirect_to_url": {"return_url": return_url, "url": to}}
        else:
            action = {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect"}}
        intent["next_action"] = action
        self._save(intent, "payment_intent.requires_action")
        return intent

    def _pay(self, intent: Document, card: Card) -> Document:
        now = self._clock.now()
        charge = new_charge(intent, card, now, card.decline)
        intent["latest_charge"] = charge["id"]
        self._ledger.save(charge)
        if card.decline:
            intent |= self._failed(card, card.decline, charge["id"])
            self._events.emit("charge.failed", charge)
            self._save(intent, "payment_intent.payment_failed")
            raise _declined(intent, card.decline, card, charge["id"])
        self._events.emit("charge.succeeded", charge)
        if intent["capture_method"] != "manual":
            self._collect(intent, charge, intent["amount"])
            return intent
        intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
        self._ledger.at(now + AUTHORIZED_FOR, LAPSE, intent["id"])
        self._save(intent, "payment_intent.amount_capturable_updated")
        return intent

    def _collect(self, intent: Document, charge: Document, amount: int) -> None:
        charge |= {"captured": True, "amount_captured": amount}
        intent |= {"status": "succeeded", "amount_capturable": 0, "amount_received": amount}
        self._ledger.save(charge)
        self._events.emit("charge.captured", charge)
        self._save(intent, "payment_intent.succeeded")
        if self._card_of(intent["id"]).disputed:
            charge["disputed"] = True
            self._ledger.save(charge)
            dispute = new_dispute(charge, self._clock.now())
            self._ledger.save(dispute)
            self._events.emit("charge.dispute.created", dispute)

    def _end(self, intent: Document, reason: str | None) -> Document:
        if intent["status"] == "requires_capture":
            charge = self._charge(intent)
            # Stripe shows a released authorization as refunded.
            charge |= {"refunded": True, "amount_refunded": charge["amount"]}
            self._ledger.save(charge)
            self._events.emit("charge.refunded", charge)
        intent |= {"status": "canceled", "cancellation_reason": reason, "canceled_at": int(self._clock.now())}
        intent |= {"amount_capturable": 0, "next_action": None}
        self._save(intent, "payment_intent.canceled")
        return intent

    def _save(self, intent: Document, event: str) -> None:
        self._ledger.save(intent)
        self._events.emit(event, intent)

    def _charge(self, intent: Document) -> Document:
        charge = self._ledger.find("charge", intent["latest_charge"])
        if charge is None:
            raise missing("charge", intent["latest_charge"], in_path=False)
        return charge

    def card_name(self, id: str) -> str:
        """Return the test card that a payment was last confirmed with."""
        return str(self._ledger.setting(_card_setting(id), ""))

    def _card_of(self, id: str) -> Card:
        return CARDS[self.card_name(id)]

    def _failed(self, card: Card, decline: Decline, charge: str | None) -> Document:
        return {
            "status": "requires_payment_method",
            "payment_method": None,
            "last_payment_error": _decline_document(decline, card, charge),
        }

    def _unexpected(self, intent: Document, action: str, allowed: tuple[str, ...]) -> StripeError:
        message = (
            f"You cannot {action} this PaymentIntent because it has a status of {intent['status']}."
            f" Only a PaymentIntent with one of the following statuses allows this: {', '.join(allowed)}."
        )
        return refused(message, _UNEXPECTED, payment_intent=intent)


_CAPTURE_REFUSED = Decline("card_declined", "generic_decline", "The bank refused the capture.")


def _card_setting(id: str) -> str:
    return f"card {id}"


def _card(method: str) -> Card:
    if method not in CARDS:
        raise invalid(f"No such PaymentMethod: '{method}'", "resource_missing", param="payment_method")
    return CARDS[method]


def _merged(metadata: Document, changes: Document) -> Document:
    """Return the metadata with the changes; an empty value removes a member."""
    return {name: value for name, value in {**metadata, **changes}.items() if value != ""}


def _decline_document(decline: Decline, card: Card, charge: str | None) -> Document:
    error: Document = {"type": "card_error", "code": decline.code, "message": decline.message}
    if decline.decline_code:
        error["decline_code"] = decline.decline_code
    if charge:
        error["charge"] = charge
    return error | {"payment_method": method_document(card)}


def _declined(intent: Document, decline: Decline, card: Card, charge: str) -> StripeError:
    error = _decline_document(decline, card, charge)
    error |= {"payment_intent": intent}
    del error["type"], error["message"], error["code"]
    return StripeError(HTTPStatus.PAYMENT_REQUIRED, "card_error", decline.message, decline.code, **error)
