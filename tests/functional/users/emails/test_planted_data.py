"""Planted data: what a stranger entered into an account is gone when the owner of the mailbox takes it over."""

from typing import Any

import pytest

from bodega.attributes import to_attributes
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Answer, Shop
from harness.shop.people import OTHER_PASSWORD, log_in
from tests.functional.users.conftest import Items
from tests.functional.users.emails.conftest import MailedToken, Mails
from tests.support.database.in_between import InBetween
from tests.support.shop.accounts import ADDRESS, CARD, Account, customer, give_points

ADDRESSES, CARDS = "/users/me/addresses", "/users/me/payment-methods"


def reset(shop: Shop, email: str, mailed_token: MailedToken) -> Answer:
    shop.post("/users/password/forgot", {"email": email}, role="nobody")
    body = {"token": mailed_token("reset", email), "newPassword": OTHER_PASSWORD}
    return shop.post("/users/password/reset", body, role="nobody")


def plant(account: Account) -> None:
    account.add(ADDRESSES, {**ADDRESS, "default": True}, key="address")
    account.add(ADDRESSES, ADDRESS)
    account.add(CARDS, CARD, key="card")


def saved(stored: Items, account: Account) -> list[str]:
    """Return the kinds of the account's items that a stranger can have filled."""
    kinds = [item["sk"].partition("#")[0] for item in stored(f"USER#{account.id}")]
    return sorted(kind for kind in kinds if kind in {"ADDRESS", "PAYMENT", "REQUEST"})


@pytest.fixture
def stranger(shop: Shop) -> Account:
    """A stranger who registered my address, and filled the account with an address and a card of his own."""
    account = customer(shop, email="me@shop.example", phone="+15145550123")
    plant(account)
    return account


def test_my_orders_do_not_go_to_a_stranger_who_registered_my_address(
    shop: Shop, stranger: Account, stored: Items, mailed_token: MailedToken
) -> None:
    answer = reset(shop, stranger.email, mailed_token)

    assert answer.status == 200
    assert answer.json["removed"] == ["addresses", "paymentMethods", "phone", "firstName", "lastName"]
    user = answer.json["user"]
    assert (user["firstName"], user["lastName"], user["phone"], user["emailVerified"]) == ("", "", None, True)
    assert log_in(shop, stranger.email, OTHER_PASSWORD).json["user"] == user
    assert saved(stored, stranger) == []
    (credentials,) = stored("EMAIL#")
    (profile,) = [item for item in stored("USER#") if item["sk"] == "PROFILE"]
    assert credentials["user"] == {name: profile[name] for name in credentials["user"]} == user


def test_the_removal_is_part_of_the_transaction_that_sets_the_password(
    shop: Shop, stranger: Account, mailed_token: MailedToken, recording: Recording
) -> None:
    shop.post("/users/password/forgot", {"email": stranger.email}, role="nobody")
    recording.calls.clear()
    body = {"token": mailed_token("reset"), "newPassword": OTHER_PASSWORD}

    assert shop.post("/users/password/reset", body, role="nobody").status == 200

    operations = ["BatchGetItem", "GetItem", "Query", "TransactWriteItems"]
    assert recording.operations == [*operations, "Query", "TransactWriteItems"], "the last two remove ended sessions"
    # Two addresses, a card, two item counters and two stored responses beside the six writes of every reset.
    assert len(recording.calls[3].request["TransactItems"]) == 6 + 7


def test_the_stranger_cannot_read_his_data_back_with_a_repeated_request(
    shop: Shop, stranger: Account, mailed_token: MailedToken
) -> None:
    give_points(shop, stranger, 30)
    stranger.add("/users/me/loyalty/redemptions", {"points": 10, "reason": "Coffee"}, key="spent")
    reset(shop, stranger.email, mailed_token)
    signed_in = log_in(shop, stranger.email, OTHER_PASSWORD)
    owner = Account(stranger.person, stranger.context | {"sessionId": "ses_00000000000000000000000000"})
    stranger.person.answer = signed_in

    again = owner.call("POST", ADDRESSES, {**ADDRESS, "default": True}, key="address")

    assert (again.status, again.headers.get("Idempotency-Replayed")) == (201, None)
    spent = owner.call("POST", "/users/me/loyalty/redemptions", {"points": 10, "reason": "Coffee"}, key="spent")
    assert spent.headers["Idempotency-Replayed"] == "true", "points are not planted, and not spent twice"


def test_the_response_and_the_mail_name_only_what_there_was(
    shop: Shop, mails: Mails, mailed_token: MailedToken
) -> None:
    ada = customer(shop)
    ada.add(CARDS, CARD)

    answer = reset(shop, ada.email, mailed_token)

    assert answer.json["removed"] == ["paymentMethods", "firstName", "lastName"]
    mail = mails()[-1]
    assert (mail["template"], mail["parameters"]) == (
        "password-changed",
        {"removed": "paymentMethods,firstName,lastName"},
    )


