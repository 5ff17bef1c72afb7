"""Sessions: continued with refresh tokens that work once, ended one by one or all at once, checked at every use."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bodega.key_ring import KeyRing
from bodega.tokens import SigningKey
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from harness.shop.people import OTHER_PASSWORD, PASSWORD, caller_of, is_let_in, refresh, register
from tests.functional.users.conftest import Items, Later, NoSecret
from tests.support.access.sessions import another_session, set_session
from users.auth import sessions
from users.auth.refresh_tokens import key_ring

DAY = 24 * 60 * 60


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


@pytest.mark.usefixtures("later")
def test_a_session_lasts_thirty_days_from_its_last_refresh(shop: Shop, stored: Items) -> None:
    person = register(shop)
    set_session(person, expiresAt=int(time.time()) + 60)

    refresh(shop, person.refresh_token)

    (session,) = [item for item in stored("USER#") if item["sk"].startswith("SESSION#")]
    assert session["expiresAt"] == pytest.approx(time.time() + 30 * 24 * 60 * 60, abs=1)


def test_a_session_ends_after_half_a_year_also_if_it_is_in_use(shop: Shop, stored: Items, later: Later) -> None:
    person = register(shop)
    token = person.refresh_token
    for days in range(25, 180, 25):
        later(days * DAY)
        token = refresh(shop, token).json["refreshToken"]
    (session,) = [item for item in stored("USER#") if item["sk"].startswith("SESSION#")]
    assert session["expiresAt"] == session["endsAt"] < time.time() + 30 * DAY

    later(180 * DAY + 1)

    assert refresh(shop, token).status == 403


def test_a_used_refresh_token_ends_its_session_and_no_other(shop: Shop) -> None:
    person = register(shop)
    other = another_session(person)
    second = refresh(shop, person.refresh_token).json
    third = refresh(shop, second["refreshToken"]).json

    answer = refresh(shop, person.refresh_token)

    assert (answer.status, answer.code) == (403, "session_ended")
    assert refresh(shop, third["refreshToken"]).status == 403
    assert not any(is_let_in(token) for token in (person.access_token, second["accessToken"], third["accessToken"]))
    assert is_let_in(other.access_token)
    assert refresh(shop, other.refresh_token).status == 200


def test_two_tabs_that_refresh_at_once_stay_signed_in(shop: Shop) -> None:
    person = register(shop)

    with ThreadPoolExecutor(20) as pool:
        given = list(pool.map(lambda _: sessions.refresh(person.refresh_token), range(20)))

    assert len({tokens["refreshToken"] for tokens in given}) == 1
    assert all(is_let_in(tokens["accessToken"]) for tokens in given)
    assert refresh(shop, given[0]["refreshToken"]).status == 200


def test_a_client_that_lost_the_answer_to_a_refresh_stays_signed_in(
    shop: Shop, recording: Recording, later: Later
) -> None:
    person = register(shop)
    lost = refresh(shop, person.refresh_token).json
    recording.calls.clear()

    later(59)
    again = refresh(shop, person.refresh_token)

    assert recording.operations == ["TransactWriteItems"]
    assert (again.status, again.json["refreshToken"]) == (200, lost["refreshToken"])
    assert is_let_in(again.json["accessToken"])
    assert refresh(shop, again.json["refreshToken"]).status == 200


def test_a_refresh_token_that_is_repeated_after_a_minute_ends_the_session(shop: Shop, later: Later) -> None:
    person = register(shop)
    latest = refresh(shop, person.refresh_token).json

    later(62)

    assert refresh(shop, person.refresh_token).status == 403
    assert refresh(shop, latest["refreshToken"]).status == 403
    assert not is_let_in(latest["accessToken"])


def test_a_repeated_refresh_gets_the_same_token_when_the_signing_key_was_rotated_between(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = register(shop)
    lost = refresh(shop, person.refresh_token).json
    (old, *_) = key_ring().keys()
    new = SigningKey("new", "x" * 64)
    monkeypatch.setattr(KeyRing, "keys", lambda *_: [new, old])

    again = refresh(shop, person.refresh_token)

    assert (again.status, again.json["refreshToken"]) == (200, lost["refreshToken"])


def test_a_refresh_token_from_before_a_change_of_the_password_ends_no_session(shop: Shop) -> None:
    """Another tab may still have it. It is no sign of a theft, because all tokens were ended on purpose."""
    person = register(shop)
    changed = person.call("PUT", "/users/me/password", {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD})

    assert refresh(shop, person.refresh_token).status == 403

    assert is_let_in(changed.json["accessToken"])
    assert refresh(shop, changed.json["refreshToken"]).status == 200


@pytest.mark.parametrize("what", ["generation", "end", "version"])
def test_a_refresh_token_with_a_changed_number_is_refused_and_ends_the_session(shop: Shop, what: str) -> None:
    person = register(shop)
    parts = person.refresh_token.split("_", 6)
    place = {"version": 3, "generation": 4, "end": 5}[what]
    parts[place] = str(int(parts[place]) + 1)

    assert refresh(shop, "_".join(parts)).status == 403


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
    [
        "x",
        "rt_",
        "rt_A_B_1_1_1_C",
        "é" * 40,
        "rt_{user}_{other}_1_1_4000000000_" + "x" * 43,
        "rt_{user}_{session}_1_1_1_" + "x" * 43,
        "rt_{user}_{session}_2_1_4000000000_" + "x" * 42,
    ],
)
def test_a_malformed_refresh_token_is_rejected_and_ends_no_session(shop: Shop, token: str) -> None:
    person = register(shop)
    session = caller_of(person.access_token)["sessionId"].removeprefix("ses_")
    user = person.id.removeprefix("usr_")

    answer = refresh(shop, token.format(user=user, session=session, other="01JD4W0Q8V5E2M7T9X3K6B1ADM"))

    assert (answer.status, answer.code) == (403, "session_ended")
    assert refresh(shop, person.refresh_token).status == 200


def test_a_session_id_cannot_be_derived_from_the_user_id(shop: Shop) -> None:
    person = register(shop)
    session = caller_of(person.access_token)["sessionId"]

    assert session[-16:-3] != person.id[-16:-3], "derived from the user ID"
