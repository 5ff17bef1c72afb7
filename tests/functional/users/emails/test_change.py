"""Change of the email: with the password and a token that is mailed to the new address."""

import time
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Shop
from harness.shop.people import PASSWORD, is_let_in, log_in, refresh, register, registration
from tests.functional.users.conftest import Items, NoSecret
from tests.functional.users.emails.conftest import MailedToken, Mails
from tests.support.shop.accounts import ADDRESS, Account, customer, give_points
from tests.support.shop.emails import NEW, OLD, change, confirm
from users.auth.mailed_tokens import digest_of


def test_a_customer_moves_to_a_new_address_with_everything_in_the_account(
    shop: Shop, verified: Account, mailed_token: MailedToken
) -> None:
    verified.add("/users/me/addresses", ADDRESS)
    give_points(shop, verified, 30)

    assert change(verified).status == 202
    assert confirm(verified, mailed_token("email-change")).status == 204

    user = verified.get("/users/me")
    assert (user["id"], user["email"], user["emailVerified"]) == (verified.id, NEW, True)
    assert len(verified.get("/users/me/addresses")["items"]) == 1
    assert verified.get("/users/me/loyalty")["balance"] == 30
    assert log_in(shop, NEW).json["user"] == user
    assert log_in(shop, OLD).code == "invalid_credentials"
    assert shop.get(f"/users?email={NEW}", role="admin").json["items"] == [user]
    assert shop.get(f"/users?email={OLD}", role="admin").json["items"] == []


def test_the_costs_of_a_change(verified: Account, mailed_token: MailedToken, recording: Recording) -> None:
    recording.calls.clear()
    change(verified)
    assert recording.operations == ["BatchGetItem", "GetItem", "BatchGetItem", "UpdateItem", "TransactWriteItems"]
    recording.calls.clear()
    confirm(verified, mailed_token("email-change"))
    assert recording.operations == ["BatchGetItem", "GetItem", "GetItem", "TransactWriteItems"]


@pytest.mark.usefixtures("later")
def test_until_the_link_is_clicked_nothing_changes(shop: Shop, verified: Account, mails: Mails, stored: Items) -> None:
    before = verified.get("/users/me")

    answer = change(verified)

    assert (answer.status, answer.body) == (202, None)
    assert verified.get("/users/me") == before
    assert log_in(shop, OLD).status == 200
    assert (mails()[-1]["template"], mails()[-1]["to"]) == ("email-change", NEW)
    assert "parameters" not in mails()[-1], "the receiver may be a stranger, who gets no text of the caller's"
    (item,) = [item for item in stored("TOKEN#") if item["purpose"] == "change"]
    assert item["expiresAt"] == pytest.approx(time.time() + 24 * 60 * 60, abs=1)


def test_a_thief_with_an_open_session_cannot_move_the_account_without_the_password(
    shop: Shop, verified: Account, mails: Mails
) -> None:
    answers = [change(verified, password="wrong wrong wrong") for _ in range(5)]

    assert {(answer.status, answer.code) for answer in answers} == {(403, "invalid_credentials")}
    assert not is_let_in(verified.person.access_token)
    assert [mail["template"] for mail in mails()] == ["welcome"]


def test_a_thief_who_sends_the_link_to_himself_needs_a_session_of_the_account(
    shop: Shop, verified: Account, mailed_token: MailedToken
) -> None:
    change(verified)
    thief = customer(shop)

    answer = confirm(thief, mailed_token("email-change"))

    assert (answer.status, answer.code) == (400, "invalid_token")
    assert verified.get("/users/me")["email"] == OLD


def test_sessions_go_on(shop: Shop, verified: Account, mailed_token: MailedToken) -> None:
    phone = log_in(shop, OLD).json
    change(verified)

    confirm(verified, mailed_token("email-change"))

    assert is_let_in(verified.person.access_token)
    assert is_let_in(phone["accessToken"])
    assert refresh(shop, phone["refreshToken"]).status == 200


def test_a_customer_who_clicks_twice_is_told_of_the_success_again(verified: Account, mailed_token: MailedToken) -> None:
    change(verified)
    token = mailed_token("email-change")
    assert confirm(verified, token).status == 204
    version = verified.get("/users/me")["version"]

    assert confirm(verified, token).status == 204

    assert verified.get("/users/me")["version"] == version


