"""A change of the email, once the link in the mail to the new address was used."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Answer, Shop
from harness.shop.people import ELSEWHERE, OTHER_PASSWORD, is_let_in, log_in, registration
from tests.functional.users.conftest import Items
from tests.functional.users.emails.conftest import MailedToken, Mails
from tests.support.database.in_between import InBetween
from tests.support.shop.accounts import Account, customer
from tests.support.shop.emails import NEW, OLD, change, confirm
from users.auth.mailed_tokens import digest_of


def test_a_log_out_everywhere_during_the_change_ends_every_session(
    shop: Shop, verified: Account, mailed_token: MailedToken, in_between: InBetween
) -> None:
    change(verified)
    token = mailed_token("email-change")
    phone = log_in(shop, OLD).json
    confirmed: list[Answer] = []
    in_between({"GetItem"}, lambda: confirmed.append(confirm(verified, token)))

    assert verified.call("POST", "/users/logout", {"everywhere": True}).status == 204

    assert [answer.status for answer in confirmed] == [204]
    assert not is_let_in(phone["accessToken"])
    assert not is_let_in(verified.person.access_token)


def test_reset_links_of_the_old_address_end_with_the_change(
    shop: Shop, verified: Account, mailed_token: MailedToken, stored: Items
) -> None:
    shop.post("/users/password/forgot", {"email": OLD}, role="nobody")
    token = mailed_token("reset")
    change(verified)

    confirm(verified, mailed_token("email-change"))

    body = {"token": token, "newPassword": OTHER_PASSWORD}
    assert shop.post("/users/password/reset", body, role="nobody").code == "invalid_token"
    assert f"TOKEN#{digest_of(token)}" not in {item["pk"] for item in stored("TOKEN#")}
    shop.post("/users/password/forgot", {"email": NEW}, role="nobody")
    body = {"token": mailed_token("reset", NEW), "newPassword": OTHER_PASSWORD}
    assert shop.post("/users/password/reset", body, role="nobody").status == 200


def test_a_lock_out_of_either_address_ends_with_the_change(
    shop: Shop, verified: Account, mailed_token: MailedToken
) -> None:
    change(verified)
    for email in (OLD, NEW):
        for _ in range(5):
            log_in(shop, email, OTHER_PASSWORD)

    confirm(verified, mailed_token("email-change"))

    assert log_in(shop, NEW).status == 200
    assert log_in(shop, OLD).code == "invalid_credentials"


def test_a_stranger_who_asked_for_links_to_my_new_email_keeps_me_from_none(
    shop: Shop, verified: Account, mails: Mails, mailed_token: MailedToken
) -> None:
    change(verified)
    shop.post("/users/password/forgot", {"email": NEW}, role="nobody")
    confirm(verified, mailed_token("email-change"))

    shop.post("/users/password/forgot", {"email": NEW}, role="nobody")

    assert (mails()[-1]["template"], mails()[-1]["to"]) == ("reset", NEW)


def test_the_old_mailbox_gets_a_notice_and_a_stranger_who_never_confirmed_it_gets_none(
    shop: Shop, verified: Account, mails: Mails, mailed_token: MailedToken
) -> None:
    change(verified)
    confirm(verified, mailed_token("email-change"))
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
    shop: Shop, verified: Account, mailed_token: MailedToken, stored: Items
) -> None:
    change(verified)
    grace = customer(shop, email=NEW)
    before = stored("USER#") + stored("EMAIL#")

    answer = confirm(verified, mailed_token("email-change"))

    assert (answer.status, answer.code) == (409, "email_taken")
    assert stored("USER#") + stored("EMAIL#") == before
    assert grace.get("/users/me")["email"] == NEW


def test_a_lost_response_of_the_database_does_not_break_a_change(
    shop: Shop, verified: Account, mailed_token: MailedToken, recording: Recording
) -> None:
    recording.faults.append(Fault("lost", "TransactWriteItems"))
    assert change(verified).status == 202
    recording.faults.append(Fault("lost", "TransactWriteItems"))

    assert confirm(verified, mailed_token("email-change")).status == 204

    assert log_in(shop, NEW).status == 200
