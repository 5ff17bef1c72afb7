"""Log-in with the right and with a wrong password, and its cost."""

from collections.abc import Callable
from typing import Any

import pytest
from bcrypt import checkpw

from bodega.dynamodb import Update
from bodega.passwords import check_password
from bodega.sessions import profile_key
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from harness.shop.people import OTHER_PASSWORD, PASSWORD, is_let_in, log_in, refresh, register
from tests.support.database.in_between import InBetween
from users.storage.accounts import table
from users.storage.profiles import change_profile
from users.storage.writes import change_credentials

Items = Callable[[str], list[dict[str, Any]]]


@pytest.mark.parametrize("spelling", [str.lower, str.upper, lambda email: f"  {email}"])
def test_the_right_password_opens_a_session_with_any_spelling_of_the_email(
    shop: Shop, spelling: Callable[[str], str]
) -> None:
    person = register(shop, email="Ada@shop.example")

    answer = log_in(shop, spelling(person.email))

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.json) == {"user", "accessToken", "refreshToken", "expiresIn"}
    assert answer.json["user"] == person.user
    assert is_let_in(answer.json["accessToken"])
    assert is_let_in(person.access_token), "another session ended"


def test_logging_in_is_three_calls(shop: Shop, recording: Recording) -> None:
    person = register(shop)
    recording.calls.clear()

    assert log_in(shop, person.email).status == 200

    # DynamoDB Local counts half of a transaction: 8 units on AWS, for 2 writes and 2 checks.
    assert recording.capacities == [("BatchGetItem", 1, 0), ("UpdateItem", 1, 0), ("TransactWriteItems", 2, 0)]


@pytest.mark.parametrize("known", [True, False], ids=["known email", "unknown email"])
def test_a_wrong_password_takes_three_calls_with_and_without_an_account(
    shop: Shop, recording: Recording, known: bool
) -> None:
    email = register(shop).email if known else "nobody@shop.example"
    recording.calls.clear()

    answer = log_in(shop, email, OTHER_PASSWORD)

    # DynamoDB Local counts half of a transaction: 4 units on AWS.
    assert recording.operations == ["BatchGetItem", "UpdateItem", "TransactWriteItems"]
    assert len(recording.calls[-1].request["TransactItems"]) == 2
    assert (answer.status, answer.code) == (403, "invalid_credentials")
    assert answer.json["detail"] == "Email and password do not match."


def test_a_password_matches_in_every_unicode_encoding(shop: Shop) -> None:
    person = register(shop, password="Ame\u0301lie's umbrella")

    assert log_in(shop, person.email, "Amélie's umbrella").status == 200


def test_right_and_wrong_password_take_one_bcrypt_each(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    person = register(shop)
    evaluated = []
    monkeypatch.setattr("bcrypt.checkpw", lambda *attempt: evaluated.append(attempt) or checkpw(*attempt))

    log_in(shop, person.email)
    log_in(shop, person.email, OTHER_PASSWORD)
    log_in(shop, "nobody@shop.example")

    assert len(evaluated) == 3


def test_a_hash_with_an_old_cost_is_replaced_at_log_in_without_extra_calls(
    shop: Shop, stored: Items, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = register(shop)
    monkeypatch.setenv("BCRYPT_COST", "5")
    recording.calls.clear()

    assert log_in(shop, person.email).status == 200

    assert len(recording.calls) == 3
    (credentials,) = stored("EMAIL#")
    assert credentials["passwordHash"].startswith("$2b$05$")
    assert check_password(PASSWORD, credentials["passwordHash"])
    assert refresh(shop, person.refresh_token).status == 200, "the new hash ended a session"


def test_only_the_right_password_reveals_an_admins_freeze(shop: Shop) -> None:
    person = register(shop)
    profile = table.get(profile_key(person.id), consistent=True)
    assert profile is not None
    change_profile(profile, {"status": "frozen"})

    assert log_in(shop, person.email, OTHER_PASSWORD).code == "invalid_credentials"
    answer = log_in(shop, person.email)
    assert (answer.status, answer.code) == (403, "account_frozen")
    assert not is_let_in(person.access_token)
    assert refresh(shop, person.refresh_token).status == 403


def test_logging_out_everywhere_during_the_log_in_does_not_end_the_new_session(
    shop: Shop, in_between: InBetween
) -> None:
    person = register(shop)
    writes = {
        "credentials": change_credentials(person.email, add={"tokenVersion": 1}),
        "profile": Update(profile_key(person.id), "attribute_exists(#pk)", add={"tokenVersion": 1}),
    }
    # After the attempt was counted and before the session is opened.
    in_between({"UpdateItem"}, lambda: table.transact(writes))

    assert is_let_in(log_in(shop, person.email).json["accessToken"])


@pytest.mark.parametrize("operation", ["BatchGetItem", "UpdateItem", "TransactWriteItems"])
@pytest.mark.parametrize("kind", ["lost", "truncated"])
def test_a_log_in_succeeds_despite_a_lost_response_of_the_database(
    shop: Shop, recording: Recording, stored: Items, operation: str, kind: str
) -> None:
    person = register(shop)
    recording.faults.append(Fault(kind, operation))

    assert log_in(shop, person.email).status == 200

    assert len([item for item in stored("USER#") if item["sk"].startswith("SESSION#")]) == 2
    assert "attempts" not in stored("MAILBOX#")[0]


@pytest.mark.parametrize(
    "body",
    [
        {"email": "ada@shop.example"},
        {"password": PASSWORD},
        {"email": "x" * 300, "password": PASSWORD},
        {"email": "ada@shop.example", "password": "x" * 1025},
        {"email": "ada@shop.example", "password": ["x"]},
        {"email": "ada@shop.example", "password": PASSWORD, "remember": True},
    ],
)
def test_an_invalid_body_is_rejected_before_any_read(shop: Shop, recording: Recording, body: dict[str, Any]) -> None:
    assert shop.post("/users/login", body, role="nobody").code == "validation_failed"
    assert recording.calls == []
