"""The list of the caller's own sessions, and the end of one of them."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Shop
from harness.shop.people import OTHER_PASSWORD, PASSWORD, Person, caller_of, is_let_in, log_in, refresh, register

Items = Callable[[str], list[dict[str, Any]]]
URL = "/users/me/sessions"


def another_session(person: Person, **event: Any) -> Person:
    return Person(person.shop, person.email, log_in(person.shop, person.email, **event))


def session_id(person: Person) -> str:
    return caller_of(person.access_token)["sessionId"]


def listed(person: Person) -> list[dict[str, Any]]:
    answer = person.call("GET", URL)
    assert (answer.status, answer.json["nextCursor"]) == (200, None)
    items: list[dict[str, Any]] = answer.json["items"]
    return items


def test_a_customer_sees_the_open_sessions_and_which_one_is_this(shop: Shop) -> None:
    laptop = register(shop)
    phone = another_session(laptop)
    gone = another_session(laptop)
    assert gone.call("POST", "/users/logout").status == 204

    sessions = listed(laptop)

    assert [session["id"] for session in sessions] == [session_id(phone), session_id(laptop)]
    assert [session["current"] for session in sessions] == [False, True]
    assert {session["userAgent"] for session in sessions} == {"tests"}
    assert all(session["createdAt"] <= session["expiresAt"] for session in sessions)


def test_listing_sessions_is_one_query(shop: Shop, recording: Recording) -> None:
    person = register(shop)
    context = caller_of(person.access_token)
    recording.calls.clear()

    assert shop.get(URL, caller=context).status == 200

    assert recording.capacities == [("Query", 1, 0)]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Shop/1.0 (iPhone)", "Shop/1.0 (iPhone)"),
        ("x" * 500, "x" * 200),
        ("a\r\nb\x00", "ab"),
        ("", None),
        (None, None),
    ],
)
def test_the_client_is_named_as_it_names_itself_in_printable_characters(
    shop: Shop, sent: str | None, shown: str | None
) -> None:
    person = register(shop)

    other = another_session(person, user_agent=sent)

    (found,) = [session for session in listed(person) if session["id"] == session_id(other)]
    assert found["userAgent"] == shown


def test_a_session_that_was_ended_by_another_route_is_not_listed(shop: Shop, stored: Items) -> None:
    person = register(shop)
    for _ in range(3):
        another_session(person)
    changed = person.call("PUT", "/users/me/password", {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD})
    person.answer = changed

    assert [session["id"] for session in listed(person)] == [session_id(person)]
    assert len([item for item in stored("USER#") if item["sk"].startswith("SESSION#")]) == 1


def test_a_customer_ends_the_session_of_a_lost_phone(shop: Shop) -> None:
    laptop = register(shop)
    phone = another_session(laptop)

    assert laptop.call("DELETE", f"{URL}/{session_id(phone)}").status == 204

    assert not is_let_in(phone.access_token)
    assert refresh(shop, phone.refresh_token).status == 403
    assert [session["current"] for session in listed(laptop)] == [True]


def test_nobody_ends_the_session_of_somebody_else(shop: Shop) -> None:
    ada, eve = register(shop), register(shop)

    for unknown in (session_id(ada), "ses_01JD4W0Q8V5E2M7T9X3K6B1ADM", "PROFILE", "ses_"):
        answer = eve.call("DELETE", f"{URL}/{unknown}")
        assert (answer.status, answer.code) == (404, "not_found")

    assert is_let_in(ada.access_token)
