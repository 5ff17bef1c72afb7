"""The lock-out: five failed attempts are evaluated and no more, with or without an account."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import bcrypt
import pytest

from bodega.errors import AccountFrozen, InvalidCredentials
from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Shop
from harness.shop.mails import token_in
from harness.shop.people import OTHER_PASSWORD, PASSWORD, is_let_in, log_in, refresh, register
from tests.functional.users.conftest import NoSecret
from users.auth.login import log_in as rules_log_in

Items = Callable[[str], list[dict[str, Any]]]
Mails = Callable[[], list[dict[str, Any]]]
UNKNOWN = "nobody@shop.example"


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """The results of all calls of bcrypt."""
    outcomes: list[bool] = []
    real = bcrypt.checkpw

    def counting(password: bytes, stored: bytes) -> bool:
        outcomes.append(real(password, stored))
        return outcomes[-1]

    monkeypatch.setattr(bcrypt, "checkpw", counting)
    return outcomes


def attempt(email: str, password: str) -> str:
    try:
        rules_log_in(email, password, "192.0.2.1")
    except (AccountFrozen, InvalidCredentials) as refused:
        return refused.code
    return "logged in"


def lock_out(shop: Shop, email: str) -> None:
    for _ in range(5):
        assert log_in(shop, email, OTHER_PASSWORD).code == "invalid_credentials"


@pytest.mark.parametrize("known", [True, False], ids=["known email", "unknown email"])
def test_exactly_five_of_thirty_parallel_failed_attempts_are_evaluated(
    shop: Shop, evaluated: list[bool], mails: Mails, known: bool
) -> None:
    email = register(shop).email if known else UNKNOWN

    with ThreadPoolExecutor(30) as pool:
        outcomes = Counter(pool.map(lambda number: attempt(email, f"{OTHER_PASSWORD} {number}"), range(30)))

    assert evaluated == [False] * 5
    assert outcomes == {"invalid_credentials": 5, "account_frozen": 25}
    assert [mail["template"] for mail in mails()] == (["welcome", "frozen"] if known else [])
    assert attempt(email, PASSWORD) == "account_frozen"
    assert len(evaluated) == 5


def test_a_locked_out_account_answers_right_and_wrong_passwords_in_the_same_way(
    shop: Shop, evaluated: list[bool]
) -> None:
    person = register(shop)
    lock_out(shop, person.email)
    evaluated.clear()

    right, wrong = log_in(shop, person.email, PASSWORD), log_in(shop, person.email, OTHER_PASSWORD)

    assert (right.status, right.code) == (403, "account_frozen")
    assert right == wrong
    assert evaluated == []


def test_an_email_without_an_account_is_locked_out_in_the_same_steps_and_calls(
    shop: Shop, recording: Recording
) -> None:
    def steps(email: str) -> list[Any]:
        seen = []
        for _ in range(7):
            recording.calls.clear()
            answer = log_in(shop, email, OTHER_PASSWORD)
            writes = [len(call.request.get("TransactItems", [])) for call in recording.calls]
            seen.append((answer.status, answer.json, recording.operations, writes))
        return seen

    known, unknown = steps(register(shop).email), steps(UNKNOWN)

    assert known == unknown
    assert [status for status, *_ in known] == [401] * 5 + [403] * 2


def test_the_right_password_at_the_fifth_attempt_resets_the_failed_attempts(shop: Shop, stored: Items) -> None:
    person = register(shop)
    for _ in range(4):
        log_in(shop, person.email, OTHER_PASSWORD)

    assert log_in(shop, person.email).status == 200
    assert stored("LOCKOUT#") == []


def test_a_lock_out_ends_no_session(shop: Shop) -> None:
    person = register(shop)
    lock_out(shop, person.email)

    assert is_let_in(person.access_token)
    assert refresh(shop, person.refresh_token).status == 200


def test_a_lock_out_mails_one_reset_token_that_unlocks_the_account(shop: Shop, mails: Mails) -> None:
    person = register(shop)
    lock_out(shop, person.email)
    (mail,) = [mail for mail in mails() if mail["template"] == "frozen"]
    assert mail["to"] == person.email
    assert mail["parameters"] == {}

    body = {"token": token_in(mail), "newPassword": OTHER_PASSWORD}
    assert shop.post("/users/password/reset", body, role="nobody").status == 204

    assert log_in(shop, person.email, OTHER_PASSWORD).status == 200
    assert not is_let_in(person.access_token)
    assert refresh(shop, person.refresh_token).status == 401


def test_a_second_lock_out_within_15_minutes_sends_no_mail(
    shop: Shop, mails: Mails, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = register(shop)
    for number, password in enumerate(("a first new umbrella", "a second new umbrella")):
        lock_out(shop, person.email)
        frozen = [mail for mail in mails() if mail["template"] == "frozen"]
        assert len(frozen) == 1
        if number == 0:
            body = {"token": token_in(frozen[0]), "newPassword": password}
            shop.post("/users/password/reset", body, role="nobody")

    monkeypatch.setattr("users.auth.mailed_tokens.QUIET_SECONDS", -1)
    shop.post("/users/password/forgot", {"email": person.email}, role="nobody")
    assert mails()[-1]["template"] == "reset"


def test_the_counter_of_failed_attempts_does_not_contain_the_email(shop: Shop, stored: Items) -> None:
    log_in(shop, UNKNOWN, OTHER_PASSWORD)

    assert len(stored("LOCKOUT#")) == 1
    assert UNKNOWN not in str(stored(""))


def test_a_stolen_access_token_does_not_avoid_the_lock_out(shop: Shop, evaluated: list[bool]) -> None:
    person = register(shop)
    body = {"currentPassword": OTHER_PASSWORD, "newPassword": "somebody else's umbrella"}

    codes = [person.call("PUT", "/users/me/password", body).code for _ in range(6)]

    assert codes == ["invalid_credentials"] * 5 + ["account_frozen"]
    assert evaluated == [False] * 5
    assert log_in(shop, person.email).code == "account_frozen"


@pytest.mark.parametrize("missing", ["no_pepper", "no_signing_key", "no_mail_token_key"])
def test_an_outage_of_the_secrets_locks_nobody_out(
    shop: Shop, stored: Items, request: pytest.FixtureRequest, missing: str
) -> None:
    outage: NoSecret = request.getfixturevalue(missing)
    person = register(shop)
    with outage():
        assert {log_in(shop, person.email).code for _ in range(6)} == {"storage_unavailable"}

    assert stored("LOCKOUT#") == []
    assert len([item for item in stored("USER#") if item["sk"].startswith("SESSION#")]) == 1
    assert log_in(shop, person.email).status == 200
