"""Sessions: continued with refresh tokens that work once, ended one by one or all at once, checked at every use."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bodega.dynamodb import Put, Update
from bodega.errors import Unauthorized
from bodega.sessions import profile_key, session_key
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from harness.shop.people import OTHER_PASSWORD, PASSWORD, Person, caller_of, is_let_in, log_in, refresh, register
from tests.functional.users.conftest import NoSecret
from users.auth import sessions
from users.storage.accounts import credentials_key, table

Items = Callable[[str], list[dict[str, Any]]]


def another_session(person: Person) -> Person:
    return Person(person.shop, person.email, log_in(person.shop, person.email))


def set_profile(person: Person, **changes: Any) -> None:
    table.update(Update(profile_key(person.id), "attribute_exists(#pk)", set=changes))


def set_session(person: Person, **changes: Any) -> None:
    key = session_key(person.id, caller_of(person.access_token)["sessionId"])
    table.update(Update(key, "attribute_exists(#pk)", set=changes))


def test_the_authorizer_names_user_role_and_session_in_one_read(shop: Shop, recording: Recording) -> None:
    person = register(shop)
    recording.calls.clear()

    context = caller_of(person.access_token)

    assert recording.capacities == [("BatchGetItem", 2, 0)]
    assert recording.calls[0].request["RequestItems"].popitem()[1]["ConsistentRead"] is True
    assert set(context) == {"userId", "role", "sessionId"}
    assert (context["userId"], context["role"]) == (person.id, "customer")
    assert context["sessionId"].startswith("ses_")


def test_a_refresh_is_one_transaction_and_returns_the_next_tokens(shop: Shop, recording: Recording) -> None:
    person = register(shop)
    recording.calls.clear()

    answer = refresh(shop, person.refresh_token)

    # DynamoDB Local counts half of a transaction: 4 units on AWS, for a write and a check.
    assert recording.capacities == [("TransactWriteItems", 2, 0)]
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.json) == {"accessToken", "refreshToken", "expiresIn"}
    assert answer.json["refreshToken"] != person.refresh_token
    assert caller_of(answer.json["accessToken"]) == caller_of(person.access_token)


def test_a_session_lasts_thirty_days_from_its_last_refresh(shop: Shop, stored: Items) -> None:
    person = register(shop)
    set_session(person, expiresAt=int(time.time()) + 60)

    refresh(shop, person.refresh_token)

    (session,) = [item for item in stored("USER#") if item["sk"].startswith("SESSION#")]
    assert session["expiresAt"] == pytest.approx(time.time() + 30 * 24 * 60 * 60, abs=5)


def test_a_used_refresh_token_ends_its_session_and_no_other(shop: Shop) -> None:
    person = register(shop)
    other = another_session(person)
    second = refresh(shop, person.refresh_token).json
    third = refresh(shop, second["refreshToken"]).json

    answer = refresh(shop, person.refresh_token)

    assert (answer.status, answer.code) == (401, "unauthorized")
    assert refresh(shop, third["refreshToken"]).status == 401
    assert not any(is_let_in(token) for token in (person.access_token, second["accessToken"], third["accessToken"]))
    assert is_let_in(other.access_token)
    assert refresh(shop, other.refresh_token).status == 200


def test_at_most_one_of_twenty_parallel_refreshes_succeeds_and_the_session_ends(shop: Shop) -> None:
    person = register(shop)

    def attempt(_: int) -> dict[str, Any] | None:
        try:
            return sessions.refresh(person.refresh_token)
        except Unauthorized:
            return None

    with ThreadPoolExecutor(20) as pool:
        given = [tokens for tokens in pool.map(attempt, range(20)) if tokens]

    assert len(given) == 1
    assert not is_let_in(given[0]["accessToken"])
    assert refresh(shop, given[0]["refreshToken"]).status == 401


def test_a_refresh_is_no_reuse_when_the_response_of_the_database_is_lost(shop: Shop, recording: Recording) -> None:
    person = register(shop)
    recording.faults.append(Fault("lost", "TransactWriteItems"))

    answer = refresh(shop, person.refresh_token)

    assert answer.status == 200
    assert refresh(shop, answer.json["refreshToken"]).status == 200


def test_a_refresh_whose_tokens_cannot_be_signed_keeps_the_session(
    shop: Shop, no_signing_key: NoSecret, stored: Items
) -> None:
    person = register(shop)
    with no_signing_key():
        assert refresh(shop, person.refresh_token).code == "storage_unavailable"

    assert refresh(shop, person.refresh_token).status == 200
    assert len([item for item in stored("USER#") if item["sk"].startswith("SESSION#")]) == 1


@pytest.mark.parametrize(
    "token",
    ["x", "rt_", "rt_A_B_1_C", "é" * 40, "rt_{user}_{other}_1_" + "x" * 43, "rt_{user}_{session}_2_" + "x" * 42],
)
def test_a_malformed_refresh_token_is_rejected_and_ends_no_session(shop: Shop, token: str) -> None:
    person = register(shop)
    session = caller_of(person.access_token)["sessionId"].removeprefix("ses_")
    user = person.id.removeprefix("usr_")

    answer = refresh(shop, token.format(user=user, session=session, other="01JD4W0Q8V5E2M7T9X3K6B1ADM"))

    assert (answer.status, answer.code) == (401, "unauthorized")
    assert refresh(shop, person.refresh_token).status == 200


def test_a_session_id_cannot_be_derived_from_the_user_id(shop: Shop) -> None:
    person = register(shop)
    session = caller_of(person.access_token)["sessionId"]

    assert session[-16:-3] != person.id[-16:-3], "derived from the user ID"


@pytest.mark.parametrize("body", [None, {}, {"everywhere": False}])
def test_logging_out_ends_this_session_only(shop: Shop, recording: Recording, body: dict[str, Any] | None) -> None:
    person = register(shop)
    other = another_session(person)

    assert person.call("POST", "/users/logout", body).status == 204

    assert recording.operations[-1] == "TransactWriteItems"
    assert not is_let_in(person.access_token)
    assert refresh(shop, person.refresh_token).status == 401
    assert is_let_in(other.access_token)


def test_logging_out_everywhere_ends_every_session_at_once(shop: Shop, recording: Recording) -> None:
    person = register(shop)
    other = another_session(person)
    recording.calls.clear()

    assert person.call("POST", "/users/logout", {"everywhere": True}).status == 204

    assert recording.operations == ["BatchGetItem", "GetItem", "TransactWriteItems"]  # the first is the authorizer's
    for ended in (person, other):
        assert not is_let_in(ended.access_token)
        assert refresh(shop, ended.refresh_token).status == 401
    assert is_let_in(another_session(person).access_token)


def test_logging_out_everywhere_is_unauthorized_during_an_erasure(shop: Shop) -> None:
    person = register(shop)
    context = caller_of(person.access_token)
    left = {"pk": f"USER#{person.id}", "sk": "PROFILE", "id": person.id, "role": "leaving", "status": "active"}
    table.transact({"profile": Put({**left, "tokenVersion": 1, "version": 2}, "attribute_exists(#pk)")})

    answer = shop.post("/users/logout", {"everywhere": True}, caller=context)

    assert (answer.status, answer.code) == (401, "unauthorized")


def test_logging_out_everywhere_does_not_affect_a_new_account_with_the_email(
    shop: Shop, recording: Recording, stored: Items
) -> None:
    person = register(shop)
    context = caller_of(person.access_token)
    left = [Update(credentials_key(person.email), "attribute_exists(#pk)", set={"userId": "usr_somebody_else"})]

    def rewrite(operation: str, _: dict[str, Any]) -> None:
        if operation == "GetItem" and left:
            table.update(left.pop())

    recording.rewrite = rewrite

    answer = shop.post("/users/logout", {"everywhere": True}, caller=context)

    assert (answer.status, answer.code) == (401, "unauthorized")
    (credentials,) = stored("EMAIL#")
    assert credentials["tokenVersion"] == 1, (
        "differs from the profile of the new account, whose tokens would all be invalid"
    )


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
    assert refresh(shop, person.refresh_token).status == 401


def test_a_new_role_applies_from_the_next_request(shop: Shop) -> None:
    person = register(shop)

    set_profile(person, role="admin")

    assert caller_of(person.access_token)["role"] == "admin"


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
