"""A handle of the running stand-in for Stripe: paying like a customer's browser, controls, and the books."""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from harness.local_stack import Stack
from local.payments.parameters import PUBLISHABLE_KEY
from local.payments.stand_in import ProviderKeys

_SECRET, _WEBHOOK = "PaymentKey", "PaymentWebhookKey"  # the ends of the secrets' names in the template

Send = Callable[[bytes, dict[str, str]], int]
"""Sends the body and headers of a webhook to the shop, and returns the status of the response."""

_PATIENCE = 60.0


@dataclass(frozen=True)
class Answer:
    status: int
    document: Any


@dataclass(frozen=True)
class StandInHandle:
    """The stand-in at `url`, with the keys of the shop's account."""

    url: str
    keys: ProviderKeys

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables of a function that uses this stand-in."""
        return {
            "PAYMENT_PROVIDER": "stripe",
            "PAYMENT_ENDPOINT": self.url,
            "PAYMENT_PUBLISHABLE_KEY": self.keys.publishable,
        }

    @classmethod
    def of_stack(cls, stack: Stack) -> StandInHandle:
        """Return the handle of the stand-in in a running local stack. It delivers webhooks by itself."""
        secrets = json.loads((stack.data / "secrets.json").read_text(encoding="utf-8"))
        found = {name.rpartition("-")[2]: entry["value"] for name, entry in secrets.items()}
        keys = ProviderKeys(found[_SECRET], PUBLISHABLE_KEY, found[_WEBHOOK])
        return cls(f"{stack.root_url}/pay/stripe", keys)

    # ------------------------------------------------------------------ the customer's browser
    def pay(self, client_secret: str, card: str = "pm_card_visa") -> Answer:
        """Confirm a payment with a test card, as Stripe.js does."""
        payment = client_secret.partition("_secret_")[0]
        form = {"payment_method": card, "client_secret": client_secret}
        headers = {"Authorization": f"Bearer {self.keys.publishable}"}
        return self.call("POST", f"/v1/payment_intents/{payment}/confirm", form=form, headers=headers)

    def authenticate(self, payment: str, outcome: str = "complete") -> Answer:
        """End 3-D Secure: "complete" or "fail"."""
        return self.control("POST", f"payment_intents/{payment}/authentication", {"outcome": outcome})

    # ------------------------------------------------------------------ books and clock
    def books(self) -> Any:
        """Return `payment_intents`, `charges`, `refunds`, `disputes` and `events`, each oldest first."""
        return self.control("GET", "books").document

    def advance(self, seconds: float) -> None:
        """Move the stand-in's clock forward."""
        self._controlled("POST", "clock", {"advance": seconds})

    def forget_keys(self) -> None:
        self._controlled("POST", "keys/forget")

    def reset(self) -> None:
        """Empty the books, and end all faults."""
        self._controlled("POST", "reset")

    # ------------------------------------------------------------------ faults
    def fault(self, kind: str, operation: str = "*", **more: Any) -> None:
        """Let the next request fail; see local/payments/faults.py. Replaces the faults before."""
        self.faults([{"kind": kind, "operation": operation, **more}])

    def faults(self, faults: list[Mapping[str, Any]], seed: int | None = None) -> None:
        self._controlled("PUT", "faults", {"faults": faults, "seed": seed})

    def down(self) -> None:
        """Cut every connection from now on."""
        self._controlled("PUT", "down", {"down": True})

    def up(self) -> None:
        self._controlled("PUT", "down", {"down": False})

    # ------------------------------------------------------------------ webhooks
    def webhooks(self, **schedule: Any) -> None:
        """Deliver later events by this schedule; see local/payments/schedule.py."""
        self._controlled("PUT", "webhooks", schedule)

    def pending(self) -> list[tuple[int, bytes, dict[str, str]]]:
        """Return all deliveries that wait: number, body and headers."""
        return self._take(everything=True)

    def deliver(self, send: Send, *, everything: bool = False) -> list[int]:
        """Send the deliveries that are due to the shop, in their order, and return the statuses.

        `everything`: also those that are not due yet.
        """
        statuses = {number: send(body, headers) for number, body, headers in self._take(everything=everything)}
        self._controlled("POST", "webhooks/answers", {"statuses": {str(one): two for one, two in statuses.items()}})
        return list(statuses.values())

    def repeat(self, event: str) -> None:
        """Deliver an event once more."""
        self._controlled("POST", f"events/{event}/repeat")

    def _take(self, *, everything: bool) -> list[tuple[int, bytes, dict[str, str]]]:
        taken = self._controlled("POST", "webhooks/take", {"all": everything})["deliveries"]
        return [(one["number"], base64.b64decode(one["body"]), one["headers"]) for one in taken]

    # ------------------------------------------------------------------ HTTP
    def control(self, method: str, path: str, body: Any = None) -> Answer:
        return self.call(method, f"/stand-in/{path}", body=body)

    def _controlled(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.control(method, path, body)
        assert answer.status == 200, answer
        return answer.document

    def call(
        self, method: str, path: str, *, form: Any = None, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        url = urlsplit(self.url)
        connection = http.client.HTTPConnection(url.netloc, timeout=_PATIENCE)
        content = urlencode(form) if form is not None else None if body is None else json.dumps(body)
        kind = "application/x-www-form-urlencoded" if form is not None else "application/json"
        try:
            connection.request(method, url.path + path, content, {"Content-Type": kind, **(headers or {})})
            response = connection.getresponse()
            text = response.read().decode()
            is_json = response.headers.get_content_type() == "application/json"
            return Answer(response.status, json.loads(text) if is_json else text)
        finally:
            connection.close()
