"""Stripe's test payment methods, and what each card does. https://docs.stripe.com/testing"""

from __future__ import annotations

from typing import Literal, NamedTuple


class Decline(NamedTuple):
    """The bank's refusal."""

    code: str
    decline_code: str | None
    message: str


class Card(NamedTuple):
    """A test card. `says`: what it does, for the page `/pay`."""

    says: str
    brand: str = "visa"
    last4: str = "4242"
    decline: Decline | None = None
    authenticates: bool = False
    refund: Literal["succeeds", "waits", "fails"] = "succeeds"
    disputed: bool = False
    captures: bool = True


GENERIC = Decline("card_declined", "generic_decline", "Your card was declined.")


def _declined(decline_code: str, message: str, last4: str) -> Card:
    return Card(f"Is declined: {decline_code}", last4=last4, decline=Decline("card_declined", decline_code, message))


CARDS = {
    "pm_card_visa": Card("Pays"),
    "pm_card_mastercard": Card("Pays", "mastercard", "4444"),
    "pm_card_amex": Card("Pays", "amex", "8431"),
    "pm_card_visa_chargeDeclined": Card("Is declined", last4="0002", decline=GENERIC),
    "pm_card_visa_chargeDeclinedInsufficientFunds": _declined(
        "insufficient_funds", "Your card has insufficient funds.", "9995"
    ),
    "pm_card_visa_chargeDeclinedLostCard": _declined("lost_card", "Your card was declined.", "9987"),
    "pm_card_visa_chargeDeclinedStolenCard": _declined("stolen_card", "Your card was declined.", "9979"),
    "pm_card_chargeDeclinedExpiredCard": Card(
        "Is declined: expired_card", last4="0069", decline=Decline("expired_card", None, "Your card has expired.")
    ),
    "pm_card_chargeDeclinedIncorrectCvc": Card(
        "Is declined: incorrect_cvc",
        last4="0127",
        decline=Decline("incorrect_cvc", None, "Your card's security code is incorrect."),
    ),
    "pm_card_chargeDeclinedProcessingError": Card(
        "Is declined: processing_error",
        last4="0119",
        decline=Decline(
            "processing_error", None, "An error occurred while processing your card. Try again in a little bit."
        ),
    ),
    "pm_card_threeDSecure2Required": Card("Asks for 3-D Secure, then pays", last4="3220", authenticates=True),
    "pm_card_authenticationRequired": Card("Asks for 3-D Secure, then pays", last4="3184", authenticates=True),
    "pm_card_threeDSecureRequiredChargeDeclined": Card(
        "Asks for 3-D Secure, then is declined", last4="1629", authenticates=True, decline=GENERIC
    ),
    "pm_card_pendingRefund": Card("Pays; its refunds succeed a minute later", last4="7726", refund="waits"),
    "pm_card_refundFail": Card("Pays; its refunds fail a minute later", last4="5126", refund="fails"),
    "pm_card_createDispute": Card("Pays; the customer then disputes it", last4="0259", disputed=True),
    # Stripe has no test card for this one.
    "pm_card_captureFail": Card("Pays; its capture is refused", last4="0341", captures=False),
}
CURRENT = tuple(CARDS)
"""The names that Stripe's page has now."""

CARDS |= {
    # The names that earlier versions of Stripe's page had.
    "pm_card_chargeDeclined": CARDS["pm_card_visa_chargeDeclined"],
    "pm_card_chargeDeclinedInsufficientFunds": CARDS["pm_card_visa_chargeDeclinedInsufficientFunds"],
    "pm_card_threeDSecureRequired": CARDS["pm_card_threeDSecure2Required"],
}
