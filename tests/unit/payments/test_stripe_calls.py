"""Calls to Stripe: keys, versions, time limits, and what becomes of errors."""

import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import stripe

from bodega import deadline
from bodega.secret_values import Secret
from payments import stripe_calls
from payments.payment_provider import (
    Charge,
    Declined,
    Impossible,
    InProgress,
    NotNow,
    ProviderError,
    Rank,
    RefundReport,
    Started,
    Unavailable,
)
from payments.stripe_provider import OTHER_UNITS, StripeProvider
from tests.support.aws.scripted_server import answer, dripping, serving

CHARGE = Charge("ord_1", 1, 1299, "CAD", "ord_1-1")
CLIENT_SECRET = "pi_1_secret_GnQq"
INTENT = {
    "id": "pi_1",
    "object": "payment_intent",
    "status": "requires_payment_method",
    "amount": 1299,
    "currency": "cad",
    "client_secret": CLIENT_SECRET,
    "metadata": {"order": "ord_1", "attempt": "1"},
}
Make = Callable[[int], StripeProvider]


class Keys:
    """Secrets Manager's current key, and how fresh the callers wanted it."""

    def __init__(self) -> None:
        self.cached = self.current = Secret("sk_test_first0123456789", "v1")
        self.ages: list[float] = []

    def read(self, name: str, max_age: float) -> Secret:
        assert name == "payment-key"
        self.ages.append(max_age)
        if max_age < 300:
            self.cached = self.current
        return self.cached


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Keys:
    keys = Keys()
    monkeypatch.setattr(stripe_calls, "read_secret", keys.read)
    return keys


@pytest.fixture
def provider_at(keys: Keys) -> Iterator[Make]:
    made: list[stripe_calls.StripeCalls] = []

    def provider(port: int) -> StripeProvider:
        made.append(stripe_calls.StripeCalls(f"http://127.0.0.1:{port}"))
        return StripeProvider(made[-1])

    yield provider
    for calls in made:
        calls.close()


def refusal(status: str, kind: str, code: str | None = None, **members: Any) -> bytes:
    message = f"No such key: sk_test_first0123456789; {CLIENT_SECRET}"
    return answer({"error": {"type": kind, "code": code, "message": message, **members}}, status)


def header(request: bytes, name: str) -> str | None:
    lines = [line.partition(": ") for line in request.decode().split("\r\n\r\n")[0].split("\r\n")[1:]]
    return next((value for found, _, value in lines if found.lower() == name), None)


def test_a_payment_is_started_for_later_capture_with_our_key_and_a_pinned_version(provider_at: Make) -> None:
    with serving([answer(INTENT)]) as server:
        started = provider_at(server.port).start(CHARGE)

    assert started == Started("pi_1", CLIENT_SECRET, Rank.WAITING)
    ((_, request),) = server.requests
    assert request.startswith(b"POST /v1/payment_intents HTTP/1.1\r\n")
    assert sorted(request.rpartition(b"\r\n\r\n")[2].decode().split("&")) == [
        "allowed_payment_method_types[0]=card",
        "amount=1299",
        "capture_method=manual",
        "currency=cad",
        "metadata[attempt]=1",
        "metadata[order]=ord_1",
    ]
    assert header(request, "idempotency-key") == "ord_1-1"
    assert header(request, "authorization") == "Bearer sk_test_first0123456789"
    assert header(request, "stripe-version") == stripe_calls.API_VERSION
    assert header(request, "x-stripe-client-telemetry") is None


def test_the_pinned_version_is_the_one_that_the_package_was_made_for() -> None:
    assert stripe.api_version == stripe_calls.API_VERSION


def test_a_client_secret_is_in_no_representation() -> None:
    assert CLIENT_SECRET not in repr(Started("pi_1", CLIENT_SECRET, Rank.WAITING))


@pytest.mark.parametrize("currency", sorted(OTHER_UNITS))
def test_a_currency_that_stripe_counts_in_other_units_is_refused_without_a_call(
    currency: str, provider_at: Make
) -> None:
    with pytest.raises(Impossible, match="currency_not_supported"):
        provider_at(1).start(CHARGE._replace(currency=currency))


