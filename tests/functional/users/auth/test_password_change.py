"""Change of the own password."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Answer, Shop
from harness.shop.mails import token_in
from harness.shop.people import (
    OTHER_PASSWORD,
    PASSWORD,
    Person,
    caller_of,
    is_let_in,
    log_in,
    refresh,
    register,
)
from tests.functional.users.conftest import NoSecret
from tests.support.aws.emf import metrics_of
from tests.support.database.in_between import InBetween

Items = Callable[[str], list[dict[str, Any]]]
Mails = Callable[[], list[dict[str, Any]]]


def change(person: Person, current: str = PASSWORD, new: str = OTHER_PASSWORD) -> Answer:
    return person.call("PUT", "/users/me/password", {"currentPassword": current, "newPassword": new})


class TestChangingThePassword:
    def test_the_new_password_works_and_the_old_one_does_not(self, shop: Shop, mails: Mails) -> None:
        person = register(shop)

        assert change(person).status == 200

        assert log_in(shop, person.email, OTHER_PASSWORD).status == 200
        assert log_in(shop, person.email, PASSWORD).code == "invalid_credentials"
        assert (mails()[-1]["template"], mails()[-1]["to"]) == ("password-changed", person.email)

    def test_this_session_continues_with_new_tokens_and_all_others_end(self, shop: Shop) -> None:
        person = register(shop)
        other = Person(shop, person.email, log_in(shop, person.email))
        session = caller_of(person.access_token)

        tokens = change(person).json

        assert set(tokens) == {"accessToken", "refreshToken", "expiresIn"}
        assert caller_of(tokens["accessToken"]) == session
        assert not is_let_in(person.access_token)
        assert not is_let_in(other.access_token)
        assert refresh(shop, other.refresh_token).status == 403
        assert refresh(shop, tokens["refreshToken"]).status == 200

    def test_changing_the_password_is_four_calls_and_a_look_for_ended_sessions(
        self, shop: Shop, recording: Recording
    ) -> None:
        person = register(shop)
        recording.calls.clear()

        change(person)

        authorizer, *own = recording.operations
        assert authorizer == "BatchGetItem"
        # The Query looks for sessions that have ended.
        assert own == ["GetItem", "BatchGetItem", "UpdateItem", "TransactWriteItems", "Query"]

    def test_a_wrong_current_password_changes_nothing_and_is_counted(
        self, shop: Shop, output: Callable[[], str]
    ) -> None:
        person = register(shop)
        output()

        assert change(person, current=OTHER_PASSWORD).code == "invalid_credentials"

        assert [metric.name for metric in metrics_of(output()) if metric.name == "WrongPasswords"] == ["WrongPasswords"]
        assert is_let_in(person.access_token)
        assert log_in(shop, person.email).status == 200

    @pytest.mark.parametrize("weak", ["short", "passwordpassword", "x the test shop 7"])
    def test_a_weak_new_password_is_rejected(self, shop: Shop, weak: str) -> None:
        person = register(shop)

        answer = change(person, new=weak)

        assert (answer.code, answer.pointers) == ("validation_failed", ["/newPassword"])
        assert log_in(shop, person.email).status == 200

    def test_weak_new_passwords_do_not_count_as_failed_attempts(self, shop: Shop, stored: Items) -> None:
        person = register(shop)
        for _ in range(6):
            assert change(person, new="passwordpassword").code == "validation_failed"

        assert "attempts" not in str(stored(""))
        assert is_let_in(person.access_token)

    def test_a_password_change_whose_tokens_cannot_be_signed_changes_nothing(
        self, shop: Shop, no_signing_key: NoSecret, recording: Recording
    ) -> None:
        person = register(shop)
        context = caller_of(person.access_token)
        body = {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}
        recording.calls.clear()
        with no_signing_key():
            assert shop.put("/users/me/password", body, caller=context).code == "storage_unavailable"

        assert recording.operations == []
        assert is_let_in(person.access_token)
        assert log_in(shop, person.email).status == 200

    def test_an_earlier_reset_token_of_a_verified_account_is_no_longer_valid(self, shop: Shop, mails: Mails) -> None:
        person = register(shop)
        body = {"token": token_in(mails()[0])}
        assert person.call("POST", "/users/me/email/verify", body).status == 204
        shop.post("/users/password/forgot", {"email": person.email}, role="nobody")
        token = token_in(mails()[-1])

        change(person)

        body = {"token": token, "newPassword": "yet another umbrella"}
        assert shop.post("/users/password/reset", body, role="nobody").code == "invalid_token"
        shop.post("/users/password/forgot", {"email": person.email}, role="nobody")
        assert mails()[-1]["template"] == "reset", "the owner has no link and gets none"

    def test_a_stranger_who_opened_my_account_cannot_end_my_reset_link(self, shop: Shop, mails: Mails) -> None:
        """The account is not verified: the link belongs to the mailbox, the session perhaps to a stranger."""
        person = register(shop)
        shop.post("/users/password/forgot", {"email": person.email}, role="nobody")
        token = token_in(mails()[-1])

        assert change(person).status == 200

        body = {"token": token, "newPassword": "yet another umbrella"}
        assert shop.post("/users/password/reset", body, role="nobody").status == 200

    def test_a_caller_without_an_account_has_no_session(self, shop: Shop) -> None:
        body = {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}

        assert shop.put("/users/me/password", body, role="customer").code == "session_ended"


def test_a_session_that_ends_during_a_password_change_leaves_nothing_behind(
    shop: Shop, stored: Items, in_between: InBetween
) -> None:
    person = register(shop)
    other = Person(shop, person.email, log_in(shop, person.email))
    ended: list[Answer] = []
    in_between({"UpdateItem"}, lambda: ended.append(other.call("POST", "/users/logout", {"everywhere": True})))

    assert change(person).status == 403

    assert [answer.status for answer in ended] == [204]
    assert [item["sk"] for item in stored("USER#")] == ["PROFILE"]
