"""Undoing a change of the email, with the link in the notice to the old address."""

import time

import pytest

from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Answer, Shop
from harness.shop.people import ELSEWHERE, OTHER_PASSWORD, PASSWORD, is_let_in, log_in, refresh
from tests.functional.users.conftest import Items, Later, NoSecret
from tests.functional.users.emails.conftest import MailedToken, Mails
from tests.functional.users.profile.test_erasure import away_after, furnish
from tests.support.database.in_between import InBetween
from tests.support.shop.accounts import ADDRESS, Account, admin, customer
from tests.support.shop.emails import NEW, OLD, change, confirm


def undo(shop: Shop, token: str) -> Answer:
    return shop.post("/users/email/undo", {"token": token}, role="nobody")


@pytest.fixture
def ada(verified: Account, mailed_token: MailedToken) -> Account:
    """A customer whose verified email was changed."""
    verified.add("/users/me/addresses", ADDRESS)
    move(verified, NEW, mailed_token)
    return verified


def move(account: Account, email: str, mailed_token: MailedToken) -> None:
    assert change(account, email).status == 202
    assert confirm(account, mailed_token("email-change", email)).status == 204


def test_the_owner_takes_the_account_back_from_a_thief_who_knew_the_password(
    shop: Shop, ada: Account, mails: Mails, mailed_token: MailedToken
) -> None:
    thief = log_in(shop, NEW).json

    answer = undo(shop, mailed_token("email-changed"))

    assert (answer.status, answer.body) == (204, None)
    assert not is_let_in(thief["accessToken"])
    assert refresh(shop, thief["refreshToken"]).status == 403
    assert log_in(shop, OLD).code == "invalid_credentials", "the thief knows this password"
    assert log_in(shop, NEW).code == "invalid_credentials"
    assert (mails()[-1]["template"], mails()[-1]["to"]) == ("email-restored", OLD)
    body = {"token": mailed_token("email-restored"), "newPassword": OTHER_PASSWORD}
    back = shop.post("/users/password/reset", body, role="nobody")
    assert back.status == 200
    user = log_in(shop, OLD, OTHER_PASSWORD).json["user"]
    assert (user["id"], user["email"], user["emailVerified"]) == (ada.id, OLD, True)
    assert back.json["removed"] == [], "the owner's address is still there"


def test_the_cost_of_an_undo(shop: Shop, ada: Account, mailed_token: MailedToken, recording: Recording) -> None:
    recording.calls.clear()

    undo(shop, mailed_token("email-changed"))

    assert recording.operations == ["BatchGetItem", "GetItem", "GetItem", "GetItem", "TransactWriteItems"]


def test_the_link_works_once(shop: Shop, ada: Account, mailed_token: MailedToken) -> None:
    token = mailed_token("email-changed")
    assert undo(shop, token).status == 204

    answer = undo(shop, token)

    assert (answer.status, answer.code) == (400, "invalid_token")


def test_the_owner_takes_the_account_back_after_a_second_change(
    shop: Shop, ada: Account, mailed_token: MailedToken, stored: Items
) -> None:
    move(ada, "thief@new.example", mailed_token)
    to_the_owner, to_the_thief = mailed_token("email-changed", OLD), mailed_token("email-changed", NEW)

    assert undo(shop, to_the_owner).status == 204

    assert undo(shop, to_the_thief).code == "invalid_token", "the thief reads the mailbox of the first change"
    (credentials,) = stored("EMAIL#")
    assert credentials["user"]["email"] == OLD
    assert credentials["undoTokens"] == []


def test_the_undo_of_the_latest_change_leaves_the_earlier_one_undoable(
    shop: Shop, ada: Account, mailed_token: MailedToken, stored: Items
) -> None:
    move(ada, "third@new.example", mailed_token)

    assert undo(shop, mailed_token("email-changed", NEW)).status == 204
    (credentials,) = stored("EMAIL#")
    assert credentials["user"]["email"] == NEW
    assert undo(shop, mailed_token("email-changed", OLD)).status == 204
    (credentials,) = stored("EMAIL#")
    assert credentials["user"]["email"] == OLD