@pytest.mark.parametrize(
    ("reply", "kind", "code"),
    [
        (refusal("400 Bad Request", "invalid_request_error", "amount_too_small"), Impossible, "amount_too_small"),
        (refusal("400 Bad Request", "invalid_request_error"), Impossible, "invalid_request"),
        (refusal("404 Not Found", "invalid_request_error", "resource_missing"), NotNow, "resource_missing"),
        (refusal("400 Bad Request", "idempotency_error"), Impossible, "idempotency_error"),
        (refusal("402 Payment Required", "card_error", "card_declined"), Declined, "card_declined"),
        (refusal("401 Unauthorized", "invalid_request_error"), Unavailable, "AuthenticationError"),
        (refusal("403 Forbidden", "invalid_request_error"), Unavailable, "PermissionError"),
        (refusal("409 Conflict", "idempotency_error", "idempotency_key_in_use"), InProgress, "key_in_use"),
        (refusal("429 Too Many Requests", "invalid_request_error", "lock_timeout"), Unavailable, "RateLimitError"),
        (refusal("500 Internal Server Error", "api_error"), Unavailable, "APIError"),
        (answer({}, "503 Service Unavailable"), Unavailable, "APIError"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes", Unavailable, "APIError"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n{", Unavailable, "APIConnectionError"),
        (b"", Unavailable, "APIConnectionError"),
    ],
)
def test_an_error_is_one_of_the_port_after_one_request(
    reply: bytes, kind: type[ProviderError], code: str, provider_at: Make
) -> None:
    with serving([reply]) as server, pytest.raises(kind) as caught:
        provider_at(server.port).start(CHARGE)

    assert (type(caught.value), caught.value.code) == (kind, code)
    assert len(server.requests) == 1


def test_a_provider_that_is_down_is_unavailable(provider_at: Make) -> None:
    with serving() as server:
        port = server.port
    with pytest.raises(Unavailable, match="APIConnectionError"):
        provider_at(port).look("pi_1")


def test_a_rotated_key_is_read_again_when_the_old_one_is_refused(provider_at: Make, keys: Keys) -> None:
    refused = refusal("401 Unauthorized", "invalid_request_error")
    with serving([answer(INTENT), refused, answer(INTENT), answer(INTENT)]) as server:
        provider = provider_at(server.port)
        provider.start(CHARGE)
        keys.current = Secret("sk_test_second", "v2")
        provider.start(CHARGE)
        provider.start(CHARGE)

    used = [header(request, "authorization") for _, request in server.requests]
    assert [str(value).removeprefix("Bearer sk_test_") for value in used] == [
        "first0123456789",
        "first0123456789",
        "second",
        "second",
    ]
    assert keys.ages == [300.0, 300.0, 5.0, 300.0]


