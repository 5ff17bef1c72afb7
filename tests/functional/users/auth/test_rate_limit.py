"""The rate limit per client IP. Headers do not change the client IP."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from harness.shop.client import Answer, Shop
from harness.shop.people import OTHER_PASSWORD, PASSWORD, is_let_in, log_in, new_email, register, registration
from users.auth.store.request_counts import WINDOW_SECONDS

Items = Callable[[str], list[dict[str, Any]]]
Mails = Callable[[], list[dict[str, Any]]]
HERE, ELSEWHERE = "192.0.2.1", "2001:db8::7"


@pytest.fixture(autouse=True)
def limit(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("CLIENT_IP_LIMIT", "3")
    return 3


class Clock:
    """The functions' clock. It starts at the beginning of a quarter of an hour and stands still."""

    def __init__(self) -> None:
        self.now = (time.time() // WINDOW_SECONDS + 1) * WINDOW_SECONDS


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stopped = Clock()
    monkeypatch.setattr("users.auth.rate_limit.time.time", lambda: stopped.now)
    return stopped


def post(shop: Shop, path: str, body: dict[str, Any], **event: Any) -> Answer:
    return shop.post(path, body, role="nobody", **event)


LIMITED: dict[str, Callable[[Shop], Answer]] = {
    "wrong passwords for many accounts": lambda shop: log_in(shop, new_email(), OTHER_PASSWORD),
    "emails that are taken": lambda shop: post(shop, "/users/register", registration(email="taken@shop.example")),
    "new accounts": lambda shop: post(shop, "/users/register", registration()),
    "guests": lambda shop: shop.post("/users/guests", role="nobody"),
    "requests for reset mails": lambda shop: post(shop, "/users/password/forgot", {"email": new_email()}),
    "wrong reset tokens": lambda shop: post(
        shop, "/users/password/reset", {"token": "x" * 43, "newPassword": OTHER_PASSWORD}
    ),
    "wrong disown tokens": lambda shop: post(shop, "/users/email/disown", {"token": "x" * 43}),
    "wrong undo tokens": lambda shop: post(shop, "/users/email/undo", {"token": "x" * 43}),
}


@pytest.mark.parametrize("send", LIMITED.values(), ids=LIMITED)
def test_a_client_ip_that_reached_the_limit_gets_429(shop: Shop, limit: int, send: Callable[[Shop], Answer]) -> None:
    register(shop, email="taken@shop.example")
    for _ in range(limit):
        assert send(shop).status != 429

    refused = send(shop)

    assert (refused.status, refused.code) == (429, "too_many_requests")
    assert int(refused.headers["Retry-After"]) > WINDOW_SECONDS


def test_requests_for_reset_mails_keep_nobody_in_the_office_from_anything_else(shop: Shop, limit: int) -> None:
    """Everyone behind the address of an office shares a client IP."""
    person = register(shop)
    for _ in range(limit + 1):
        refused = post(shop, "/users/password/forgot", {"email": new_email()})
    assert refused.status == 429

    assert log_in(shop, person.email).status == 200
    assert post(shop, "/users/register", registration()).status == 201
    changed = person.call("PUT", "/users/me/password", {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD})
    assert changed.status == 200
    person.answer = changed
    assert person.call("DELETE", "/users/me", {"password": OTHER_PASSWORD}).status == 204


def test_wrong_passwords_of_an_office_keep_nobody_there_from_a_reset(shop: Shop, limit: int) -> None:
    person = register(shop)
    for _ in range(limit + 1):
        refused = log_in(shop, new_email(), OTHER_PASSWORD)
    assert refused.status == 429

    assert post(shop, "/users/password/forgot", {"email": person.email}).status == 202
    assert is_let_in(person.access_token)
    assert log_in(shop, person.email, source_ip=ELSEWHERE).status == 200


def test_wrong_passwords_of_a_signed_in_user_do_not_count_for_the_client_ip(shop: Shop, stored: Items) -> None:
    person = register(shop)

    for _ in range(4):
        person.call("PUT", "/users/me/password", {"currentPassword": OTHER_PASSWORD, "newPassword": PASSWORD})

    assert [item["sk"].partition("#")[0] for item in stored("LIMIT#")] == ["REGISTER"]


def test_attempts_over_the_rate_limit_are_not_counted_for_the_account(shop: Shop, stored: Items, limit: int) -> None:
    person = register(shop)
    for _ in range(limit + 5):
        log_in(shop, person.email, OTHER_PASSWORD)

    (mailbox,) = stored("MAILBOX#")
    assert len(mailbox["failed"]) == limit
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
    assert log_in(shop, new_email(), OTHER_PASSWORD, source_ip="2001:db8:0:a::1").status == 403


@pytest.mark.parametrize(
    ("source_ip", "same"),
    [
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("::ffff:c633:6407", "198.51.100.7"),
        ("2002:c633:6407:1::1", "198.51.100.7"),
        ("2002:c633:6407:2::1", "198.51.100.7"),
        ("2001:db8:0:9::1%eth0", "2001:db8:0:9::2"),
    ],
)
def test_another_spelling_of_an_address_is_the_same_client_ip(
    shop: Shop, limit: int, source_ip: str, same: str
) -> None:
    for _ in range(limit):
        log_in(shop, new_email(), OTHER_PASSWORD, source_ip=source_ip)

    assert log_in(shop, new_email(), OTHER_PASSWORD, source_ip=same).status == 429


def test_ipv4_addresses_written_as_ipv6_are_different_client_ips(shop: Shop, limit: int) -> None:
    for _ in range(limit + 1):
        log_in(shop, new_email(), OTHER_PASSWORD, source_ip="::ffff:198.51.100.7")

    assert log_in(shop, new_email(), OTHER_PASSWORD, source_ip="::ffff:198.51.100.8").status == 403


def test_the_boundary_of_two_windows_lets_no_second_batch_through(shop: Shop, limit: int, clock: Clock) -> None:
    clock.now += WINDOW_SECONDS - 7
    for _ in range(limit):
        assert log_in(shop, new_email(), OTHER_PASSWORD).status == 403

    clock.now += 14

    assert log_in(shop, new_email(), OTHER_PASSWORD).status == 429


@pytest.mark.parametrize("second", [0, 1, 450, 899])
def test_a_refused_client_is_let_in_after_exactly_the_seconds_that_retry_after_names(
    shop: Shop, limit: int, clock: Clock, second: int
) -> None:
    clock.now += second
    for _ in range(limit):
        log_in(shop, new_email(), OTHER_PASSWORD)
    seconds = int(log_in(shop, new_email(), OTHER_PASSWORD).headers["Retry-After"])

    clock.now += seconds - 1
    assert log_in(shop, new_email(), OTHER_PASSWORD).status == 429
    clock.now += 1
    assert log_in(shop, new_email(), OTHER_PASSWORD).status == 403


def test_nothing_counts_after_two_quarters_of_an_hour(shop: Shop, stored: Items, limit: int, clock: Clock) -> None:
    for _ in range(limit):
        log_in(shop, new_email(), OTHER_PASSWORD)
    (counter,) = stored("LIMIT#")
    assert (counter["pk"], counter["count"]) == (f"LIMIT#{HERE}", limit)
    assert counter["expiresAt"] == clock.now + 2 * WINDOW_SECONDS

    clock.now += 2 * WINDOW_SECONDS

    for _ in range(limit):
        assert log_in(shop, new_email(), OTHER_PASSWORD).status == 403
