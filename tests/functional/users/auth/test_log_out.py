"""The ends of sessions, and what access tokens are good for."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from bodega.dynamodb import Put, Update
from bodega.sessions import profile_key
from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Shop
from harness.shop.people import OTHER_PASSWORD, PASSWORD, Person, caller_of, is_let_in, refresh, register
from tests.functional.users.conftest import Items
from tests.support.access.sessions import another_session, set_session
from tests.support.database.in_between import InBetween
from users.storage.accounts import credentials_key, table


def set_profile(person: Person, **changes: Any) -> None:
    """Change the profile, and what the credentials have of it."""
    copied = {"user": {**person.user, **changes}} if changes.keys() <= person.user.keys() else changes
    table.update(Update(profile_key(person.id), "attribute_exists(#pk)", set=changes))
    table.update(Update(credentials_key(person.email), "attribute_exists(#pk)", set=copied))


@pytest.mark.parametrize("body", [None, {}, {"everywhere": False}])
def test_logging_out_ends_this_session_only(shop: Shop, recording: Recording, body: dict[str, Any] | None) -> None:
    person = register(shop)
    other = another_session(person)

    assert person.call("POST", "/users/logout", body).status == 204

    assert recording.operations[-1] == "TransactWriteItems"
    assert not is_let_in(person.access_token)
    assert refresh(shop, person.refresh_token).status == 403
    assert is_let_in(other.access_token)


def test_logging_out_everywhere_ends_every_session_at_once(shop: Shop, recording: Recording) -> None:
    person = register(shop)
    other = another_session(person)
    recording.calls.clear()

    assert person.call("POST", "/users/logout", {"everywhere": True}).status == 204

    # The first is the authorizer's. The last two delete the sessions, of which one is deleted already.
    assert recording.operations == ["BatchGetItem", "GetItem", "TransactWriteItems", "Query", "TransactWriteItems"]
    for ended in (person, other):
        assert not is_let_in(ended.access_token)
        assert refresh(shop, ended.refresh_token).status == 403
    assert is_let_in(another_session(person).access_token)


def test_logging_out_everywhere_deletes_the_sessions_and_no_later_one(
    shop: Shop, in_between: InBetween, stored: Items
) -> None:
    person = register(shop)
    for _ in range(3):
        another_session(person)
    later: list[Person] = []
    in_between({"Query"}, lambda: later.append(another_session(person)))

    assert person.call("POST", "/users/logout", {"everywhere": True}).status == 204

    (session,) = [item for item in stored("USER#") if item["sk"].startswith("SESSION#")]
    assert session["sk"].removeprefix("SESSION#") == caller_of(later[0].access_token)["sessionId"]


def test_logging_out_everywhere_is_refused_during_an_erasure(shop: Shop) -> None:
    person = register(shop)
    context = caller_of(person.access_token)
    left = {"pk": f"USER#{person.id}", "sk": "PROFILE", "id": person.id, "role": "leaving", "status": "active"}
    table.transact({"profile": Put({**left, "tokenVersion": 1, "version": 2}, "attribute_exists(#pk)")})

    answer = shop.post("/users/logout", {"everywhere": True}, caller=context)

    assert (answer.status, answer.code) == (403, "session_ended")


@pytest.mark.parametrize(
    "end",
    [
        lambda person: set_profile(person, status="frozen"),
        lambda person: set_profile(person, tokenVersion=2),
        lambda person: set_session(person, tokenVersion=2),
        lambda person: set_session(person, expiresAt=int(time.time())),
    ],
    ids=["an admin's freeze", "a newer token version", "a session with a newer token", "an expired session"],
)
def test_an_access_token_ends_immediately_with_its_session_or_account(
    shop: Shop, end: Callable[[Person], None]
) -> None:
    person = register(shop)
    assert is_let_in(person.access_token)

    end(person)

    assert not is_let_in(person.access_token)
    assert refresh(shop, person.refresh_token).status == 403


def test_a_new_role_applies_from_the_next_request(shop: Shop) -> None:
    person = register(shop)

    set_profile(person, role="staff")

    assert caller_of(person.access_token)["role"] == "staff"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/users/logout", None),
        ("PUT", "/users/me/password", {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}),
    ],
)
@pytest.mark.parametrize("context", [{}, {"userId": "usr_x", "role": "customer"}], ids=["none", "without a session"])
def test_a_request_without_a_caller_is_unauthorized(
    shop: Shop, recording: Recording, method: str, path: str, body: dict[str, str] | None, context: dict[str, str]
) -> None:
    answer = shop.call(method, path, body=body, role="nobody", caller=context, headers={"Authorization": "Bearer x"})

    assert (answer.status, answer.code) == (401, "unauthorized")
    assert recording.calls == []