def test_a_new_request_replaces_the_pending_one(verified: Account, mailed_token: MailedToken, stored: Items) -> None:
    change(verified, "typo@new.example")
    typo = mailed_token("email-change")

    change(verified)

    assert confirm(verified, typo).code == "invalid_token"
    assert [item["email"] for item in stored("TOKEN#") if item["purpose"] == "change"] == [NEW]
    assert confirm(verified, mailed_token("email-change")).status == 204


def test_the_owner_of_a_taken_address_is_told_and_keeps_it(shop: Shop, verified: Account, mails: Mails) -> None:
    grace = customer(shop, email=NEW)

    answer = change(verified, NEW.upper())

    assert (answer.status, answer.code) == (409, "email_taken")
    assert (mails()[-1]["template"], mails()[-1]["to"]) == ("email-taken", NEW)
    assert grace.get("/users/me")["email"] == NEW


def test_nobody_can_try_a_list_of_addresses(shop: Shop, verified: Account) -> None:
    register(shop, email=NEW)

    answers = [change(verified) for _ in range(11)]

    assert [answer.status for answer in answers] == [409] * 10 + [429]


def test_nobody_in_the_same_office_can_keep_an_owner_from_changing_the_email(
    shop: Shop, verified: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIENT_IP_LIMIT", "1")
    for path, body in (("register", registration()), ("password/forgot", {"email": verified.email})):
        answers = [shop.post(f"/users/{path}", body, role="nobody").status for _ in range(2)]
        assert answers[-1] == 429

    assert change(verified).status == 202


def test_nobody_can_flood_a_strangers_mailbox_with_links(verified: Account, mails: Mails) -> None:
    answers = [change(verified) for _ in range(5)]

    assert [answer.status for answer in answers] == [202, 202, 202, 429, 429]
    assert "Retry-After" in answers[-1].headers
    assert [mail["template"] for mail in mails()].count("email-change") == 3


def test_a_change_that_fails_does_not_count_as_a_wrong_password(shop: Shop, verified: Account) -> None:
    register(shop, email=NEW)
    for _ in range(6):
        assert change(verified).status == 409

    assert change(verified, "other@new.example").status == 202


def test_another_spelling_of_the_own_address_applies_at_once(shop: Shop, verified: Account, mails: Mails) -> None:
    answer = change(verified, "Ada@OLD.example")

    assert (answer.status, answer.json["email"], answer.json["emailVerified"]) == (200, "Ada@old.example", True)
    assert answer.headers["ETag"] == f'"{answer.json["version"]}"'
    assert log_in(shop, OLD).json["user"] == verified.get("/users/me") == answer.json
    assert [mail["template"] for mail in mails()] == ["welcome"]
    assert change(verified, "Ada@OLD.example").json == answer.json, "nothing changes the second time"


@pytest.mark.usefixtures("later")
def test_the_export_shows_a_pending_change_and_no_token(verified: Account, mailed_token: MailedToken) -> None:
    assert verified.get("/users/me/export")["emailChange"] is None
    change(verified)

    export = verified.get("/users/me/export")

    assert export["emailChange"]["email"] == NEW
    assert export["emailChange"]["expiresAt"] == pytest.approx(time.time() + 24 * 60 * 60, abs=1)
    assert digest_of(mailed_token("email-change")) not in str(export)


def test_an_erasure_removes_pending_changes_and_old_addresses(
    verified: Account, mailed_token: MailedToken, stored: Items
) -> None:
    change(verified)
    confirm(verified, mailed_token("email-change"))
    change(verified, "third@new.example")

    assert verified.call("DELETE", "/users/me", {"password": PASSWORD}).status == 204

    assert [item for item in stored() if not item["pk"].startswith(("LIMIT#", "MAILBOX#"))] == []


def test_nothing_is_written_without_the_key_of_mailed_tokens(
    verified: Account, stored: Items, no_mail_token_key: NoSecret
) -> None:
    before = stored()

    with no_mail_token_key():
        assert change(verified).code == "storage_unavailable"

    assert stored() == before


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"email": "no email", "password": PASSWORD}, "/email"),
        ({"password": PASSWORD}, "/email"),
        ({"email": NEW}, "/password"),
        ({"email": NEW, "password": PASSWORD, "emailVerified": True}, "/emailVerified"),
    ],
)
def test_an_invalid_field_is_named_in_the_error(verified: Account, body: dict[str, Any], pointer: str) -> None:
    answer = verified.call("POST", "/users/me/email", body)

    assert (answer.code, answer.pointers) == ("validation_failed", [pointer])