def test_pending_links_of_the_thief_end(shop: Shop, ada: Account, mailed_token: MailedToken, stored: Items) -> None:
    change(ada, "thief@new.example")
    shop.post("/users/password/forgot", {"email": NEW}, role="nobody")
    reset = mailed_token("reset", NEW)

    assert undo(shop, mailed_token("email-changed")).status == 204

    body = {"token": reset, "newPassword": OTHER_PASSWORD}
    assert shop.post("/users/password/reset", body, role="nobody").code == "invalid_token"
    assert [item["purpose"] for item in stored("TOKEN#")] == ["reset"], "of the mail to the owner"


def test_a_thief_cannot_push_the_owners_link_out_with_many_changes(
    shop: Shop, ada: Account, mailed_token: MailedToken, later: Later
) -> None:
    day = 24 * 60 * 60
    for number in range(1, 5):
        later(number * day)
        move(ada, f"thief-{number}@new.example", mailed_token)

    answer = change(ada, "thief-5@new.example")

    assert answer.status == 429
    # The owner's link ends first, seven days after the first change.
    assert int(answer.headers["Retry-After"]) == pytest.approx(3 * day, abs=60)
    assert undo(shop, mailed_token("email-changed", OLD)).status == 204
    assert log_in(shop, OLD).code == "invalid_credentials"


def test_a_stranger_who_registered_the_free_address_without_its_mailbox_makes_way(
    shop: Shop, ada: Account, mailed_token: MailedToken, stored: Items
) -> None:
    stranger = customer(shop, email=OLD)
    furnish(shop, stranger)

    assert undo(shop, mailed_token("email-changed")).status == 204

    (credentials,) = stored("EMAIL#")
    assert credentials["userId"] == ada.id
    assert not [item for item in stored("USER#") if stranger.id in item["pk"]]
    assert not is_let_in(stranger.person.access_token)


def test_an_undo_that_cannot_mail_a_link_to_the_owner_removes_nobody(
    shop: Shop, ada: Account, mailed_token: MailedToken, no_mail_token_key: NoSecret
) -> None:
    stranger = customer(shop, email=OLD)
    token = mailed_token("email-changed")
    with no_mail_token_key():
        assert undo(shop, token).code == "storage_unavailable"

    assert is_let_in(stranger.person.access_token)
    assert undo(shop, token).status == 204


def test_an_undo_that_was_interrupted_while_it_removed_a_stranger_continues(
    shop: Shop, ada: Account, mailed_token: MailedToken, stored: Items, recording: Recording
) -> None:
    stranger = customer(shop, email=OLD)
    furnish(shop, stranger)
    token = mailed_token("email-changed")
    recording.faults += away_after(transactions=1)
    assert undo(shop, token).status == 503
    recording.faults.clear()

    assert undo(shop, token).status == 204

    (credentials,) = stored("EMAIL#")
    assert credentials["userId"] == ada.id
    assert not [item for item in stored() if stranger.id in str(item)]


@pytest.mark.parametrize("interrupted", [False, True])
def test_a_double_click_while_a_stranger_is_removed_restores_the_email_once(
    shop: Shop,
    ada: Account,
    mailed_token: MailedToken,
    stored: Items,
    recording: Recording,
    in_between: InBetween,
    interrupted: bool,
) -> None:
    customer(shop, email=OLD)
    token = mailed_token("email-changed")
    if interrupted:
        recording.faults += away_after(transactions=1)
        assert undo(shop, token).status == 503
        recording.faults.clear()
    answers = list[Answer]()
    # The transactions close the account, delete its items, and delete its profile.
    until_the_profile = 1 if interrupted else 2
    in_between({"TransactWriteItems"}, lambda: answers.append(undo(shop, token)), skip=until_the_profile, first=True)
    answers.append(undo(shop, token))

    assert [(answer.status, answer.body and answer.code) for answer in answers] == [(204, None), (400, "invalid_token")]
    (credentials,) = stored("EMAIL#")
    assert credentials["userId"] == ada.id