def test_the_mail_says_what_was_removed_in_one_sentence(
    shop: Shop, stranger: Account, mails: Mails, mailed_token: MailedToken
) -> None:
    reset(shop, stranger.email, mailed_token)

    from mailer.layout import Shop as ShopInMail
    from mailer.templates import render

    mail = render("password-changed", mails()[-1]["parameters"], ShopInMail("Test Shop", "https://shop.example"))
    assert "addresses, payment methods, the telephone number and the name." in mail.text


def test_a_customer_who_confirmed_the_address_keeps_everything(
    shop: Shop, mailed_token: MailedToken, stored: Items, mails: Mails, recording: Recording
) -> None:
    """Verifying with the own session removes nothing, and neither does a later reset."""
    ada = customer(shop, phone="+15145550123")
    plant(ada)
    assert ada.call("POST", "/users/me/email/verify", {"token": mailed_token("welcome")}).status == 204
    before = saved(stored, ada)
    assert before

    answer = reset(shop, ada.email, mailed_token)

    assert answer.json["removed"] == []
    assert answer.json["user"] == log_in(shop, ada.email, OTHER_PASSWORD).json["user"]
    assert answer.json["user"]["firstName"] == "Ada"
    assert saved(stored, ada) == before
    assert mails()[-1]["parameters"] == {"firstName": "Ada"}


def test_only_the_first_reset_removes_anything(shop: Shop, stranger: Account, mailed_token: MailedToken) -> None:
    mine = reset(shop, stranger.email, mailed_token).json
    me = Account(stranger.person, stranger.context)
    me.add(ADDRESSES, ADDRESS)

    again = reset(shop, stranger.email, mailed_token)

    assert (mine["removed"] != [], again.json["removed"]) == (True, [])
    assert len(me.get(ADDRESSES)["items"]) == 1


def test_an_address_that_the_stranger_adds_during_the_reset_is_removed_too(
    shop: Shop, stranger: Account, stored: Items, mailed_token: MailedToken, in_between: InBetween
) -> None:
    shop.post("/users/password/forgot", {"email": stranger.email}, role="nobody")
    body = {"token": mailed_token("reset"), "newPassword": OTHER_PASSWORD}
    added = in_between({"Query"}, lambda: stranger.add(ADDRESSES, {**ADDRESS, "line1": "late"}))

    assert shop.post("/users/password/reset", body, role="nobody").status == 200

    assert added
    assert saved(stored, stranger) == []


def test_more_stored_responses_than_fit_into_one_transaction_are_removed(
    shop: Shop, stranger: Account, stored: Items, mailed_token: MailedToken, dynamodb: Any, accounts: str
) -> None:
    for number in range(160):
        item = {
            "pk": f"USER#{stranger.id}",
            "sk": f"REQUEST#{number:064d}",
            "bodyHash": "",
            "answer": {"id": "adr_01JD4W0Q8V5E2M7T9X3K6B1M4A", "city": "Elsewhere"},
            "expiresAt": 4_000_000_000,
        }
        dynamodb.put_item(TableName=accounts, Item=to_attributes(item))

    assert reset(shop, stranger.email, mailed_token).status == 200

    assert saved(stored, stranger) == []


def test_twenty_addresses_and_twenty_cards_fit_into_the_reset(
    shop: Shop, stranger: Account, stored: Items, mailed_token: MailedToken
) -> None:
    for number in range(20):
        stranger.call("POST", ADDRESSES, ADDRESS, key=f"address-{number}")
        stranger.call("POST", CARDS, CARD, key=f"card-{number}")

    assert reset(shop, stranger.email, mailed_token).status == 200

    assert saved(stored, stranger) == []


def test_a_reset_that_fails_removes_nothing(
    shop: Shop, stranger: Account, stored: Items, mailed_token: MailedToken, recording: Recording
) -> None:
    shop.post("/users/password/forgot", {"email": stranger.email}, role="nobody")
    before = saved(stored, stranger)
    recording.faults.append(Fault("error", "TransactWriteItems", times=10**6, status=500, code="InternalServerError"))
    body = {"token": mailed_token("reset"), "newPassword": OTHER_PASSWORD}

    assert shop.post("/users/password/reset", body, role="nobody").status == 503

    assert saved(stored, stranger) == before
    recording.faults.clear()
    assert shop.post("/users/password/reset", body, role="nobody").json["removed"]


def test_the_owner_can_enter_a_name_later(shop: Shop, stranger: Account, mailed_token: MailedToken) -> None:
    reset(shop, stranger.email, mailed_token)

    unchanged = stranger.call("PATCH", "/users/me", {"phone": "+15145550199"})
    named = stranger.call("PATCH", "/users/me", {"firstName": "Grace"})

    assert (unchanged.status, unchanged.json["firstName"]) == (200, "")
    assert (named.status, named.json["firstName"]) == (200, "Grace")
