"""The lock-out: five failed attempts are evaluated and no more, with or without an account."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import bcrypt
import pytest

from bodega.errors import ShopError
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Answer, Shop
from harness.shop.mails import token_in
from harness.shop.people import OTHER_PASSWORD, PASSWORD, Person, caller_of, is_let_in, log_in, refresh, register
from tests.functional.users.conftest import Later, NoSecret
from users.auth.lockout import confirm_password
from users.auth.login import log_in as rules_log_in
from users.auth.mailed_tokens import digest_of
from users.storage.accounts import table, token_key

Items = Callable[[str], list[dict[str, Any]]]
Mails = Callable[[], list[dict[str, Any]]]
UNKNOWN = "nobody@shop.example"
DAY = 24 * 60 * 60


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
        rules_log_in(email, password, "192.0.2.1", None)
    except ShopError as refused:
        return refused.code
    return "logged in"


def lock_out(shop: Shop, email: str, password: str = OTHER_PASSWORD) -> None:
    for _ in range(5):
        assert log_in(shop, email, password).code == "invalid_credentials"


def mailbox(stored: Items) -> dict[str, Any]:
    """Return what the shop remembers of the only mailbox."""
    (found,) = stored("MAILBOX#")
    return found


def reset(shop: Shop, mail: dict[str, Any], password: str = OTHER_PASSWORD) -> Answer:
    body = {"token": token_in(mail), "newPassword": password}
    return shop.post("/users/password/reset", body, role="nobody")


@pytest.mark.parametrize("known", [True, False], ids=["known email", "unknown email"])
def test_exactly_five_of_thirty_parallel_failed_attempts_are_evaluated(
    shop: Shop, evaluated: list[bool], mails: Mails, known: bool
) -> None:
    email = register(shop).email if known else UNKNOWN

    with ThreadPoolExecutor(30) as pool:
        outcomes = Counter(pool.map(lambda number: attempt(email, f"{OTHER_PASSWORD} {number}"), range(30)))

    assert evaluated == [False] * 5
    # 429 while five attempts are being checked, 403 afterwards.
    assert outcomes["invalid_credentials"] == 5
    assert outcomes["account_frozen"] + outcomes["too_many_requests"] == 25
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
    assert [document["code"] for _, document, *_ in known] == ["invalid_credentials"] * 5 + ["account_frozen"] * 2


def test_a_stranger_does_not_see_from_the_lock_out_that_the_owner_logged_in(shop: Shop) -> None:
    """A log-in that reset the count would tell who is a customer."""
    person = register(shop)

    def guesses(email: str, number: int) -> list[int]:
        return [log_in(shop, email, OTHER_PASSWORD).status for _ in range(number)]

    assert guesses(person.email, 4) == guesses(UNKNOWN, 4)
    assert log_in(shop, person.email).status == 200
    log_in(shop, UNKNOWN)

    assert guesses(person.email, 2)[-1] == guesses(UNKNOWN, 1)[-1] == 403


def test_the_right_password_at_the_fifth_attempt_logs_in(shop: Shop, stored: Items) -> None:
    person = register(shop)
    for _ in range(4):
        log_in(shop, person.email, OTHER_PASSWORD)

    assert log_in(shop, person.email).status == 200
    assert len(mailbox(stored)["attempts"]) == 4


def test_failed_attempts_count_for_a_day_and_then_the_customer_can_log_in_again(
    shop: Shop, stored: Items, mails: Mails, later: Later
) -> None:
    person = register(shop)
    lock_out(shop, person.email)
    assert mailbox(stored)["expiresAt"] == pytest.approx(time.time() + DAY, abs=1)

    later(DAY - 10)
    assert log_in(shop, person.email).code == "account_frozen"
    later(DAY + 10)
    assert log_in(shop, person.email).status == 200

    lock_out(shop, person.email)
    assert [mail["template"] for mail in mails()].count("frozen") == 2


def test_four_old_failed_attempts_and_a_new_one_lock_nobody_out(shop: Shop, mails: Mails, later: Later) -> None:
    person = register(shop)
    for _ in range(4):
        log_in(shop, person.email, OTHER_PASSWORD)

    later(DAY + 10)
    for _ in range(4):
        assert log_in(shop, person.email, OTHER_PASSWORD).code == "invalid_credentials"

    assert log_in(shop, person.email).status == 200
    assert [mail["template"] for mail in mails()] == ["welcome"]


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

    assert reset(shop, mail).status == 200

    assert log_in(shop, person.email, OTHER_PASSWORD).status == 200
    assert not is_let_in(person.access_token)
    assert refresh(shop, person.refresh_token).status == 403


def test_an_owner_who_is_frozen_again_and_again_always_gets_a_link_and_a_session(shop: Shop, mails: Mails) -> None:
    person = register(shop)
    for number in range(4):
        lock_out(shop, person.email, f"{OTHER_PASSWORD} of a stranger")
        frozen = [mail for mail in mails() if mail["template"] == "frozen"]
        assert len(frozen) == number + 1

        answer = reset(shop, frozen[-1], f"umbrella in the rain {number}")

        assert is_let_in(answer.json["accessToken"]), "the owner needs no log-in, which a stranger can block"


def test_a_frozen_owner_who_asks_for_a_link_has_one_that_works(shop: Shop, mails: Mails, later: Later) -> None:
    """Whatever a stranger asks for in the hours before."""
    person = register(shop)
    lock_out(shop, person.email)
    for minute in range(0, 5 * 60, 7):
        later(minute * 60)
        shop.post("/users/password/forgot", {"email": person.email}, role="nobody")
        latest = [mail for mail in mails() if mail["template"] in {"frozen", "reset"}][-1]
        token = table.get(token_key(digest_of(token_in(latest))), consistent=True)
        assert token is not None
        assert token["expiresAt"] > time.time() + 10 * 60

    assert reset(shop, latest).status == 200


def test_strangers_cannot_keep_a_signed_in_owner_from_password_and_erasure(shop: Shop) -> None:
    person = register(shop)
    lock_out(shop, person.email)

    changed = person.call("PUT", "/users/me/password", {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD})
    assert changed.status == 200
    person.answer = changed
    assert person.call("DELETE", "/users/me", {"password": OTHER_PASSWORD}).status == 204


def test_the_counter_of_failed_attempts_does_not_contain_the_email(shop: Shop, stored: Items) -> None:
    log_in(shop, UNKNOWN, OTHER_PASSWORD)

    assert mailbox(stored)["failed"]
    assert UNKNOWN not in str(stored(""))


@pytest.mark.parametrize(
    ("method", "url", "body"),
    [
        ("PUT", "/users/me/password", {"currentPassword": OTHER_PASSWORD, "newPassword": "somebody else's umbrella"}),
        ("DELETE", "/users/me", {"password": OTHER_PASSWORD}),
    ],
    ids=["change of the password", "erasure"],
)
def test_a_stolen_access_token_is_good_for_five_guesses_and_its_owner_can_log_in(
    shop: Shop, evaluated: list[bool], method: str, url: str, body: dict[str, str]
) -> None:
    person = register(shop)
    other = Person(shop, person.email, log_in(shop, person.email))
    evaluated.clear()

    codes = [person.call(method, url, body).code for _ in range(5)]

    assert codes == ["invalid_credentials"] * 5
    assert evaluated == [False] * 5
    assert not is_let_in(person.access_token)
    assert refresh(shop, person.refresh_token).status == 403
    assert is_let_in(other.access_token)
    assert log_in(shop, person.email).status == 200


def test_a_session_that_could_not_be_ended_after_five_guesses_ends_at_the_next_one(
    shop: Shop, recording: Recording, impatient: None
) -> None:
    person = register(shop)
    body = {"currentPassword": OTHER_PASSWORD, "newPassword": "somebody else's umbrella"}
    context = caller_of(person.access_token)
    for _ in range(4):
        assert shop.put("/users/me/password", body, caller=context).code == "invalid_credentials"
    recording.faults.append(Fault("refused", "TransactWriteItems", times=10**9))
    assert shop.put("/users/me/password", body, caller=context).status == 503
    recording.faults.clear()

    assert shop.put("/users/me/password", body, caller=context).code == "session_ended"

    assert not is_let_in(person.access_token)


def test_five_of_thirty_parallel_guesses_with_a_stolen_token_are_evaluated(shop: Shop, evaluated: list[bool]) -> None:
    person = register(shop)
    session_id = caller_of(person.access_token)["sessionId"]

    def guess(number: int) -> str:
        try:
            confirm_password(person.id, session_id, f"{OTHER_PASSWORD} {number}")
        except ShopError as refused:
            return refused.code
        return "let in"

    with ThreadPoolExecutor(30) as pool:
        outcomes = Counter(pool.map(guess, range(30)))

    assert evaluated == [False] * 5
    assert outcomes["invalid_credentials"] == 5
    assert outcomes["too_many_requests"] + outcomes["session_ended"] == 25
    assert not is_let_in(person.access_token)


def test_typing_errors_of_yesterday_end_no_session(shop: Shop, later: Later) -> None:
    person = register(shop)
    body = {"currentPassword": OTHER_PASSWORD, "newPassword": "somebody else's umbrella"}
    context = caller_of(person.access_token)
    for _ in range(4):
        shop.put("/users/me/password", body, caller=context)

    later(DAY + 10)
    for _ in range(4):
        assert shop.put("/users/me/password", body, caller=context).code == "invalid_credentials"

    right = {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}
    assert shop.put("/users/me/password", right, caller=context).status == 200


@pytest.mark.parametrize("missing", ["no_pepper", "no_signing_key", "no_mail_token_key"])
def test_an_outage_of_the_secrets_locks_nobody_out(
    shop: Shop, stored: Items, request: pytest.FixtureRequest, missing: str
) -> None:
    outage: NoSecret = request.getfixturevalue(missing)
    person = register(shop)
    with outage():
        assert {log_in(shop, person.email).code for _ in range(6)} == {"storage_unavailable"}

    assert "attempts" not in mailbox(stored)
    assert len([item for item in stored("USER#") if item["sk"].startswith("SESSION#")]) == 1
    assert log_in(shop, person.email).status == 200