def test_a_customer_who_verified_the_address_meanwhile_keeps_it(
    shop: Shop, ada: Account, mailed_token: MailedToken, stored: Items
) -> None:
    grace = customer(shop, email=OLD)
    assert confirm(grace, mailed_token("welcome", OLD)).status == 204
    before = stored("USER#") + stored("EMAIL#")

    answer = undo(shop, mailed_token("email-changed"))

    assert (answer.status, answer.code) == (409, "email_taken")
    assert stored("USER#") + stored("EMAIL#") == before


def test_the_last_admin_does_not_make_way(shop: Shop, ada: Account, mailed_token: MailedToken) -> None:
    body = {"role": "admin"}
    grace = customer(shop, email=OLD)
    assert shop.put(f"/users/{grace.id}/role", body).status == 200

    assert undo(shop, mailed_token("email-changed")).code == "email_taken"
    assert admin(shop), "the shop still counts its admins"


def test_a_double_click_restores_the_email_once_and_does_not_say_that_it_is_taken(
    shop: Shop, ada: Account, mailed_token: MailedToken, in_between: InBetween
) -> None:
    token = mailed_token("email-changed")
    answers = list[Answer]()
    in_between({"GetItem"}, lambda: answers.append(undo(shop, token)), skip=1)  # after it has read the credentials
    answers.append(undo(shop, token))

    assert [(answer.status, answer.body and answer.code) for answer in answers] == [(204, None), (400, "invalid_token")]
    assert log_in(shop, NEW).code == "invalid_credentials"


def test_an_undo_ends_a_lock_out(shop: Shop, ada: Account, mailed_token: MailedToken) -> None:
    for _ in range(5):
        log_in(shop, OLD, OTHER_PASSWORD)

    undo(shop, mailed_token("email-changed"))

    assert log_in(shop, OLD).code == "invalid_credentials"


@pytest.mark.usefixtures("later")
def test_the_link_works_for_seven_days(shop: Shop, ada: Account, stored: Items) -> None:
    (item,) = [item for item in stored("TOKEN#") if item["purpose"] == "undo"]

    assert item["expiresAt"] == pytest.approx(time.time() + 7 * 24 * 60 * 60, abs=1)


def test_guessing_tokens_counts_for_the_client_ip(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIENT_IP_LIMIT", "3")

    body = [{"token": f"made-up-{number}"} for number in range(4)]
    answers = [shop.post("/users/email/undo", sent, role="nobody", source_ip=ELSEWHERE) for sent in body]

    assert [answer.status for answer in answers] == [400, 400, 400, 429]


def test_a_customer_who_changed_the_email_very_often_can_erase_the_account(
    shop: Shop, ada: Account, mailed_token: MailedToken, stored: Items, later: Later
) -> None:
    for week in range(1, 4):
        later(week * 8 * 24 * 60 * 60)
        for number in range(5):
            move(ada, f"ada@{week}-{number}.example", mailed_token)

    (credentials,) = stored("EMAIL#")
    named = {token["token"] for token in credentials["undoTokens"]}
    assert named == {item["pk"].partition("#")[2] for item in stored("TOKEN#") if item["purpose"] == "undo"}
    assert len(named) == 5, "a transaction can delete 100 items"
    assert ada.call("DELETE", "/users/me", {"password": PASSWORD}).status == 204
    assert [item for item in stored() if not item["pk"].startswith(("LIMIT#", "MAILBOX#"))] == []


def test_the_link_of_an_erased_account_is_worth_nothing(shop: Shop, ada: Account, mailed_token: MailedToken) -> None:
    token = mailed_token("email-changed")
    assert ada.call("DELETE", "/users/me", {"password": PASSWORD}).status == 204

    assert undo(shop, token).code == "invalid_token"