def test_no_error_and_no_log_line_shows_a_secret(
    provider_at: Make, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    told = refusal("400 Bad Request", "invalid_request_error", "payment_intent_unexpected_state", payment_intent=INTENT)
    with serving([answer(INTENT), told, answer(INTENT)]) as server:
        provider = provider_at(server.port)
        provider.start(CHARGE)
        with pytest.raises(Impossible) as caught:
            provider.capture("pi_1", 1299, "cmd_1")

    written = capfd.readouterr()
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
    for secret in (CLIENT_SECRET, "sk_test"):
        assert secret not in shown + written.out + written.err
    assert caught.value.__context__ is None


def test_a_call_ends_in_time_for_the_result_to_be_stored(provider_at: Make) -> None:
    with dripping(b"H", pause=60) as server, deadline.at_most(0.8):
        with pytest.raises(Unavailable):
            provider_at(server.port).look("pi_1")
        assert deadline.remaining() > 0.3


def test_no_call_is_made_without_time_for_it(provider_at: Make) -> None:
    with serving([answer(INTENT)]) as server, deadline.at_most(0.5), pytest.raises(Unavailable):
        provider_at(server.port).look("pi_1")

    assert server.requests == []


def test_connections_are_kept_but_not_after_a_long_pause(provider_at: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([answer(INTENT)] * 2, [answer(INTENT)]) as server:
        provider = provider_at(server.port)
        provider.look("pi_1")
        provider.look("pi_1")
        monkeypatch.setattr(stripe_calls, "_IDLE", 0.0)
        provider.look("pi_1")

    assert [connection for connection, _ in server.requests] == [0, 0, 1]


def test_settings_of_the_machine_do_not_replace_the_key(
    provider_at: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Requests prefers a password of .netrc to an Authorization header."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login someone password something\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with serving([answer(INTENT)]) as server:
        provider_at(server.port).look("pi_1")

    ((_, request),) = server.requests
    assert header(request, "authorization") == "Bearer sk_test_first0123456789"


def refused_then(intent: dict[str, Any]) -> list[bytes]:
    return [refusal("400 Bad Request", "invalid_request_error", "payment_intent_unexpected_state"), answer(intent)]


def test_a_capture_whose_key_was_forgotten_returns_what_it_did(provider_at: Make) -> None:
    captured = {
        **INTENT,
        "status": "succeeded",
        "amount_received": 1299,
        "metadata": {"order": "ord_1", "command": "cmd_1"},
    }
    with serving(refused_then(captured), refused_then(captured)) as server:
        report = provider_at(server.port).capture("pi_1", 1299, "cmd_1")
        with pytest.raises(Impossible) as caught:
            provider_at(server.port).capture("pi_1", 1299, "cmd_2")

    assert (report.rank, report.captured, report.commands) == (Rank.CAPTURED, 1299, ("cmd_1",))
    assert caught.value.report == report


def test_a_void_of_a_captured_payment_tells_so(provider_at: Make) -> None:
    with serving(refused_then({**INTENT, "status": "succeeded"})) as server, pytest.raises(Impossible) as caught:
        provider_at(server.port).void("pi_1", "cmd_1")

    assert caught.value.report is not None
    assert caught.value.report.rank is Rank.CAPTURED


def test_a_void_of_a_voided_payment_succeeds(provider_at: Make) -> None:
    with serving(refused_then({**INTENT, "status": "canceled"})) as server:
        assert provider_at(server.port).void("pi_1", "cmd_1").rank is Rank.VOIDED


def test_pages_are_read_until_the_last(provider_at: Make) -> None:
    foreign = {**INTENT, "id": "pi_2", "metadata": {}}
    pages = [
        answer({"object": "list", "url": "/v1/payment_intents", "has_more": more, "data": data})
        for data, more in (([INTENT, foreign], True), ([{**INTENT, "id": "pi_3"}], False))
    ]
    with serving(pages) as server:
        reports = list(provider_at(server.port).list_since(datetime(2026, 1, 1, tzinfo=UTC)))

    assert [report.id for report in reports] == ["pi_1", "pi_3"]
    first, second = (unquote(request.decode().split(" ")[1]) for _, request in server.requests)
    assert first == "/v1/payment_intents?created[gte]=1767225600&expand[0]=data.latest_charge&limit=100"
    assert second == f"{first}&starting_after=pi_2"


def test_refunds_of_all_payments_are_listed(provider_at: Make) -> None:
    by_hand = {"id": "re_1", "object": "refund", "payment_intent": "pi_1", "amount": 100, "currency": "cad"}
    page = answer(
        {"object": "list", "url": "/v1/refunds", "has_more": False, "data": [{**by_hand, "status": "succeeded"}]}
    )
    with serving([page]) as server:
        reports = list(provider_at(server.port).list_refunds_since(datetime(2026, 1, 1, tzinfo=UTC)))

    assert reports == [RefundReport("re_1", "pi_1", "", "", 100, "CAD", "succeeded")]
    ((_, request),) = server.requests
    assert unquote(request.decode().split(" ")[1]) == "/v1/refunds?created[gte]=1767225600&limit=100"
