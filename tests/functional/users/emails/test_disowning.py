"""Disowning: the owner of a mailbox removes an account that somebody else registered with it."""

from typing import Any

from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Answer, Shop
from harness.shop.people import ELSEWHERE, is_let_in, log_in, refresh, register
from tests.functional.users.conftest import Items
from tests.functional.users.emails.conftest import MailedToken
from tests.functional.users.profile.test_erasure import away_after, furnish
from tests.support.database.in_between import InBetween
from tests.support.shop.accounts import admin, customer


def disown(shop: Shop, token: str, **event: Any) -> Answer:
    return shop.post("/users/email/disown", {"token": token}, role="nobody", **event)


def left(stored: Items) -> list[dict[str, Any]]:
    """Return all items except those that belong to no account, and expire."""
    return [item for item in stored() if not item["pk"].startswith(("LIMIT#", "MAILBOX#"))]


def test_i_remove_the_account_that_a_stranger_registered_with_my_address(
    shop: Shop, stored: Items, mailed_token: MailedToken
) -> None:
    stranger = customer(shop, email="me@shop.example", phone="+15145550123")
    furnish(shop, stranger)
    elsewhere = log_in(shop, "me@shop.example").json
    token = mailed_token("welcome")

    answer = disown(shop, token)

    assert (answer.status, answer.body) == (204, None)
    assert not is_let_in(stranger.person.access_token)
    assert not is_let_in(elsewhere["accessToken"])
    assert refresh(shop, stranger.person.refresh_token).status == 403
    assert [sorted(item) for item in left(stored)] == [["expiresAt", "pk", "purpose", "sk"]], "only the used token"
    assert register(shop, email="me@shop.example").id != stranger.id


def test_a_second_click_is_told_of_the_success_and_removes_no_newer_account(
    shop: Shop, mailed_token: MailedToken
) -> None:
    customer(shop, email="me@shop.example")
    token = mailed_token("welcome")
    assert disown(shop, token).status == 204
    mine = customer(shop, email="me@shop.example")

    assert disown(shop, token).status == 204

    assert mine.get("/users/me")["email"] == "me@shop.example"


def test_a_verified_account_cannot_be_removed_by_an_old_mail(shop: Shop, mailed_token: MailedToken) -> None:
    ada = customer(shop)
    token = mailed_token("welcome")
    assert ada.call("POST", "/users/me/email/verify", {"token": token}).status == 204

    answer = disown(shop, token)

    assert (answer.status, answer.code) == (400, "invalid_token")
    assert ada.get("/users/me")["id"] == ada.id


def test_a_removal_that_was_interrupted_ends_the_sessions_and_continues_with_the_same_link(
    shop: Shop, stored: Items, mailed_token: MailedToken, recording: Recording
) -> None:
    stranger = customer(shop, email="me@shop.example")
    furnish(shop, stranger)
    token = mailed_token("welcome")
    recording.faults += away_after(transactions=1)
    assert disown(shop, token).status == 503
    recording.faults.clear()
    assert not is_let_in(stranger.person.access_token)
    assert [item for item in left(stored) if item["pk"].startswith("USER#")]

    assert disown(shop, token).status == 204

    assert [sorted(item) for item in left(stored)] == [["expiresAt", "pk", "purpose", "sk"]]


def test_guessing_tokens_counts_for_the_client_ip(shop: Shop, monkeypatch: Any) -> None:
    monkeypatch.setenv("CLIENT_IP_LIMIT", "3")

    answers = [disown(shop, f"made-up-{number}", source_ip=ELSEWHERE) for number in range(4)]

    assert [answer.status for answer in answers] == [400, 400, 400, 429]


def test_the_last_admin_is_not_removed_by_a_mail(shop: Shop, mailed_token: MailedToken) -> None:
    grace = admin(shop)

    answer = disown(shop, mailed_token("welcome", grace.email))

    assert (answer.status, answer.code) == (409, "last_admin")
    assert grace.get("/users/me")["role"] == "admin"


def test_a_profile_that_was_verified_at_the_same_time_stays(
    shop: Shop, mailed_token: MailedToken, in_between: InBetween
) -> None:
    ada = customer(shop)
    token = mailed_token("welcome")
    verified: list[Answer] = []
    in_between({"GetItem"}, lambda: verified.append(ada.call("POST", "/users/me/email/verify", {"token": token})))

    assert disown(shop, token).code == "invalid_token"

    assert [answer.status for answer in verified] == [204]
    assert ada.get("/users/me")["emailVerified"] is True


def test_a_removal_leaves_no_token_that_was_mailed_at_the_same_time(
    shop: Shop, stored: Items, mailed_token: MailedToken, in_between: InBetween
) -> None:
    stranger = customer(shop, email="me@shop.example")
    token = mailed_token("welcome")
    requested: list[Answer] = []
    in_between({"GetItem"}, lambda: requested.append(stranger.call("POST", "/users/me/email/verification")))

    assert disown(shop, token).code == "invalid_token", "the other mail has a newer one"

    assert [answer.status for answer in requested] == [202]
    assert disown(shop, mailed_token("verify")).status == 204
    assert [sorted(item) for item in left(stored)] == [["expiresAt", "pk", "purpose", "sk"]], "only the used token"
