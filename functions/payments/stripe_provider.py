"""Stripe as the payment provider: payment intents that are captured manually (https://docs.stripe.com/api).

Only `provider_choice` imports this module, and only if the shop takes cards: the package makes a start slow.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

import stripe

from bodega.observability import logger
from payments.payment_provider import (
    Charge,
    Dispute,
    Impossible,
    InvalidSignature,
    Rank,
    RefundReport,
    Report,
    Started,
)
from payments.stripe_calls import Replayed, StripeCalls
from payments.stripe_objects import Members, event_of, rank_of, refund_report_of, report_of

T = TypeVar("T")
R = TypeVar("R")
Lister = Callable[[Any], stripe.ListObject[Any]]

# Stripe counts these in other units than ISO 4217 (https://docs.stripe.com/currencies#special-cases). A mistake would
# charge a hundred times too much or too little. The template refuses them too.
OTHER_UNITS: Final = frozenset({"ISK", "MGA", "UGX"})

_UNREADABLE: Final = (
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    OverflowError,
    OSError,  # of a moment that is too far away
    RecursionError,
)
"""Errors of an event with other members than Stripe documents."""

_TOLERANCE: Final = 300  # seconds
_PAGE: Final = 100
_MOST_KEYS: Final = 20  # for one call; a key has at most 255 characters
# The charge of an intent tells when the authorization lapses, and what was refunded.
_CHARGE: Final = "latest_charge"


def make_provider(endpoint: str) -> "StripeProvider":
    """Return the provider at `endpoint`, a URL without a path, or at Stripe's own if it is empty."""
    return StripeProvider(StripeCalls(endpoint))


