"""Registration: the new account, rejected requests, and one account per email."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bodega.errors import EmailTaken
from bodega.passwords import check_password
from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Shop
from harness.shop.mails import token_in
from harness.shop.people import OTHER_PASSWORD, PASSWORD, is_let_in, log_in, new_email, refresh, register, registration
from tests.functional.users.conftest import NoSecret
from users.auth.registration import register as register_person
from users.auth.schemas import Registration

Items = Callable[[str], list[dict[str, Any]]]
Mails = Callable[[], list[dict[str, Any]]]


def test_a_new_customer_gets_an_account_and_is_signed_in(shop: Shop) -> None:
    body = registration(phone="+15145550123")
    answer = shop.post("/users/register", body, role="nobody")

    assert answer.status == 201
    assert answer.headers["Cache-Control"] == "no-store"
    user = answer.json["user"]
    assert user["id"].startswith("usr_")
    assert user["createdAt"] == user["updatedAt"]
    assert user == {
        **{name: body[name] for name in ("email", "firstName", "lastName", "phone")},
        **{name: user[name] for name in ("id", "createdAt", "updatedAt")},
        "emailVerified": False,
        "role": "customer",
        "status": "active",
        "version": 1,
    }
    assert set(answer.json) == {"user", "accessToken", "refreshToken", "expiresIn"}
    assert answer.json["expiresIn"] == 900
    assert is_let_in(answer.json["accessToken"])
    assert refresh(shop, answer.json["refreshToken"]).status == 200
    assert log_in(shop, body["email"]).json["user"] == user


def test_registering_costs_one_read_and_one_transaction(shop: Shop, recording: Recording) -> None:
    register(shop)

    assert recording.operations == ["BatchGetItem", "TransactWriteItems"]


def test_the_table_contains_neither_password_nor_tokens(shop: Shop, stored: Items) -> None:
    person = register(shop)
    items = [item for item in stored("") if not item["pk"].startswith("OUTBOX#")]

    assert len(items) == 6  # profile, credentials, session, verify token, mailbox, rate limit
    for secret in (PASSWORD, person.access_token, person.refresh_token):
        assert secret not in str(items)
    (credentials,) = stored("EMAIL#")
    assert check_password(PASSWORD, credentials["passwordHash"])


def test_the_verify_token_is_in_no_item_and_in_no_response(shop: Shop, stored: Items, mails: Mails) -> None:
    person = register(shop)

    (mail,) = mails()
    assert (mail["template"], mail["to"]) == ("welcome", person.email)
    assert "parameters" not in mail
    assert token_in(mail) not in str(stored(""))
    assert token_in(mail) not in str(person.answer)


@pytest.mark.parametrize("spelling", [str.upper, str.title, lambda email: f" {email} ", lambda email: f"ａ{email[1:]}"])
def test_a_taken_email_is_rejected_in_every_spelling(shop: Shop, spelling: Callable[[str], str]) -> None:
    register(shop, email="ada@shop.example")

    answer = shop.post("/users/register", registration(email=spelling("ada@shop.example")), role="nobody")

    assert (answer.status, answer.code) == (409, "email_taken")


def test_the_owner_of_the_email_gets_a_mail_in_15_minutes_and_three_a_day(
    shop: Shop, mails: Mails, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = register(shop, firstName="Grace")
    attempt = registration(email=person.email.upper(), firstName="Eve")
    now = time.time()

    for number in range(5):
        later = now + number * 15 * 60
        monkeypatch.setattr(time, "time", lambda later=later: later)
        assert [shop.post("/users/register", attempt, role="nobody").status for _ in range(2)] == [409] * 2
        told = [mail for mail in mails() if mail["template"] == "email-taken"]
        assert [mail["to"] for mail in told] == [person.email] * min(number + 1, 3)

    monkeypatch.setattr(time, "time", lambda: now + 25 * 60 * 60)
    shop.post("/users/register", attempt, role="nobody")
    assert [mail["template"] for mail in mails()] == ["welcome"] + ["email-taken"] * 4


def test_a_stranger_who_registers_and_erases_my_email_again_and_again_sends_me_three_mails(
    shop: Shop, mails: Mails
) -> None:
    mine = new_email()
    sent = set[str]()
    for _ in range(6):
        person = register(shop, email=mine)
        sent |= {mail["pk"] for mail in mails() if mail["template"] == "welcome"}
        assert person.call("DELETE", "/users/me", {"password": PASSWORD}).status == 204

    assert len(sent) == 3
    assert register(shop, email=mine).user["email"] == mine, "the owner cannot register"


def test_a_stranger_who_changes_the_password_again_and_again_sends_me_five_mails(shop: Shop, mails: Mails) -> None:
    person = register(shop)
    passwords = [PASSWORD, OTHER_PASSWORD]
    for number in range(8):
        current, new = passwords[number % 2], passwords[(number + 1) % 2]
        changed = person.call("PUT", "/users/me/password", {"currentPassword": current, "newPassword": new})
        assert changed.status == 200
        person.answer = changed

    assert [mail["template"] for mail in mails()] == ["welcome"] + ["password-changed"] * 5


def test_registrations_with_a_taken_email_do_not_delay_its_reset_mail(shop: Shop, mails: Mails) -> None:
    person = register(shop)
    shop.post("/users/register", registration(email=person.email), role="nobody")

    shop.post("/users/password/forgot", {"email": person.email}, role="nobody")

    assert mails()[-1]["template"] == "reset"


def test_one_of_twenty_parallel_registrations_of_an_email_succeeds(shop: Shop, stored: Items, mails: Mails) -> None:
    email = "ada.lovelace@shop.example"
    spellings = [email[:number].upper() + email[number:] for number in range(20)]

    def attempt(spelling: str) -> str:
        try:
            register_person(Registration.model_validate(registration(email=spelling)), "192.0.2.1", None)
        except EmailTaken:
            return "taken"
        return "registered"

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(attempt, spellings))

    assert sorted(outcomes) == ["registered"] + ["taken"] * 19
    assert len([item for item in stored("USER#") if item["sk"] == "PROFILE"]) == 1
    assert len(stored("EMAIL#")) == 1
    assert [mail["template"] for mail in mails()].count("welcome") == 1


def test_failed_attempts_for_an_email_do_not_lock_out_its_later_account(shop: Shop) -> None:
    for _ in range(6):
        log_in(shop, "ada@shop.example", OTHER_PASSWORD)

    register(shop, email="ada@shop.example")

    assert log_in(shop, "ada@shop.example").status == 200


def test_a_stranger_cannot_make_the_shop_mail_me_a_text_of_theirs(shop: Shop, mails: Mails) -> None:
    lure = registration(email="me@shop.example", firstName="Call-Us-Now", lastName="Winner")
    assert shop.post("/users/register", lure, role="nobody").status == 201
    for _ in range(5):
        log_in(shop, "me@shop.example", OTHER_PASSWORD)
    shop.post("/users/register", lure, role="nobody")

    assert {mail["template"] for mail in mails()} == {"welcome", "frozen", "email-taken"}
    assert not [word for word in ("Call-Us-Now", "Winner") if word in str(mails())]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"email": "not an email"}, "/email"),
        ({"email": 7}, "/email"),
        ({"firstName": "\u200b", "lastName": " "}, "/firstName"),
        ({"firstName": "", "lastName": ""}, "/firstName"),
        ({"firstName": "\u3164", "lastName": "\u0301"}, "/firstName"),
        ({"firstName": "\u034f", "lastName": "\u2800"}, "/firstName"),
        ({"firstName": None}, "/firstName"),
        ({"firstName": "Ada\n"}, "/firstName"),
        ({"lastName": "x" * 81}, "/lastName"),
        ({"phone": "514 555 0123"}, "/phone"),
        ({"phone": "+0145550123"}, "/phone"),
        ({"phone": "+1514555012345678"}, "/phone"),
        ({"password": "too short"}, "/password"),
        ({"password": "password1234"}, "/password"),
        ({"password": "the test shop 9 x"}, "/password"),
        ({"email": "lovelight@shop.example", "password": "x lovelight 77 q"}, "/password"),
        ({"firstName": "Augusta", "password": "augusta 77 qq"}, "/password"),
        ({"role": "admin"}, "/role"),
        ({"emailVerified": True}, "/emailVerified"),
        ({"tokenVersion": 9}, "/tokenVersion"),
        ({"id": "usr_01JD4W0Q8V5E2M7T9X3K6B1ADM"}, "/id"),
    ],
)
def test_an_invalid_field_is_named_in_the_error(
    shop: Shop, stored: Items, changes: dict[str, Any], pointer: str
) -> None:
    answer = shop.post("/users/register", registration(**changes), role="nobody")

    assert (answer.status, answer.code) == (422, "validation_failed")
    assert answer.pointers == [pointer]
    assert stored("") == []


def test_the_error_for_a_weak_password_gives_the_reason_and_not_the_password(shop: Shop) -> None:
    answer = shop.post("/users/register", registration(password="qwertyuiopasdf"), role="nobody")

    assert "too easy to guess" in answer.json["errors"][0]["detail"]
    assert "qwertyuiopasdf" not in str(answer)


@pytest.mark.parametrize("missing", ["firstName", "lastName"])
def test_a_person_with_one_name_can_register(shop: Shop, missing: str) -> None:
    body = registration()
    del body[missing]

    answer = shop.post("/users/register", body, role="nobody")

    assert answer.status == 201
    assert answer.json["user"][missing] == ""


def test_a_registration_without_names_is_told_the_rule(shop: Shop) -> None:
    body = registration()
    del body["firstName"], body["lastName"]

    answer = shop.post("/users/register", body, role="nobody")

    assert answer.json["errors"] == [{"pointer": "/firstName", "detail": "must not be blank if lastName is blank too"}]


def test_a_name_has_single_spaces(shop: Shop) -> None:
    assert register(shop, firstName="\u3000Mary  Ann\u00a0 ").user["firstName"] == "Mary Ann"


def test_a_registration_without_tokens_can_be_repeated(shop: Shop, no_signing_key: NoSecret, mails: Mails) -> None:
    body = registration()
    with no_signing_key():
        assert shop.post("/users/register", body, role="nobody").code == "storage_unavailable"

    assert shop.post("/users/register", body, role="nobody").status == 201
    assert len(mails()) == 1
