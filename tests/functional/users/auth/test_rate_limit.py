"""The rate limit per client IP. Headers do not change the client IP."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from harness.shop.client import Answer, Shop
from harness.shop.people import OTHER_PASSWORD, PASSWORD, log_in, new_email, register, registration
from users.auth.rate_limit import WINDOW_SECONDS

Items = Callable[[str], list[dict[str, Any]]]
Mails = Callable[[], list[dict[str, Any]]]
HERE, ELSEWHERE = "192.0.2.1", "2001:db8::7"


@pytest.fixture(autouse=True)
def limit(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("CLIENT_IP_FAILURE_LIMIT", "3")
    return 3


@pytest.fixture(autouse=True)
def in_one_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start each test at the beginning of a quarter of an hour, because failures are counted per quarter."""
    real = time.time
    since_it_began = real() % WINDOW_SECONDS
    monkeypatch.setattr("users.auth.rate_limit.time.time", lambda: real() - since_it_began)


def post(shop: Shop, path: str, body: dict[str, Any], **event: Any) -> Answer:
    return shop.post(path, body, role="nobody", **event)


FAILURES: dict[str, Callable[[Shop], Answer]] = {
    "wrong passwords for many accounts": lambda shop: log_in(shop, new_email(), OTHER_PASSWORD),
    "emails that are taken": lambda shop: post(shop, "/users/register", registration(email="taken@shop.example")),
    "new accounts": lambda shop: post(shop, "/users/register", registration()),
    "requests for reset mails": lambda shop: post(shop, "/users/password/forgot", {"email": new_email()}),
    "wrong reset tokens": lambda shop: post(
        shop, "/users/password/reset", {"token": "x" * 43, "newPassword": OTHER_PASSWORD}
    ),
    "wrong verify tokens": lambda shop: post(shop, "/users/email/verify", {"token": "x" * 43}),
}


@pytest.mark.parametrize("fail", FAILURES.values(), ids=FAILURES)
def test_a_client_ip_that_reached_the_limit_gets_429(shop: Shop, limit: int, fail: Callable[[Shop], Answer]) -> None:
    person = register(shop, email="taken@shop.example")
    for _ in range(limit):
        assert fail(shop).status != 429

    for attempt in (
        fail(shop),
        log_in(shop, person.email),
        post(shop, "/users/register", registration()),
        post(shop, "/users/password/forgot", {"email": person.email}),
        person.call("PUT", "/users/me/password", {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}),
    ):
        assert (attempt.status, attempt.code) == (429, "too_many_requests")
        left = WINDOW_SECONDS - time.time() % WINDOW_SECONDS
        assert left - 2 <= int(attempt.headers["Retry-After"]) <= left + 2

    assert log_in(shop, person.email, source_ip=ELSEWHERE).status == 200


def test_attempts_over_the_rate_limit_are_not_counted_for_the_account(shop: Shop, stored: Items, limit: int) -> None:
    person = register(shop)
    for _ in range(limit + 5):
        log_in(shop, person.email, OTHER_PASSWORD)

    (lockout,) = stored("LOCKOUT#")
    assert lockout["failures"] == limit
    assert log_in(shop, person.email, source_ip=ELSEWHERE).status == 200


def test_headers_do_not_change_the_client_ip(shop: Shop, limit: int) -> None:
    for number in range(limit):
        log_in(shop, new_email(), OTHER_PASSWORD, headers={"X-Forwarded-For": f"203.0.113.{number}"})

    answer = log_in(shop, new_email(), OTHER_PASSWORD, headers={"X-Forwarded-For": "203.0.113.99", "X-Real-IP": "::1"})

    assert answer.status == 429


def test_successful_log_ins_do_not_count_as_failures(shop: Shop, limit: int) -> None:
    person = register(shop)

    assert {log_in(shop, person.email).status for _ in range(limit + 1)} == {200}


def test_registrations_send_no_more_mails_than_the_rate_limit(shop: Shop, mails: Mails, limit: int) -> None:
    for _ in range(limit + 5):
        post(shop, "/users/register", registration())

    assert len(mails()) == limit


def test_a_weak_password_gets_the_same_answer_with_and_without_an_account(shop: Shop, limit: int) -> None:
    """A rejected password does not count as a failure, so it must not reveal whether the email has an account."""
    person = register(shop)

    weak = {"password": "password1234"}
    customers = [post(shop, "/users/register", registration(email=person.email, **weak)) for _ in range(limit + 1)]
    strangers = [post(shop, "/users/register", registration(**weak)) for _ in range(limit + 1)]

    assert {(answer.status, answer.code) for answer in customers + strangers} == {(422, "validation_failed")}


def test_an_ipv6_network_counts_as_one_client_ip(shop: Shop, limit: int) -> None:
    for number in range(limit):
        log_in(shop, new_email(), OTHER_PASSWORD, source_ip=f"2001:db8:0:9::{number}")

    assert log_in(shop, new_email(), OTHER_PASSWORD, source_ip="2001:db8:0:9:8000::1").status == 429
    assert log_in(shop, new_email(), OTHER_PASSWORD, source_ip="2001:db8:0:a::1").status == 401


def test_the_count_starts_again_after_a_quarter_of_an_hour(
    shop: Shop, stored: Items, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(limit):
        log_in(shop, new_email(), OTHER_PASSWORD)
    (window,) = stored("IP#")
    assert (window["pk"], window["failures"]) == (f"IP#{HERE}", limit)
    assert time.time() < window["expiresAt"] <= time.time() + WINDOW_SECONDS

    later = time.time() + WINDOW_SECONDS
    monkeypatch.setattr("users.auth.rate_limit.time.time", lambda: later)

    assert log_in(shop, new_email(), OTHER_PASSWORD).status == 401
