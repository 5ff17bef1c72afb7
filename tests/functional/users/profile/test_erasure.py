"""Erasure of an account: complete, however many items there are, and repeatable after an outage."""

from typing import Any
from unittest.mock import patch

import pytest

from bodega import deadline
from bodega.attributes import to_attributes
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from harness.shop.people import METHOD_ARN, PASSWORD, caller_of, is_let_in, log_in, refresh, register
from tests.functional.users.conftest import Items
from tests.support.faults.fault_kinds import IMPATIENT
from tests.support.shop.accounts import ADDRESS, CARD, Account, admin, customer, give_points

CONFIRMED = {"password": PASSWORD}


def furnish(shop: Shop, account: Account) -> None:
    """Add items of every kind that an account can have."""
    account.add("/users/me/addresses", {**ADDRESS, "default": True}, key="address")
    account.add("/users/me/payment-methods", CARD, key="card")
    give_points(shop, account, 100)
    account.add("/users/me/loyalty/redemptions", {"points": 10, "reason": "For my birthday"}, key="one")
    log_in(shop, account.email)
    log_in(shop, account.email, "wrong wrong wrong")
    shop.post("/users/password/forgot", {"email": account.email}, role="nobody")
    shop.post(
        "/users/register", {**CONFIRMED, "email": account.email, "firstName": "X", "lastName": "Y"}, role="nobody"
    )


def left(stored: Items) -> list[dict[str, Any]]:
    """Return all items except those that belong to no account, contain only hashes and times, and expire in a day."""
    items = stored()
    for mailbox in (item for item in items if item["pk"].startswith("MAILBOX#")):
        names = mailbox.keys() - {"pk", "sk", "expiresAt", "writeMark", "attempts", "failed"}
        assert all(name.startswith(("mailed_", "unsent_")) for name in names), mailbox
    return [item for item in items if not item["pk"].startswith(("LIMIT#", "MAILBOX#"))]


def add_items(dynamodb: Any, table: str, account: Account, count: int) -> None:
    """Add stored responses of idempotent requests."""
    pk = f"USER#{account.id}"
    for number in range(count):
        item = {
            "pk": pk,
            "sk": f"REQUEST#{number:064d}",
            "bodyHash": "",
            "answer": {"city": "Montréal"},
            "expiresAt": 1,
        }
        dynamodb.put_item(TableName=table, Item=to_attributes(item))


def away_after(transactions: int) -> list[Fault]:
    """Return faults that let `transactions` transactions succeed and fail all later ones."""
    return [
        Fault("none", "TransactWriteItems", times=transactions),
        Fault("error", "TransactWriteItems", times=10**6, status=500, code="InternalServerError"),
    ]


def test_an_erasure_leaves_nothing_of_the_account_in_the_table(shop: Shop, stored: Items) -> None:
    ada = customer(shop, phone="+15145550123")
    furnish(shop, ada)
    kinds = {item["pk"].partition("#")[0] for item in left(stored)}
    assert kinds == {"USER", "EMAIL", "TOKEN", "OUTBOX"}

    answer = ada.call("DELETE", "/users/me", CONFIRMED)

    assert (answer.status, answer.body) == (204, None)
    assert left(stored) == []


def test_an_erasure_does_not_affect_other_accounts(shop: Shop, stored: Items) -> None:
    eve = customer(shop)
    furnish(shop, eve)
    before = left(stored)
    ada = customer(shop)
    furnish(shop, ada)

    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204

    assert sorted(map(str, left(stored))) == sorted(map(str, before))


def test_an_erasure_ends_all_tokens_and_frees_the_email(shop: Shop) -> None:
    ada = customer(shop)

    ada.call("DELETE", "/users/me", CONFIRMED)

    assert not is_let_in(ada.person.access_token)
    assert refresh(shop, ada.person.refresh_token).status == 403
    assert log_in(shop, ada.email).code == "invalid_credentials"
    assert shop.get(f"/users?email={ada.email}", role="admin").json["items"] == []
    assert shop.get(f"/users/{ada.id}", role="admin").status == 404
    assert register(shop, email=ada.email).id != ada.id


def test_five_wrong_passwords_erase_nothing_and_end_the_session(shop: Shop, stored: Items) -> None:
    ada = customer(shop)
    before = [item for item in stored("USER#") if not item["sk"].startswith("SESSION#")]

    answers = [ada.call("DELETE", "/users/me", {"password": "wrong wrong wrong"}) for _ in range(5)]

    assert {(answer.status, answer.code) for answer in answers} == {(403, "invalid_credentials")}
    ended = ada.call("DELETE", "/users/me", CONFIRMED)
    assert (ended.status, ended.code) == (403, "session_ended")
    assert stored("USER#") == before


def test_a_changed_profile_is_not_erased_and_the_password_is_not_checked(
    shop: Shop, stored: Items, recording: Recording
) -> None:
    ada = customer(shop)
    for condition in ({"If_Match": '"7"'}, {"If_None_Match": "*"}, {"If_Match": '"1"', "If_None_Match": '"1"'}):
        before = stored()
        recording.calls.clear()

        answer = ada.call("DELETE", "/users/me", {"password": "wrong wrong wrong"}, **condition)

        assert answer.status == 412
        assert recording.operations == ["GetItem"]
        assert stored() == before
    assert ada.call("DELETE", "/users/me", CONFIRMED, If_Match='"1"').status == 204


