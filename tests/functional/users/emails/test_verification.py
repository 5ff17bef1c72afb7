"""Verification of the email: a token and a session of the same account."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bodega.dynamodb import Update
from bodega.sessions import profile_key
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Answer, Shop
from harness.shop.mails import token_in
from harness.shop.people import PASSWORD, is_let_in, log_in
from tests.functional.users.emails.conftest import MailedToken, Mails
from tests.support.database.in_between import InBetween
from tests.support.shop.accounts import Account, customer
from users.auth.mailed_tokens import digest_of
from users.emails.verification import verify_email
from users.storage.accounts import table, token_key

Items = Callable[[str], list[dict[str, Any]]]


def verify(account: Account, token: str) -> Answer:
    return account.call("POST", "/users/me/email/verify", {"token": token})


def send(account: Account) -> Answer:
    return account.call("POST", "/users/me/email/verification")


def is_verified(account: Account) -> bool:
    return bool(account.get("/users/me")["emailVerified"])


@pytest.mark.usefixtures("ticking")
def test_a_customer_who_clicks_the_link_of_the_welcome_mail_has_a_verified_email(
    shop: Shop, mailed_token: MailedToken, recording: Recording
) -> None:
    ada = customer(shop)
    token = mailed_token("welcome")
    recording.calls.clear()

    answer = verify(ada, token)

    assert (answer.status, answer.body) == (204, None)
    assert recording.operations == ["BatchGetItem", "GetItem", "TransactWriteItems"]
    user = log_in(shop, ada.email).json["user"]
    assert (user["emailVerified"], user["version"]) == (True, 2)
    assert user["updatedAt"] > ada.person.user["updatedAt"]
    assert is_let_in(ada.person.access_token)


def test_a_stranger_who_registered_my_address_gets_no_verified_account_when_i_click_the_link(
    shop: Shop, mailed_token: MailedToken
) -> None:
    stranger = customer(shop, email="me@shop.example")
    token = mailed_token("welcome")
    me = customer(shop)

    without_session = shop.post("/users/me/email/verify", {"token": token}, role="nobody")
    with_mine = verify(me, token)

    assert without_session.status == 401
    assert (with_mine.status, with_mine.code) == (400, "invalid_token")
    assert not is_verified(stranger)
    assert not is_verified(me)


def test_a_customer_who_clicks_twice_or_whose_response_was_lost_is_told_of_the_success_again(
    shop: Shop, mailed_token: MailedToken, stored: Items, recording: Recording
) -> None:
    ada = customer(shop)
    token = mailed_token("welcome")
    assert verify(ada, token).status == 204
    recording.calls.clear()

    assert verify(ada, token).status == 204

    assert recording.operations == ["BatchGetItem", "GetItem"]
    (profile,) = [item for item in stored("USER#") if item["sk"] == "PROFILE"]
    assert profile["version"] == 2


def test_twenty_clicks_at_once_verify_once(shop: Shop, mailed_token: MailedToken, stored: Items) -> None:
    ada = customer(shop)
    token = mailed_token("welcome")

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda _: verify_email(ada.id, token), range(20)))

    (profile,) = [item for item in stored("USER#") if item["sk"] == "PROFILE"]
    assert (profile["emailVerified"], profile["version"]) == (True, 2)


def test_the_log_in_returns_the_same_user_as_the_profile(shop: Shop, mailed_token: MailedToken, stored: Items) -> None:
    ada = customer(shop)
    verify(ada, mailed_token("welcome"))

    (profile,) = [item for item in stored("USER#") if item["sk"] == "PROFILE"]
    (credentials,) = stored("EMAIL#")
    assert credentials["user"] == {name: profile[name] for name in credentials["user"]}


def test_a_change_of_the_profile_at_the_same_time_is_not_lost(
    shop: Shop, mailed_token: MailedToken, in_between: InBetween, stored: Items
) -> None:
    ada = customer(shop)
    token = mailed_token("welcome")
    renamed = Update(profile_key(ada.id), "attribute_exists(#pk)", set={"firstName": "Grace"}, add={"version": 1})
    in_between({"GetItem"}, lambda: table.update(renamed))

    assert verify(ada, token).status == 204

    (credentials,) = stored("EMAIL#")
    assert (credentials["user"]["firstName"], credentials["user"]["version"]) == ("Grace", 3)


def test_ten_wrong_tokens_of_an_account_keep_nobody_else_from_verifying(shop: Shop, mailed_token: MailedToken) -> None:
    grace = customer(shop)
    statuses = [verify(grace, "x" * 43).status for _ in range(11)]
    assert statuses == [400] * 10 + [429]

    ada = customer(shop)
    assert verify(ada, mailed_token("welcome", ada.email)).status == 204


@pytest.mark.usefixtures("later")
def test_the_link_works_for_seven_days_and_not_longer_even_if_its_item_still_exists(
    shop: Shop, mailed_token: MailedToken, stored: Items
) -> None:
    ada = customer(shop)
    token = mailed_token("welcome")
    (item,) = stored("TOKEN#")
    assert item["expiresAt"] == pytest.approx(time.time() + 7 * 24 * 60 * 60, abs=1)
    over = {"expiresAt": int(time.time())}
    table.update(Update(token_key(digest_of(token)), "attribute_exists(#pk)", set=over))

    answer = verify(ada, token)

    assert (answer.status, answer.code) == (400, "invalid_token")


def test_a_customer_who_lost_the_welcome_mail_gets_another_link_that_replaces_the_first(
    shop: Shop, mails: Mails, mailed_token: MailedToken, stored: Items, recording: Recording
) -> None:
    ada = customer(shop)
    first = mailed_token("welcome")
    recording.calls.clear()

    answer = send(ada)

    assert (answer.status, answer.body) == (202, None)
    assert recording.operations == ["GetItem", "BatchGetItem", "TransactWriteItems"]
    assert (mails()[-1]["to"], "parameters" in mails()[-1]) == (ada.email, False)
    assert len(stored("TOKEN#")) == 1
    assert verify(ada, first).code == "invalid_token"
    assert verify(ada, mailed_token("verify")).status == 204


def test_a_verified_customer_gets_no_other_link(shop: Shop, mails: Mails, mailed_token: MailedToken) -> None:
    ada = customer(shop)
    verify(ada, mailed_token("welcome"))

    answer = send(ada)

    assert (answer.status, answer.body) == (204, None)
    assert [mail["template"] for mail in mails()] == ["welcome"]


def test_nobody_can_flood_a_mailbox_with_links(shop: Shop, mails: Mails) -> None:
    ada = customer(shop)

    answers = [send(ada) for _ in range(5)]

    assert [answer.status for answer in answers] == [202, 202, 202, 429, 429]
    assert 24 * 60 * 60 - 60 < int(answers[-1].headers["Retry-After"]) <= 24 * 60 * 60
    assert [mail["template"] for mail in mails()] == ["welcome", "verify", "verify", "verify"]


def test_ten_requests_at_once_leave_one_link_that_works(
    shop: Shop, mails: Mails, stored: Items, recording: Recording
) -> None:
    ada = customer(shop)

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: send(ada), range(10)))

    assert sorted(answer.status for answer in answers) == [202] * 3 + [429] * 7
    assert len(stored("TOKEN#")) == 1
    working = [mail for mail in mails() if verify(ada, token_in(mail)).status == 204]
    assert len(working) == 1


def test_a_lost_response_of_the_database_does_not_break_the_link(
    shop: Shop, mailed_token: MailedToken, recording: Recording
) -> None:
    ada = customer(shop)
    recording.faults.append(Fault("lost", "TransactWriteItems"))
    assert send(ada).status == 202
    recording.faults.append(Fault("lost", "TransactWriteItems"))

    assert verify(ada, mailed_token("verify")).status == 204


def test_an_erasure_deletes_the_used_token(shop: Shop, mailed_token: MailedToken, stored: Items) -> None:
    ada = customer(shop)
    verify(ada, mailed_token("welcome"))

    assert ada.call("DELETE", "/users/me", {"password": PASSWORD}).status == 204

    assert stored("TOKEN#") == []
