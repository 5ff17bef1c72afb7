"""Change of the email: with the password and a token that is mailed to the new address."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Answer, Shop
from harness.shop.people import ELSEWHERE, OTHER_PASSWORD, PASSWORD, is_let_in, log_in, refresh, register, registration
from tests.functional.users.conftest import Items, NoSecret
from tests.functional.users.emails.conftest import MailedToken, Mails
from tests.support.shop.accounts import ADDRESS, Account, customer, give_points
from users.auth.mailed_tokens import digest_of

OLD, NEW = "ada@old.example", "ada@new.example"


def change(account: Account, email: str = NEW, password: str = PASSWORD) -> Answer:
    return account.call("POST", "/users/me/email", {"email": email, "password": password})


def confirm(account: Account, token: str) -> Answer:
    return account.call("POST", "/users/me/email/verify", {"token": token})


@pytest.fixture
def ada(shop: Shop, mailed_token: MailedToken) -> Account:
    """A customer with a verified email."""
    account = customer(shop, email=OLD)
    assert confirm(account, mailed_token("welcome")).status == 204
    return account


def test_a_customer_moves_to_a_new_address_with_everything_in_the_account(
    shop: Shop, ada: Account, mailed_token: MailedToken
) -> None:
    ada.add("/users/me/addresses", ADDRESS)
    give_points(shop, ada, 30)

    assert change(ada).status == 202
    assert confirm(ada, mailed_token("email-change")).status == 204

    user = ada.get("/users/me")
    assert (user["id"], user["email"], user["emailVerified"]) == (ada.id, NEW, True)
    assert len(ada.get("/users/me/addresses")["items"]) == 1
    assert ada.get("/users/me/loyalty")["balance"] == 30
    assert log_in(shop, NEW).json["user"] == user
    assert log_in(shop, OLD).code == "invalid_credentials"
    assert shop.get(f"/users?email={NEW}", role="admin").json["items"] == [user]
    assert shop.get(f"/users?email={OLD}", role="admin").json["items"] == []


def test_the_costs_of_a_change(ada: Account, mailed_token: MailedToken, recording: Recording) -> None:
    recording.calls.clear()
    change(ada)
    assert recording.operations == ["BatchGetItem", "GetItem", "BatchGetItem", "UpdateItem", "TransactWriteItems"]
    recording.calls.clear()
    confirm(ada, mailed_token("email-change"))
    assert recording.operations == ["BatchGetItem", "GetItem", "GetItem", "TransactWriteItems"]


def test_until_the_link_is_clicked_nothing_changes(shop: Shop, ada: Account, mails: Mails, stored: Items) -> None:
    before = ada.get("/users/me")

    answer = change(ada)

    assert (answer.status, answer.body) == (202, None)
    assert ada.get("/users/me") == before
    assert log_in(shop, OLD).status == 200
    assert (mails()[-1]["template"], mails()[-1]["to"]) == ("email-change", NEW)
    assert "parameters" not in mails()[-1], "the receiver may be a stranger, who gets no text of the caller's"
    (item,) = [item for item in stored("TOKEN#") if item["purpose"] == "change"]
    assert item["expiresAt"] == pytest.approx(time.time() + 24 * 60 * 60, abs=5)


def test_a_thief_with_an_open_session_cannot_move_the_account_without_the_password(
    shop: Shop, ada: Account, mails: Mails
) -> None:
    answers = [change(ada, password="wrong wrong wrong") for _ in range(5)]

    assert {(answer.status, answer.code) for answer in answers} == {(401, "invalid_credentials")}
    assert not is_let_in(ada.person.access_token)
    assert [mail["template"] for mail in mails()] == ["welcome"]


def test_a_thief_who_sends_the_link_to_himself_needs_a_session_of_the_account(
    shop: Shop, ada: Account, mailed_token: MailedToken
) -> None:
    change(ada)
    thief = customer(shop)

    answer = confirm(thief, mailed_token("email-change"))

    assert (answer.status, answer.code) == (400, "invalid_token")
    assert ada.get("/users/me")["email"] == OLD


def test_sessions_go_on(shop: Shop, ada: Account, mailed_token: MailedToken) -> None:
    phone = log_in(shop, OLD).json
    change(ada)

    confirm(ada, mailed_token("email-change"))

    assert is_let_in(ada.person.access_token)
    assert is_let_in(phone["accessToken"])
    assert refresh(shop, phone["refreshToken"]).status == 200


def test_a_customer_who_clicks_twice_is_told_of_the_success_again(ada: Account, mailed_token: MailedToken) -> None:
    change(ada)
    token = mailed_token("email-change")
    assert confirm(ada, token).status == 204
    version = ada.get("/users/me")["version"]

    assert confirm(ada, token).status == 204

    assert ada.get("/users/me")["version"] == version


def test_a_new_request_replaces_the_pending_one(ada: Account, mailed_token: MailedToken, stored: Items) -> None:
    change(ada, "typo@new.example")
    typo = mailed_token("email-change")

    change(ada)

    assert confirm(ada, typo).code == "invalid_token"
    assert [item["email"] for item in stored("TOKEN#") if item["purpose"] == "change"] == [NEW]
    assert confirm(ada, mailed_token("email-change")).status == 204


def test_the_owner_of_a_taken_address_is_told_and_keeps_it(shop: Shop, ada: Account, mails: Mails) -> None:
    grace = customer(shop, email=NEW)

    answer = change(ada, NEW.upper())

    assert (answer.status, answer.code) == (409, "email_taken")
    assert (mails()[-1]["template"], mails()[-1]["to"]) == ("email-taken", NEW)
    assert grace.get("/users/me")["email"] == NEW


def test_nobody_can_try_a_list_of_addresses(shop: Shop, ada: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    register(shop, email=NEW)
    monkeypatch.setenv("CLIENT_IP_LIMIT", "3")

    answers = [change(ada) for _ in range(4)]

    assert [answer.status for answer in answers] == [409, 409, 409, 429]


def test_nobody_can_flood_a_strangers_mailbox_with_links(ada: Account, mails: Mails) -> None:
    answers = [change(ada) for _ in range(5)]

    assert [answer.status for answer in answers] == [202, 202, 202, 429, 429]
    assert "Retry-After" in answers[-1].headers
    assert [mail["template"] for mail in mails()].count("email-change") == 3


def test_a_change_that_fails_does_not_count_as_a_wrong_password(shop: Shop, ada: Account) -> None:
    register(shop, email=NEW)
    for _ in range(6):
        assert change(ada).status == 409

    assert change(ada, "other@new.example").status == 202


def test_another_spelling_of_the_own_address_applies_at_once(shop: Shop, ada: Account, mails: Mails) -> None:
    answer = change(ada, "Ada@OLD.example")

    assert (answer.status, answer.json["email"], answer.json["emailVerified"]) == (200, "Ada@old.example", True)
    assert answer.headers["ETag"] == f'"{answer.json["version"]}"'
    assert log_in(shop, OLD).json["user"] == ada.get("/users/me") == answer.json
    assert [mail["template"] for mail in mails()] == ["welcome"]
    assert change(ada, "Ada@OLD.example").json == answer.json, "nothing changes the second time"


def test_reset_links_of_the_old_address_end_with_the_change(
    shop: Shop, ada: Account, mailed_token: MailedToken, stored: Items
) -> None:
    shop.post("/users/password/forgot", {"email": OLD}, role="nobody")
    token = mailed_token("reset")
    change(ada)

    confirm(ada, mailed_token("email-change"))

    body = {"token": token, "newPassword": OTHER_PASSWORD}
    assert shop.post("/users/password/reset", body, role="nobody").code == "invalid_token"
    assert f"TOKEN#{digest_of(token)}" not in {item["pk"] for item in stored("TOKEN#")}
    shop.post("/users/password/forgot", {"email": NEW}, role="nobody")
    body = {"token": mailed_token("reset", NEW), "newPassword": OTHER_PASSWORD}
    assert shop.post("/users/password/reset", body, role="nobody").status == 200


def test_a_lock_out_of_either_address_ends_with_the_change(shop: Shop, ada: Account, mailed_token: MailedToken) -> None:
    change(ada)
    for email in (OLD, NEW):
        for _ in range(5):
            log_in(shop, email, OTHER_PASSWORD)

    confirm(ada, mailed_token("email-change"))

    assert log_in(shop, NEW).status == 200
    assert log_in(shop, OLD).code == "invalid_credentials"


def test_the_old_mailbox_gets_a_notice_and_a_stranger_who_never_confirmed_it_gets_none(
    shop: Shop, ada: Account, mails: Mails, mailed_token: MailedToken
) -> None:
    change(ada)
    confirm(ada, mailed_token("email-change"))
    assert (mails()[-1]["template"], mails()[-1]["to"]) == ("email-changed", OLD)

    mistyped = customer(shop, email="stranger@shop.example")
    change(mistyped, "mine@shop.example")
    confirm(mistyped, mailed_token("email-change"))
    assert mistyped.get("/users/me")["emailVerified"] is True
    assert [mail["template"] for mail in mails() if mail["to"] == "stranger@shop.example"] == ["welcome"]


def test_of_a_change_and_a_registration_at_the_same_time_one_wins_and_nothing_is_half_done(
    shop: Shop, mailed_token: MailedToken, stored: Items
) -> None:
    for number in range(8):
        old, new = f"old-{number}@shop.example", f"new-{number}@shop.example"
        account = customer(shop, email=old)
        change(account, new)
        token = mailed_token("email-change")
        attempts: list[Callable[[], Answer]] = [
            lambda account=account, token=token: confirm(account, token),
            lambda new=new: shop.post("/users/register", registration(email=new), role="nobody", source_ip=ELSEWHERE),
        ]

        with ThreadPoolExecutor(2) as pool:
            moved, registered = [future.result() for future in [pool.submit(attempt) for attempt in attempts]]

        assert sorted((moved.status, registered.status)) in ([201, 409], [204, 409])
        (credentials,) = stored(f"EMAIL#{new}")
        owner = account.id if moved.status == 204 else registered.json["user"]["id"]
        assert credentials["userId"] == credentials["user"]["id"] == owner
        assert account.get("/users/me")["email"] == (new if moved.status == 204 else old)
        assert len(stored(f"EMAIL#{old}")) == (moved.status != 204)


def test_an_address_that_was_registered_before_the_click_is_refused(
    shop: Shop, ada: Account, mailed_token: MailedToken, stored: Items
) -> None:
    change(ada)
    grace = customer(shop, email=NEW)
    before = stored("USER#") + stored("EMAIL#")

    answer = confirm(ada, mailed_token("email-change"))

    assert (answer.status, answer.code) == (409, "email_taken")
    assert stored("USER#") + stored("EMAIL#") == before
    assert grace.get("/users/me")["email"] == NEW


def test_a_lost_response_of_the_database_does_not_break_a_change(
    shop: Shop, ada: Account, mailed_token: MailedToken, recording: Recording
) -> None:
    recording.faults.append(Fault("lost", "TransactWriteItems"))
    assert change(ada).status == 202
    recording.faults.append(Fault("lost", "TransactWriteItems"))

    assert confirm(ada, mailed_token("email-change")).status == 204

    assert log_in(shop, NEW).status == 200


def test_the_export_shows_a_pending_change_and_no_token(ada: Account, mailed_token: MailedToken) -> None:
    assert ada.get("/users/me/export")["emailChange"] is None
    change(ada)

    export = ada.get("/users/me/export")

    assert export["emailChange"]["email"] == NEW
    assert export["emailChange"]["expiresAt"] == pytest.approx(time.time() + 24 * 60 * 60, abs=5)
    assert digest_of(mailed_token("email-change")) not in str(export)


def test_an_erasure_removes_pending_changes_and_old_addresses(
    ada: Account, mailed_token: MailedToken, stored: Items
) -> None:
    change(ada)
    confirm(ada, mailed_token("email-change"))
    change(ada, "third@new.example")

    assert ada.call("DELETE", "/users/me", {"password": PASSWORD}).status == 204

    assert [item for item in stored() if not item["pk"].startswith(("IP#", "MAILBOX#"))] == []


def test_nothing_is_written_without_the_key_of_mailed_tokens(
    ada: Account, stored: Items, no_mail_token_key: NoSecret
) -> None:
    before = stored()

    with no_mail_token_key():
        assert change(ada).code == "storage_unavailable"

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
def test_an_invalid_field_is_named_in_the_error(ada: Account, body: dict[str, Any], pointer: str) -> None:
    answer = ada.call("POST", "/users/me/email", body)

    assert (answer.code, answer.pointers) == ("validation_failed", [pointer])