def test_an_interrupted_erasure_continues_with_the_condition_that_it_began_with(
    shop: Shop, recording: Recording, stored: Items
) -> None:
    ada = customer(shop)
    recording.faults.extend(away_after(1))
    with patch.object(deadline, "BUDGET", IMPATIENT):
        assert ada.call("DELETE", "/users/me", CONFIRMED, If_Match='"1"').status == 503
    recording.faults.clear()

    assert ada.call("DELETE", "/users/me", CONFIRMED, If_Match='"1"').status == 204
    assert left(stored) == []


@pytest.mark.parametrize("body", [None, {}, {"password": ""}, {"password": 1}, {**CONFIRMED, "id": "usr_x"}])
def test_without_a_password_nothing_is_erased(shop: Shop, stored: Items, body: Any) -> None:
    ada = customer(shop)

    answer = ada.call("DELETE", "/users/me", body)

    assert answer.status in {400, 422}
    assert stored("EMAIL#")


def test_an_erasure_of_more_items_than_one_transaction_is_complete(
    shop: Shop, stored: Items, dynamodb: Any, accounts: str
) -> None:
    ada = customer(shop)
    furnish(shop, ada)
    add_items(dynamodb, accounts, ada, 250)

    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204

    assert left(stored) == []


def test_a_repeated_request_continues_an_interrupted_erasure(
    shop: Shop, stored: Items, dynamodb: Any, accounts: str, recording: Recording
) -> None:
    ada = customer(shop)
    furnish(shop, ada)
    add_items(dynamodb, accounts, ada, 150)
    recording.faults += away_after(transactions=2)

    first = ada.call("DELETE", "/users/me", CONFIRMED)

    assert (first.status, first.code) == (503, "storage_unavailable")
    recording.faults.clear()
    # Nothing personal is left, and the token can only repeat the erasure.
    shown = str([item for item in stored("USER#") if not item["sk"].startswith("REQUEST#")])
    assert "Lovelace" not in shown
    assert ada.email not in str(stored("USER#"))
    assert stored("EMAIL#") == []
    assert not [item for item in stored("USER#") if item["sk"].startswith(("ADDRESS", "PAYMENT"))]
    event = {"type": "TOKEN", "authorizationToken": f"Bearer {ada.person.access_token}", "methodArn": METHOD_ARN}
    statement = load_app("authorizer").handler(event, lambda_context("authorizer"))["policyDocument"]["Statement"][0]
    assert statement["Effect"] == "Allow"
    assert statement["Resource"] == ["arn:aws:execute-api:us-east-1:123456789012:api/v1/DELETE/users/me"]
    context = caller_of(ada.person.access_token)
    assert shop.call("GET", "/users/me/loyalty", caller=context).status == 403
    assert shop.get(f"/users/{ada.id}", role="admin").status == 404
    assert shop.get("/users", role="admin").json["items"] == []
    assert log_in(shop, ada.email).code == "invalid_credentials"

    again = shop.call("DELETE", "/users/me", body={"password": "any"}, caller=context)

    assert again.status == 204
    # The log-in above is a failed attempt, for an email that has no account any more.
    (mailbox,) = stored("MAILBOX#")
    assert len(mailbox["failed"]) == 1
    assert [item for item in stored() if not item["pk"].startswith(("LIMIT#", "MAILBOX#"))] == []
    assert not is_let_in(ada.person.access_token)


def test_requests_during_an_erasure_are_refused(shop: Shop, stored: Items, recording: Recording) -> None:
    ada = customer(shop)
    recording.faults += away_after(transactions=1)
    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 503
    recording.faults.clear()
    before = stored()

    answers = [
        ada.call("POST", "/users/me/addresses", ADDRESS),
        ada.call("POST", "/users/me/payment-methods", CARD),
        ada.call("POST", "/users/me/loyalty/redemptions", {"points": 1, "reason": "x"}, key="one"),
        ada.call("PATCH", "/users/me", {"firstName": "Eve"}),
        ada.call("GET", "/users/me/export"),
    ]

    assert {(answer.status, answer.code) for answer in answers} == {(403, "session_ended")}
    assert stored() == before


def test_an_erasure_is_complete_despite_lost_responses_of_the_database(
    shop: Shop, stored: Items, recording: Recording
) -> None:
    ada = customer(shop)
    furnish(shop, ada)
    recording.faults.append(Fault("lost", "TransactWriteItems", times=3))

    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204

    assert left(stored) == []


def test_a_new_account_with_the_address_keeps_its_mail_when_the_old_ones_erasure_continues(
    shop: Shop, stored: Items, recording: Recording
) -> None:
    ada = customer(shop)
    recording.faults += away_after(transactions=1)
    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 503
    recording.faults.clear()
    again = customer(shop, email=ada.email)

    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204

    assert [mail["listPk"] for mail in stored("OUTBOX#")] == [f"MAIL#{again.id}"]
    assert [mail["template"] for mail in again.get("/users/me/export")["mails"]] == ["welcome"]


def test_an_erased_admin_no_longer_counts(shop: Shop, stored: Items) -> None:
    grace, joan = admin(shop), admin(shop)

    assert joan.call("DELETE", "/users/me", CONFIRMED).status == 204

    assert [item["admins"] for item in stored("ADMINS")] == [1]
    assert grace.call("DELETE", "/users/me", CONFIRMED).code == "last_admin"
