"""A pending change of the email is cancelled when all sessions are ended, so that a thief's link leads nowhere."""

from collections.abc import Callable

import pytest

from harness.shop.client import Shop
from harness.shop.people import OTHER_PASSWORD, PASSWORD, caller_of, log_in
from tests.functional.users.emails.conftest import MailedToken
from tests.functional.users.emails.test_change import NEW, change, confirm
from tests.support.shop.accounts import Account, customer

MINE, THIEFS = "me@shop.example", "thief@shop.example"


def choose_a_new_password(account: Account, _: MailedToken) -> str:
    body = {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}
    assert account.call("PUT", "/users/me/password", body).status == 200
    return OTHER_PASSWORD


def reset_the_password(account: Account, mailed_token: MailedToken) -> str:
    shop = account.person.shop
    shop.post("/users/password/forgot", {"email": MINE}, role="nobody")
    body = {"token": mailed_token("reset"), "newPassword": OTHER_PASSWORD}
    assert shop.post("/users/password/reset", body, role="nobody").status == 200
    return OTHER_PASSWORD


def log_out_everywhere(account: Account, _: MailedToken) -> str:
    assert account.call("POST", "/users/logout", {"everywhere": True}).status == 204
    return PASSWORD


@pytest.mark.parametrize("end_all_sessions", [choose_a_new_password, reset_the_password, log_out_everywhere])
@pytest.mark.parametrize("verified", [True, False])
def test_a_thief_who_knew_my_password_cannot_lure_me_into_confirming_his_email(
    shop: Shop, mailed_token: MailedToken, verified: bool, end_all_sessions: Callable[[Account, MailedToken], str]
) -> None:
    account = customer(shop, email=MINE)
    if verified:
        assert confirm(account, mailed_token("welcome")).status == 204
    change(account, THIEFS)
    token = mailed_token("email-change")

    password = end_all_sessions(account, mailed_token)
    mine = Account(account.person, caller_of(log_in(shop, MINE, password).json["accessToken"]))
    answer = confirm(mine, token)

    assert (answer.status, answer.code) == (400, "invalid_token")
    assert mine.get("/users/me")["email"] == MINE
    assert change(mine, NEW, password).status == 202, "a change of my own works"
    assert confirm(mine, mailed_token("email-change", NEW)).status == 204
