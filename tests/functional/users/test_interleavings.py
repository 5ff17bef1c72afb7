"""What changes between the reads of an account and its transaction: the answer is the one of the moment of the write.

Each request is sent to an account that another request changes right before the first transaction of the first one.
Afterwards, the items of all accounts agree (`AccountState`).
"""

from typing import Any

import pytest

from harness.shop.client import Shop
from harness.shop.people import OTHER_PASSWORD, is_let_in, log_in
from tests.functional.users.conftest import Items
from tests.functional.users.emails.conftest import Mails
from tests.support.database.in_between import InBetween
from tests.support.requests.simultaneous import AT_THE_SAME_TIME, CHANGES, REQUESTS, Scene
from tests.support.shop.accounts import customer, guest
from users.storage.accounts import mailbox_key, table

PAIRS = [(request, happening) for request, each in REQUESTS.items() for happening in each.expected]


@pytest.fixture
def scene(shop: Shop, mails: Mails) -> Scene:
    return Scene(shop, customer(shop), mails)


@pytest.mark.parametrize(("name", "happening"), PAIRS, ids=[f"{name} - {event}" for name, event in PAIRS])
def test_the_answer_is_right_for_the_account_as_it_is_at_the_write(
    scene: Scene, in_between: InBetween, stored: Items, name: str, happening: str
) -> None:
    request = REQUESTS[name]
    for step in request.before:
        assert step(scene).status < 300
    happened: list[list[dict[str, Any]]] = []

    def happen() -> None:
        for step in CHANGES[happening]:
            answer = step(scene)
            assert answer is None or answer.status < 300
        happened.append(stored("EMAIL#"))

    in_between({"TransactWriteItems"}, happen, first=True)

    answer = request.send(scene)

    assert happened, "there was no transaction"
    expected = request.expected[happening]
    assert (answer.status if isinstance(expected, int) else answer.code) == expected
    own = [item for item in stored("USER#") if scene.ada.id in item["pk"]]
    if happening == "erased":
        assert own == [], "something is left of the account"
    if happening == "closed and registered again":
        assert [item["sk"] for item in own if item["sk"] != f"SESSION#{scene.ada.context['sessionId']}"] == ["PROFILE"]
    if happening == "closed and registered again" and expected != 202:
        assert stored("EMAIL#") == happened[0], "the new account was changed"
    if happening == "with another password" and not isinstance(expected, int):
        assert log_in(scene.shop, scene.ada.email, AT_THE_SAME_TIME).status == 200
    if answer.status == 200 and "accessToken" in answer.json:
        assert is_let_in(answer.json["accessToken"])


def test_two_wrong_log_ins_at_once_lock_the_account_at_the_fifth(
    scene: Scene, in_between: InBetween, mails: Mails
) -> None:
    shop, email = scene.shop, scene.ada.email
    for _ in range(3):
        log_in(shop, email, OTHER_PASSWORD)
    in_between({"TransactWriteItems"}, lambda: log_in(shop, email, OTHER_PASSWORD), first=True)

    assert log_in(shop, email, OTHER_PASSWORD).code == "invalid_credentials"

    assert log_in(shop, email).code == "account_frozen"
    assert [mail["template"] for mail in mails()].count("frozen") == 1


def test_a_password_is_changed_although_dynamodb_deletes_the_expired_mailbox(
    scene: Scene, in_between: InBetween, dynamodb: Any, accounts: str
) -> None:
    scene.new_password(AT_THE_SAME_TIME)
    key = mailbox_key(scene.ada.email).attributes()
    in_between({"TransactWriteItems"}, lambda: dynamodb.delete_item(TableName=accounts, Key=key), first=True)
    body = {"currentPassword": AT_THE_SAME_TIME, "newPassword": OTHER_PASSWORD}

    assert scene.ada.call("PUT", "/users/me/password", body).status == 200

    assert table.get(mailbox_key(scene.ada.email)) is not None


def test_a_guest_who_is_erased_twice_at_once_is_gone(shop: Shop, in_between: InBetween, stored: Items) -> None:
    bob = guest(shop)
    in_between({"TransactWriteItems"}, lambda: bob.call("DELETE", "/users/me"), first=True)

    assert bob.call("DELETE", "/users/me").code == "session_ended"

    assert stored("USER#") == []