class StripeProvider:
    """Each function takes one call; `capture`, `void` and `refund` look at the payment too if Stripe refuses them."""

    name = "stripe"
    captures = True

    def __init__(self, calls: StripeCalls) -> None:
        self._calls = calls

    def start(self, charge: Charge) -> Started:
        if charge.currency in OTHER_UNITS:
            raise Impossible("currency_not_supported")
        intent = self._keyed(
            charge.key,
            lambda client, key: client.v1.payment_intents.create(
                {
                    "amount": charge.amount,
                    "currency": charge.currency.lower(),
                    "capture_method": "manual",
                    "allowed_payment_method_types": ["card"],
                    "metadata": {"order": charge.order_id, "attempt": str(charge.attempt)},
                },
                {"idempotency_key": key},
            ),
        )
        return Started(intent.id, intent.client_secret or "", rank_of(intent.to_dict()))

    def look(self, id: str) -> Report:
        intent = self._calls.make(lambda client: client.v1.payment_intents.retrieve(id, {"expand": [_CHARGE]}))
        return report_of(intent.to_dict())

    def capture(self, id: str, amount: int, key: str) -> Report:
        try:
            intent = self._keyed(
                key,
                lambda client, unique: client.v1.payment_intents.capture(
                    id,
                    {"amount_to_capture": amount, "metadata": {"command": key}, "expand": [_CHARGE]},
                    {"idempotency_key": unique},
                ),
            )
        except Impossible as impossible:
            report = self._told(impossible, id)
            # The capture has happened, and Stripe has forgotten the key or its response.
            if report.rank is Rank.CAPTURED and key in report.commands:
                return report
            raise
        return report_of(intent.to_dict())

    def void(self, id: str, key: str) -> Report:
        try:
            intent = self._keyed(
                key,
                lambda client, unique: client.v1.payment_intents.cancel(
                    id, {"expand": [_CHARGE]}, {"idempotency_key": unique}
                ),
            )
        except Impossible as impossible:
            report = self._told(impossible, id)
            if report.rank is Rank.VOIDED:
                return report
            raise
        return report_of(intent.to_dict())

    def refund(self, id: str, amount: int, key: str, order_id: str) -> RefundReport:
        def create(client: stripe.StripeClient, unique: str) -> stripe.Refund:
            return client.v1.refunds.create(
                {"payment_intent": id, "amount": amount, "metadata": {"order": order_id, "command": key}},
                {"idempotency_key": unique},
            )

        try:
            refund = self._keyed(key, create, lambda: self.find_refund(id, key))
        except Impossible as impossible:
            self._told(impossible, id)
            raise
        return refund if isinstance(refund, RefundReport) else refund_report_of(refund.to_dict())

    def find_refund(self, id: str, key: str) -> RefundReport | None:
        refunds = self._pages(lambda client: client.v1.refunds.list, {"payment_intent": id})
        reports = map(refund_report_of, refunds)
        return next((report for report in reports if report.command == key), None)

    def read_event(
        self, headers: Mapping[str, str], body: bytes, secrets: Sequence[str]
    ) -> Report | RefundReport | Dispute | None:
        signature = headers.get("stripe-signature", "")
        if not any(_is_signed(body, signature, secret) for secret in secrets):
            raise InvalidSignature
        try:
            return event_of(json.loads(body))
        except _UNREADABLE as error:
            # An event is a hint: refresh and sweeper learn the same by asking.
            logger.error("An event of Stripe cannot be read", extra={"reason": type(error).__name__})
            return None

    def list_since(self, moment: datetime) -> Iterator[Report]:
        since = {"created": {"gte": int(moment.timestamp())}, "expand": [f"data.{_CHARGE}"]}
        intents = self._pages(lambda client: client.v1.payment_intents.list, since)
        return (report for report in map(report_of, intents) if report.order_id)

    def list_refunds_since(self, moment: datetime) -> Iterator[RefundReport]:
        since = {"created": {"gte": int(moment.timestamp())}}
        return map(refund_report_of, self._pages(lambda client: client.v1.refunds.list, since))

    def _keyed(
        self, key: str, call: Callable[[stripe.StripeClient, str], T], done: Callable[[], R | None] = lambda: None
    ) -> T | R:
        """Return what a call with the key returns. If Stripe stored an internal error for the key, use another key.

        Each attempt during an incident at Stripe can store an error, so there can be several keys. They are the same in
        each attempt. `done` returns the effect of a call that ended in such an error. Without it, Stripe refuses a
        second effect.
        """
        try:
            return self._calls.make(lambda client: call(client, key))
        except Replayed as replayed:
            failure = replayed
        found = done()
        if found is not None:
            return found
        for number in range(1, _MOST_KEYS):
            try:
                return self._calls.make(partial(_call_with, call, key + number * "-again"))
            except Replayed as replayed:
                failure = replayed
        raise failure

    def _told(self, impossible: Impossible, id: str) -> Report:
        """Return the payment's report, and add it to the error."""
        impossible.report = report = self.look(id)
        return report

    def _pages(self, lister: Callable[[stripe.StripeClient], Lister], wanted: Mapping[str, Any]) -> Iterator[Members]:
        """Yield the members of the listed objects, in one call per page."""
        place = {**wanted, "limit": _PAGE}
        while True:
            page = self._calls.make(partial(_list, lister, place))
            yield from page["data"]
            if not page["has_more"]:
                return
            place = {**place, "starting_after": page["data"][-1]["id"]}


def _call_with(call: Callable[[stripe.StripeClient, str], T], key: str, client: stripe.StripeClient) -> T:
    return call(client, key)


def _list(lister: Callable[[stripe.StripeClient], Lister], place: Any, client: stripe.StripeClient) -> Members:
    return lister(client)(place).to_dict()


def _is_signed(body: bytes, signature: str, secret: str) -> bool:
    # A body that is not UTF-8 raises ValueError, and a signature that is not ASCII TypeError.
    with suppress(stripe.SignatureVerificationError, ValueError, TypeError):
        stripe.WebhookSignature.verify_header(body, signature, secret, _TOLERANCE)
        return True
    return False
