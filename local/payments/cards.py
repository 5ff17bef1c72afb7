"""Stripe's test payment methods, and what each card does. https://docs.stripe.com/testing"""

from __future__ import annotations

from typing import Literal, NamedTuple


class Decline(NamedTuple):
    """The bank's refusal."""

    code: str
    decline_code: str | None
    message: str


class Card(NamedTuple):
    """A test card. `says`: what it does, for the form that takes cards. `leaves`: its bank has a page of its own."""

    says: str
    number: str = "4242424242424242"
    brand: str = "visa"
    decline: Decline | None = None
    authenticates: bool = False
    leaves: bool = False
    refund: Literal["succeeds", "waits", "fails"] = "succeeds"
    disputed: bool = False
    captures: bool = True

    @property
    def last4(self) -> str:
        return self.number[-4:]


GENERIC = Decline("card_declined", "generic_decline", "Your card was declined.")


def _declined(decline_code: str, message: str, number: str) -> Card:
    return Card(f"Is declined: {decline_code}", number, decline=Decline("card_declined", decline_code, message))


CARDS = {
    "pm_card_visa": Card("Pays"),
    "pm_card_mastercard": Card("Pays", "5555555555554444", "mastercard"),
    "pm_card_amex": Card("Pays", "371449635398431", "amex"),
    "pm_card_visa_chargeDeclined": Card("Is declined", number="4000000000000002", decline=GENERIC),
    "pm_card_visa_chargeDeclinedInsufficientFunds": _declined(
        "insufficient_funds", "Your card has insufficient funds.", "4000000000009995"
    ),
    "pm_card_visa_chargeDeclinedLostCard": _declined("lost_card", "Your card was declined.", "4000000000009987"),
    "pm_card_visa_chargeDeclinedStolenCard": _declined("stolen_card", "Your card was declined.", "4000000000009979"),
    "pm_card_chargeDeclinedExpiredCard": Card(
        "Is declined: expired_card",
        number="4000000000000069",
        decline=Decline("expired_card", None, "Your card has expired."),
    ),
    "pm_card_chargeDeclinedIncorrectCvc": Card(
        "Is declined: incorrect_cvc",
        number="4000000000000127",
        decline=Decline("incorrect_cvc", None, "Your card's security code is incorrect."),
    ),
    "pm_card_chargeDeclinedProcessingError": Card(
        "Is declined: processing_error",
        number="4000000000000119",
        decline=Decline(
            "processing_error", None, "An error occurred while processing your card. Try again in a little bit."
        ),
    ),
    "pm_card_threeDSecure2Required": Card(
        "Asks for 3-D Secure, then pays", number="4000000000003220", authenticates=True
    ),
    "pm_card_authenticationRequired": Card(
        "Asks for 3-D Secure on the bank's own page, then pays",
        number="4000002760003184",
        authenticates=True,
        leaves=True,
    ),
    "pm_card_threeDSecureRequiredChargeDeclined": Card(
        "Asks for 3-D Secure, then is declined", number="4000008400001629", authenticates=True, decline=GENERIC
    ),
    "pm_card_pendingRefund": Card(
        "Pays; its refunds succeed a minute later", number="4000000000007726", refund="waits"
    ),
    "pm_card_refundFail": Card("Pays; its refunds fail a minute later", number="4000000000005126", refund="fails"),
    "pm_card_createDispute": Card("Pays; the customer then disputes it", number="4000000000000259", disputed=True),
    # Stripe has no test card for this one.
    "pm_card_captureFail": Card("Pays; its capture is refused", number="4000000000000341", captures=False),
}
CURRENT = tuple(CARDS)
"""The names that Stripe's page has now."""

CARDS |= {
    # The names that earlier versions of Stripe's page had.
    "pm_card_chargeDeclined": CARDS["pm_card_visa_chargeDeclined"],
    "pm_card_chargeDeclinedInsufficientFunds": CARDS["pm_card_visa_chargeDeclinedInsufficientFunds"],
    "pm_card_threeDSecureRequired": CARDS["pm_card_threeDSecure2Required"],
}
