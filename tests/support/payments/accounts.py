"""The shop's account at a payment provider, as the contract suite uses it: what customers do, and events."""

import base64
import http.client
import json
import os
import time
from typing import Any, Literal, Protocol
from urllib.parse import urlencode, urlsplit

import stripe

from local.payments.stand_in import ProviderKeys
from payments.payment_provider import PaymentProvider, Started

Card = Literal["good", "declined", "secured"]
"""What the bank does: it authorizes, it declines, or it asks for 3-D Secure first."""


def new_key() -> str:
    """Return a key that no other command has."""
    return f"cmd_{os.urandom(8).hex()}"


class Account(Protocol):
    """An account for tests. Another provider needs a class like this to run the contract suite."""

    provider: PaymentProvider
    smallest: int
    """The smallest amount that the provider accepts, in hundredths."""

    def pay(self, started: Started, card: Card) -> None:
        """Pay as the storefront's page does. A declined card is no error."""

    def event(self, kind: Literal["payment", "refund"], id: str) -> tuple[dict[str, str], bytes]:
        """Return headers and body of an event about a payment or refund, as the provider sends it now."""

    def webhook_keys(self) -> list[str]: ...


class StripeAccount:
    """An account at Stripe, at the stand-in for it, or in Stripe's sandbox."""

    smallest = 50
    _CARDS: dict[Card, str] = {
        "good": "pm_card_visa",
        "declined": "pm_card_visa_chargeDeclinedInsufficientFunds",
        "secured": "pm_card_authenticationRequired",
    }
    _PATHS = {"payment": "/v1/payment_intents", "refund": "/v1/refunds"}

    def __init__(self, provider: PaymentProvider, url: str, keys: ProviderKeys) -> None:
        self.provider = provider
        self._url = urlsplit(url)
        self._keys = keys

    def pay(self, started: Started, card: Card) -> None:
        form = {"payment_method": self._CARDS[card], "client_secret": started.secret}
        status, document = self._call("POST", f"/v1/payment_intents/{started.id}/confirm", form, self._keys.publishable)
        assert status == 200 or document["error"]["type"] == "card_error", document

    def event(self, kind: Literal["payment", "refund"], id: str) -> tuple[dict[str, str], bytes]:
        """Sign an event here, because Stripe's sandbox cannot send one to this machine."""
        status, document = self._call("GET", f"{self._PATHS[kind]}/{id}", None, self._keys.secret)
        assert status == 200, document
        event = {
            "id": "evt_contract",
            "object": "event",
            "type": "payment_intent.updated",
            "data": {"object": document},
        }
        body = json.dumps(event)
        header = stripe.WebhookSignature.generate_signature_header(body, self._keys.webhook, int(time.time()))
        return {"stripe-signature": header}, body.encode()

    def webhook_keys(self) -> list[str]:
        return [self._keys.webhook]

    def _call(self, method: str, path: str, form: dict[str, str] | None, key: str) -> tuple[int, Any]:
        kind = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
        connection = kind(self._url.netloc, timeout=60)
        headers = {
            "Authorization": f"Basic {base64.b64encode(f'{key}:'.encode()).decode()}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Stripe-Version": stripe.api_version,
        }
        try:
            connection.request(method, path, urlencode(form) if form else None, headers)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()
