"""Password reset by mailed token."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bodega.dynamodb import Update
from bodega.errors import OneTimeTokenInvalid
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Answer, Shop
from harness.shop.mails import token_in
from harness.shop.people import OTHER_PASSWORD, PASSWORD, is_let_in, log_in, refresh, register
from users.auth.mail_limits import RESET_PAUSES
from users.auth.mailed_tokens import digest_of
from users.auth.password_reset import forgot_password, reset_password
from users.storage.accounts import table, token_key

Items = Callable[[str], list[dict[str, Any]]]
Mails = Callable[[], list[dict[str, Any]]]


def forgot(shop: Shop, email: str) -> Answer:
    return shop.post("/users/password/forgot", {"email": email}, role="nobody")


def reset(shop: Shop, token: str, password: str = OTHER_PASSWORD) -> Answer:
    return shop.post("/users/password/reset", {"token": token, "newPassword": password}, role="nobody")


def mailed_token(mails: Mails) -> str:
    return token_in(mails()[-1])


def test_response_and_calls_are_the_same_with_and_without_an_account(
    shop: Shop, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    def request(email: str) -> tuple[Any, ...]:
        recording.calls.clear()
        answer = forgot(shop, email)
        return answer, recording.operations, len(recording.calls[-1].request["TransactItems"])

    person = register(shop)
    known, unknown = request(person.email), request("nobody@shop.example")

    assert known == unknown
    assert request(person.email) == request("nobody@shop.example"), "just after a mail"
    later = time.time() + RESET_PAUSES[0]
    monkeypatch.setattr(time, "time", lambda: later)
    assert request(person.email) == request("nobody@shop.example") == unknown, "with a token to replace"
    assert known[0] == Answer(202, known[0].headers, None)
    assert known[1:] == (["BatchGetItem", "TransactWriteItems"], 6)


@pytest.mark.parametrize("spelling", [str.upper, lambda email: f" {email}"])
def test_the_mail_goes_to_the_address_of_the_account_and_not_to_the_one_typed(
    shop: Shop, mails: Mails, spelling: Callable[[str], str]
) -> None:
    person = register(shop)

    forgot(shop, spelling(person.email))

    (mail,) = mails()[1:]
    assert (mail["template"], mail["to"]) == ("reset", person.email)


@pytest.mark.usefixtures("later")
def test_the_token_is_mailed_and_only_its_hash_is_stored(shop: Shop, mails: Mails, stored: Items) -> None:
    register(shop)
    forgot(shop, register(shop).email)

    token = mailed_token(mails)
    assert len(token) == 43  # 256 bits
    assert token not in str(stored(""))
    (item,) = [item for item in stored("TOKEN#") if item["purpose"] == "reset"]
    assert item["expiresAt"] == pytest.approx(time.time() + 3600, abs=1)


def test_of_twenty_concurrent_requests_one_sends_a_mail(shop: Shop, mails: Mails) -> None:
    email = register(shop).email

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda _: forgot_password(email, "192.0.2.1"), range(20)))

    assert [mail["template"] for mail in mails()] == ["welcome", "reset"]


def test_further_mails_come_after_1_5_15_and_45_minutes_and_replace_the_link(
    shop: Shop, mails: Mails, stored: Items, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = register(shop)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    forgot(shop, person.email)
    first = mailed_token(mails)
    for number, minutes in enumerate((1, 5, 15, 45, 45)):
        now += minutes * 60 - 1
        forgot(shop, person.email)
        assert len(mails()) == number + 2, "too early"
        now += 1
        forgot(shop, person.email)
        assert len(mails()) == number + 3

    latest = mailed_token(mails)
    assert latest != first
    assert reset(shop, first).code == "invalid_token"
    assert f"TOKEN#{digest_of(first)}" not in {item["pk"] for item in stored("TOKEN#")}
    assert reset(shop, latest).status == 200


def test_requests_from_before_the_registration_delay_no_link_to_the_new_account(shop: Shop, mails: Mails) -> None:
    """Otherwise a stranger could leave a new customer without a link for up to 45 minutes."""
    for _ in range(3):
        forgot(shop, "ada@shop.example")
    register(shop, email="ada@shop.example")

    forgot(shop, "ada@shop.example")

    assert [mail["template"] for mail in mails()] == ["welcome", "reset"]


def test_a_used_link_delays_no_other_link(shop: Shop, mails: Mails) -> None:
    person = register(shop)
    for number in range(3):
        forgot(shop, person.email)
        assert mails()[-1]["template"] == "reset"
        assert reset(shop, mailed_token(mails), f"umbrella in the rain {number}").status == 200


def test_a_reset_sets_the_password_ends_every_session_and_opens_a_new_one(
    shop: Shop, mails: Mails, recording: Recording
) -> None:
    person = register(shop)
    assert person.call("POST", "/users/me/email/verify", {"token": token_in(mails()[0])}).status == 204
    user = log_in(shop, person.email).json["user"]
    forgot(shop, person.email)
    recording.calls.clear()

    answer = reset(shop, mailed_token(mails))

    assert (answer.status, answer.json["user"]) == (200, user)
    # The last two delete the session that has ended.
    assert recording.operations == ["BatchGetItem", "GetItem", "TransactWriteItems", "Query", "TransactWriteItems"]
    assert is_let_in(answer.json["accessToken"])
    assert not is_let_in(person.access_token)
    assert refresh(shop, person.refresh_token).status == 403
    assert log_in(shop, person.email, PASSWORD).code == "invalid_credentials"
    assert log_in(shop, person.email, OTHER_PASSWORD).status == 200
    assert (mails()[-1]["template"], mails()[-1]["to"]) == ("password-changed", person.email)


def test_a_token_works_once_also_with_twenty_concurrent_requests(shop: Shop, mails: Mails) -> None:
    person = register(shop)
    forgot(shop, person.email)
    token = mailed_token(mails)

    def attempt(number: int) -> int | None:
        try:
            reset_password(token, f"{OTHER_PASSWORD} {number}", "192.0.2.1", None)
        except OneTimeTokenInvalid:
            return None
        return number

    with ThreadPoolExecutor(20) as pool:
        winners = [number for number in pool.map(attempt, range(20)) if number is not None]

    assert len(winners) == 1
    assert reset(shop, token).code == "invalid_token"
    assert log_in(shop, person.email, f"{OTHER_PASSWORD} {winners[0]}").status == 200
    assert [mail["template"] for mail in mails()].count("password-changed") == 1


def test_a_reset_of_an_account_that_an_admin_froze_opens_no_session(shop: Shop, mails: Mails) -> None:
    person = register(shop)
    assert shop.put(f"/users/{person.id}/status", {"status": "frozen"}).status == 200
    forgot(shop, person.email)

    answer = reset(shop, mailed_token(mails))

    assert (answer.status, answer.body) == (204, None)
    assert log_in(shop, person.email, OTHER_PASSWORD).code == "account_frozen"
    assert shop.put(f"/users/{person.id}/status", {"status": "active"}).status == 200
    assert log_in(shop, person.email, OTHER_PASSWORD).status == 200


def test_a_token_expires_after_an_hour_even_if_its_item_still_exists(shop: Shop, mails: Mails) -> None:
    person = register(shop)
    forgot(shop, person.email)
    token = mailed_token(mails)
    table.update(Update(token_key(digest_of(token)), "attribute_exists(#pk)", set={"expiresAt": int(time.time())}))

    answer = reset(shop, token)

    assert (answer.status, answer.code) == (400, "invalid_token")
    assert log_in(shop, person.email).status == 200


def test_a_token_for_another_purpose_resets_nothing(shop: Shop, mails: Mails) -> None:
    person = register(shop)

    assert reset(shop, token_in(mails()[0])).code == "invalid_token"
    assert log_in(shop, person.email).status == 200


def test_a_weak_new_password_is_rejected_and_the_token_stays_valid(shop: Shop, mails: Mails) -> None:
    person = register(shop, firstName="Augusta")
    forgot(shop, person.email)
    token = mailed_token(mails)

    for weak in ("short", "qwertyuiopasdf", "augusta 77 qq", f"x {person.email} 7"):
        answer = reset(shop, token, weak)
        assert (answer.code, answer.pointers) == ("validation_failed", ["/newPassword"])

    assert reset(shop, token).status == 200


def test_a_reset_succeeds_when_the_response_of_the_database_is_lost(
    shop: Shop, mails: Mails, recording: Recording
) -> None:
    person = register(shop)
    forgot(shop, person.email)
    recording.faults.append(Fault("lost", "TransactWriteItems"))

    assert reset(shop, mailed_token(mails)).status == 200
    assert log_in(shop, person.email, OTHER_PASSWORD).status == 200
