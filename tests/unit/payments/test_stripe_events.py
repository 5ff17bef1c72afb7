"""Stripe's objects as reports, and the signatures of its events."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from unittest.mock import Mock

import pytest
import stripe

from payments import stripe_provider
from payments.payment_provider import Dispute, InvalidSignature, Rank, RefundReport, Report
from payments.stripe_calls import StripeCalls
from payments.stripe_objects import report_of
from payments.stripe_provider import StripeProvider

PROVIDER = StripeProvider(StripeCalls(""))
KEY = "whsec_current"
INTENT: dict[str, Any] = {
    "id": "pi_1",
    "object": "payment_intent",
    "status": "requires_capture",
    "amount": 1299,
    "amount_received": 0,
    "currency": "cad",
    "metadata": {"order": "ord_1", "attempt": "2", "note": "not ours"},
    "latest_charge": "ch_1",
    "last_payment_error": None,
    "added_later": {"by": "Stripe"},
}
REFUND: dict[str, Any] = {
    "id": "re_1",
    "object": "refund",
    "status": "succeeded",
    "amount": 300,
    "currency": "cad",
    "payment_intent": "pi_1",
    "metadata": {"order": "ord_1", "command": "cmd_1"},
}
DISPUTE: dict[str, Any] = {
    "id": "du_1",
    "object": "dispute",
    "status": "needs_response",
    "reason": "fraudulent",
    "amount": 1299,
    "currency": "cad",
    "payment_intent": "pi_1",
    "charge": "ch_1",
}


def event(members: dict[str, Any], kind: str = "payment_intent.amount_capturable_updated") -> bytes:
    return json.dumps({"id": "evt_1", "object": "event", "type": kind, "data": {"object": members}}).encode()


def signed(body: bytes, key: str = KEY, at: float | None = None) -> dict[str, str]:
    moment = int(time.time() if at is None else at)
    return {"stripe-signature": stripe.WebhookSignature.generate_signature_header(body.decode(), key, moment)}


def read(body: bytes, headers: dict[str, str] | None = None, keys: tuple[str, ...] = (KEY,)) -> Any:
    return PROVIDER.read_event(signed(body) if headers is None else headers, body, keys)


def test_an_event_is_a_report_without_what_only_the_charge_tells() -> None:
    assert read(event(INTENT)) == Report("pi_1", Rank.AUTHORIZED, 1299, 0, "CAD", "ord_1", 2)


@pytest.mark.parametrize(
    ("status", "rank"),
    [
        ("requires_payment_method", Rank.WAITING),
        ("requires_confirmation", Rank.WAITING),
        ("requires_action", Rank.WAITING),
        ("processing", Rank.WAITING),
        ("requires_something_new", Rank.WAITING),
        ("requires_capture", Rank.AUTHORIZED),
        ("succeeded", Rank.CAPTURED),
        ("canceled", Rank.VOIDED),
    ],
)
def test_a_status_is_a_rank(status: str, rank: Rank) -> None:
    assert report_of({**INTENT, "status": status}).rank is rank


def test_an_expanded_charge_tells_when_the_authorization_lapses_and_what_was_refunded() -> None:
    card = {"capture_before": 1_800_000_000, "brand": "visa"}
    charge = {"id": "ch_1", "amount_refunded": 250, "payment_method_details": {"card": card}}

    captured = report_of({**INTENT, "status": "succeeded", "latest_charge": charge, "created": 1_799_000_000})
    voided = report_of({**INTENT, "status": "canceled", "latest_charge": charge})

    assert captured.capture_before == datetime.fromtimestamp(1_800_000_000, UTC)
    assert (captured.refunded, voided.refunded) == (250, 0)
    kept = {**charge, "amount_refunded": 0}
    assert report_of({**INTENT, "status": "succeeded", "latest_charge": kept}).refunded == 0
    assert captured.created == datetime.fromtimestamp(1_799_000_000, UTC)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ({"code": "card_declined", "decline_code": "insufficient_funds"}, "insufficient_funds"),
        ({"code": "expired_card"}, "expired_card"),
        (
            {"code": "payment_intent_authentication_failure", "decline_code": None},
            "payment_intent_authentication_failure",
        ),
        (None, None),
    ],
)
def test_a_declined_card_has_a_code(error: dict[str, Any] | None, code: str | None) -> None:
    assert report_of({**INTENT, "last_payment_error": error}).decline == code


@pytest.mark.parametrize("attempt", ["", "x", "-1", "²"])
def test_a_foreign_attempt_is_none(attempt: str) -> None:
    assert report_of({**INTENT, "metadata": {"order": "ord_1", "attempt": attempt}}).attempt == 0


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("pending", "pending"),
        ("requires_action", "pending"),
        (None, "pending"),
        ("succeeded", "succeeded"),
        ("failed", "failed"),
        ("canceled", "failed"),
    ],
)
def test_a_refund_has_one_of_three_statuses(status: str | None, expected: Any) -> None:
    report = read(event({**REFUND, "status": status}, "refund.updated"))

    assert report == RefundReport("re_1", "pi_1", "ord_1", "cmd_1", 300, "CAD", expected)


def test_a_dispute_names_its_payment() -> None:
    dispute = Dispute("du_1", "pi_1", 1299, "CAD", "fraudulent", "needs_response")

    assert read(event(DISPUTE, "charge.dispute.created")) == dispute
    assert read(event({**DISPUTE, "payment_intent": {"id": "pi_1"}})) == dispute


@pytest.mark.parametrize(
    "members",
    [
        {**INTENT, "metadata": {}},
        {**INTENT, "metadata": None},
        {**REFUND, "metadata": {"reason": "made in the dashboard"}},
        {**DISPUTE, "payment_intent": None},
        {"id": "ch_1", "object": "charge"},
        {"id": "cus_1"},
    ],
)
def test_events_about_other_things_say_nothing(members: dict[str, Any]) -> None:
    assert read(event(members)) is None


def test_an_event_signed_with_any_of_the_keys_is_read() -> None:
    body = event(INTENT)

    assert read(body, signed(body, "whsec_previous"), (KEY, "whsec_previous")) is not None


def test_an_event_with_several_signatures_is_read() -> None:
    """The provider signs with the old and the new key while one replaces the other."""
    body = event(INTENT)
    old, new = (signed(body, key)["stripe-signature"] for key in ("whsec_old", KEY))

    assert read(body, {"stripe-signature": f"{old},{new.partition(',')[2]}"}) is not None


def signature(text: str) -> Callable[[bytes], dict[str, str]]:
    return lambda _: {"stripe-signature": text.format(now=int(time.time()))}


@pytest.mark.parametrize(
    "headers",
    [
        lambda _: {},
        signature(""),
        signature("t=1"),
        signature("t={now}"),
        signature("t={now},v1=ä"),
        signature("t={now},v0=00"),
        signature(f"t={5000 * '9'},v1=00"),
        lambda body: signed(body, "whsec_wrong"),
        lambda body: signed(body, at=time.time() - 310),
        lambda body: signed(body.replace(b"1299", b"1298")),
    ],
)
def test_an_unsigned_old_or_changed_event_is_refused(headers: Callable[[bytes], dict[str, str]]) -> None:
    body = event(INTENT)
    with pytest.raises(InvalidSignature):
        read(body, headers(body))


def test_no_keys_accept_nothing() -> None:
    body = event(INTENT)
    for keys in ((), ("",), (" ",)):
        with pytest.raises(InvalidSignature):
            read(body, signed(body), keys)


def test_a_body_that_is_not_text_is_refused() -> None:
    with pytest.raises(InvalidSignature):
        read(b"\xff", {"stripe-signature": f"t={int(time.time())},v1=00"})


def test_an_event_of_up_to_five_minutes_ago_is_read() -> None:
    body = event(INTENT)

    assert read(body, signed(body, at=time.time() - 290)) is not None


@pytest.mark.parametrize(
    "members",
    [
        {"created": 2**60},
        {"created": 2**70},
        {"created": "soon"},
        {"amount": 12.99},
        {"amount": None},
        {"currency": None},
        {"metadata": [1]},
        {"metadata": {"order": "ord_1", "attempt": 1}},
        {"id": "pi_\ud800"},
        {"last_payment_error": {"code": "\ud800"}},
        {"latest_charge": {"payment_method_details": {"card": {"capture_before": 2**60}}}},
        {"latest_charge": {"payment_method_details": "card"}},
    ],
    ids=str,
)
def test_a_signed_event_that_cannot_be_read_says_nothing_and_is_logged(
    members: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error would make Stripe send it again for days."""
    logged = Mock()
    monkeypatch.setattr(stripe_provider.logger, "error", logged)

    assert read(event({**INTENT, **members})) is None

    assert logged.call_args.args == ("An event of Stripe cannot be read",)


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'"text"', b"{", b"[" * 100_000, b'{"data": {"object": 1}}'])
def test_a_signed_body_that_is_no_event_says_nothing(body: bytes) -> None:
    assert read(body) is None


def test_a_signed_event_of_any_depth_says_nothing_or_is_read() -> None:
    """The limit of other bodies does not apply. Each depth around the end of Python's stack."""
    for depth in [*range(850, 1050), 20_000]:
        nested = f'{{"type": "other", "data": {{"object": {"[" * depth}{"]" * depth}}}}}'
        assert read(nested.encode()) is None
