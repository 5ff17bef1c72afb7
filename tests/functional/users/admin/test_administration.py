"""Administration of users, and the rule that one active admin remains."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bodega import deadline
from bodega.errors import LastAdmin
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from harness.shop.people import OTHER_PASSWORD, caller_of, is_let_in, log_in, refresh
from tests.functional.users.conftest import Items
from tests.support.shop.accounts import admin, customer, forget
from users.admin.accounts import set_role

SECRETS = (
    "passwordHash",
    "tokenVersion",
    "refreshHash",
    "emailKey",
    "resetToken",
    "verifyToken",
    "$2b$",
    "listPk",
    "#",
)


def without_marks(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the items without the marks that make repeated updates harmless."""
    return [{name: value for name, value in item.items() if name != "writeMark"} for item in items]


def count_of_admins(stored: Items) -> int:
    return next((item["admins"] for item in stored("ADMINS")), 0)


@pytest.mark.usefixtures("ticking")
def test_users_are_listed_newest_first_page_by_page(shop: Shop, recording: Recording) -> None:
    people = [customer(shop).person.user for _ in range(5)]
    forget(recording)

    pages, cursor = [], ""
    while True:
        page = shop.get(f"/users?limit=2{cursor}", role="admin").json
        pages.append(page["items"])
        if page["nextCursor"] is None:
            break
        cursor = f"&cursor={page['nextCursor']}"

    assert pages == [people[:2:-1], people[2:0:-1], people[:1]]
    assert recording.capacities == [("Query", 0.0, 0.5)] * 3
    assert shop.get("/users?order=oldest", role="admin").json["items"] == people


def test_a_cursor_belongs_to_its_order(shop: Shop) -> None:
    for _ in range(2):
        customer(shop)
    cursor = shop.get("/users?limit=1", role="admin").json["nextCursor"]

    answer = shop.get(f"/users?limit=1&order=oldest&cursor={cursor}", role="admin")

    assert (answer.status, answer.code) == (400, "invalid_cursor")


def test_a_user_is_found_by_email_in_any_case_for_one_read(shop: Shop, recording: Recording) -> None:
    ada = customer(shop, email="Ada@Shop.example")
    customer(shop)
    forget(recording)

    assert shop.get("/users?email=ADA@shop.EXAMPLE", role="admin").json == {
        "items": [ada.person.user],
        "nextCursor": None,
    }
    assert recording.operations == ["GetItem"]
    assert shop.get("/users?email=ad@shop.example", role="admin").json["items"] == []


def test_no_answer_holds_a_secret(shop: Shop) -> None:
    ada = customer(shop)

    answers = [
        shop.get("/users", role="admin"),
        shop.get(f"/users?email={ada.email}", role="admin"),
        shop.get(f"/users/{ada.id}", role="admin"),
        shop.put(f"/users/{ada.id}/role", {"role": "admin"}),
        shop.put(f"/users/{ada.id}/status", {"status": "active"}),
    ]

    assert [answer.status for answer in answers] == [200] * 5
    assert not [secret for answer in answers for secret in SECRETS if secret in str(answer.body)]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("GET", "/{id}", None),
        ("PUT", "/{id}/status", {"status": "frozen"}),
        ("PUT", "/{id}/role", {"role": "admin"}),
    ],
)
def test_customers_cannot_use_the_admin_routes(shop: Shop, method: str, path: str, body: dict[str, str] | None) -> None:
    ada = customer(shop)
    url = f"/users{path.format(id=ada.id)}"

    answer = ada.call(method, url, body)

    assert (answer.status, answer.code) == (403, "forbidden")
    assert shop.call(method, url, body=body, role="nobody").status == 401
    assert ada.get("/users/me") == ada.person.user


@pytest.mark.parametrize("user_id", ["usr_01JD4W0Q8V5E2M7T9X3K6B1ZCN", "me2", "PROFILE"])
def test_an_unknown_user_is_not_found(shop: Shop, user_id: str) -> None:
    answers = [
        shop.get(f"/users/{user_id}", role="admin"),
        shop.put(f"/users/{user_id}/status", {"status": "frozen"}),
        shop.put(f"/users/{user_id}/role", {"role": "admin"}),
    ]

    assert {(answer.status, answer.code) for answer in answers} == {(404, "not_found")}


def test_freezing_ends_all_tokens_until_an_admin_unfreezes_the_account(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    forget(recording)

    answer = shop.put(f"/users/{ada.id}/status", {"status": "frozen"})

    assert (answer.status, answer.json["status"], answer.headers["ETag"]) == (200, "frozen", '"2"')
    # The last two delete the sessions that have ended.
    assert recording.operations == ["GetItem", "TransactWriteItems", "Query", "TransactWriteItems"]
    assert not is_let_in(ada.person.access_token)
    assert refresh(shop, ada.person.refresh_token).status == 403
    refused = log_in(shop, ada.email)
    assert (refused.status, refused.code) == (403, "account_frozen")
    assert shop.put(f"/users/{ada.id}/status", {"status": "active"}).status == 200
    assert log_in(shop, ada.email).json["user"]["status"] == "active"
    assert not is_let_in(ada.person.access_token)


def test_an_admin_can_lift_a_lock_out(shop: Shop) -> None:
    ada = customer(shop)
    for _ in range(5):
        log_in(shop, ada.email, "wrong wrong wrong")
    assert log_in(shop, ada.email).code == "account_frozen"

    assert shop.put(f"/users/{ada.id}/status", {"status": "active"}).status == 200

    assert log_in(shop, ada.email).status == 200


@pytest.mark.usefixtures("impatient")
def test_an_outage_during_a_reactivation_leaves_no_lock_out(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    for _ in range(5):
        log_in(shop, ada.email, OTHER_PASSWORD)
    frozen = shop.put(f"/users/{ada.id}/status", {"status": "frozen"})
    recording.faults.append(Fault("refused", operation="TransactWriteItems", skip=1, times=10**9))

    answer = shop.put(f"/users/{ada.id}/status", {"status": "active"}, headers={"If-Match": frozen.headers["ETag"]})

    assert answer.status == 200, "the admin cannot repeat the request, because the version changed"
    recording.faults.clear()
    assert log_in(shop, ada.email).status == 200


def test_a_new_role_ends_the_tokens_of_the_old_one(shop: Shop, stored: Items) -> None:
    ada = customer(shop)

    answer = shop.put(f"/users/{ada.id}/role", {"role": "admin"})

    assert (answer.status, answer.json["role"]) == (200, "admin")
    assert not is_let_in(ada.person.access_token)
    assert count_of_admins(stored) == 1
    assert log_in(shop, ada.email).json["user"]["role"] == "admin"


def test_setting_the_same_role_changes_nothing(shop: Shop, stored: Items, recording: Recording) -> None:
    grace = admin(shop)
    forget(recording)

    assert shop.put(f"/users/{grace.id}/role", {"role": "admin"}).status == 200

    assert recording.operations == ["GetItem"]
    assert is_let_in(grace.person.access_token)
    assert count_of_admins(stored) == 1


def test_a_user_that_was_not_modified_is_304(shop: Shop) -> None:
    ada = customer(shop)

    known = shop.get(f"/users/{ada.id}", role="admin", headers={"If-None-Match": '"1"'})
    outdated = shop.get(f"/users/{ada.id}", role="admin", headers={"If-None-Match": '"2"'})

    assert (known.status, known.body, known.headers["ETag"]) == (304, None, '"1"')
    assert known.headers["Cache-Control"] == "no-store"
    assert outdated.status == 200


def test_a_stale_version_changes_nothing(shop: Shop) -> None:
    ada = customer(shop)
    shop.put(f"/users/{ada.id}/status", {"status": "frozen"})

    answer = shop.put(f"/users/{ada.id}/role", {"role": "admin"}, headers={"If-Match": '"1"'})

    assert (answer.status, answer.code) == (412, "version_conflict")


def test_the_last_admin_cannot_be_demoted_frozen_or_erased(shop: Shop, stored: Items) -> None:
    grace = admin(shop)
    before = without_marks(stored("USER#"))

    answers = [
        grace.call("PUT", f"/users/{grace.id}/role", {"role": "customer"}),
        grace.call("PUT", f"/users/{grace.id}/status", {"status": "frozen"}),
        grace.call("DELETE", "/users/me", {"password": "seven quiet umbrellas"}),
    ]

    assert [(answer.status, answer.code) for answer in answers] == [(409, "last_admin")] * 3
    assert without_marks(stored("USER#")) == before


def test_the_role_staff_ends_the_sessions_and_is_no_admin(shop: Shop, stored: Items) -> None:
    ada, grace = customer(shop), admin(shop)

    answer = shop.put(f"/users/{ada.id}/role", {"role": "staff"})

    assert (answer.status, answer.json["role"]) == (200, "staff")
    assert not is_let_in(ada.person.access_token)
    assert caller_of(log_in(shop, ada.email).json["accessToken"])["role"] == "staff"
    assert count_of_admins(stored) == 1
    assert grace.call("PUT", f"/users/{grace.id}/role", {"role": "staff"}).code == "last_admin"


@pytest.mark.parametrize("role", ["guest", "leaving", "Staff", ""])
def test_no_other_role_can_be_set(shop: Shop, role: str) -> None:
    ada = customer(shop)
    answer = shop.put(f"/users/{ada.id}/role", {"role": role})
    assert (answer.status, answer.pointers) == (422, ["/role"])


def test_a_frozen_admin_does_not_count_as_active(shop: Shop, stored: Items) -> None:
    grace, joan = admin(shop), admin(shop)
    assert shop.put(f"/users/{joan.id}/status", {"status": "frozen"}).status == 200
    assert count_of_admins(stored) == 1
    assert grace.call("PUT", f"/users/{grace.id}/role", {"role": "customer"}).code == "last_admin"

    assert shop.put(f"/users/{joan.id}/status", {"status": "active"}).status == 200

    assert count_of_admins(stored) == 2
    assert grace.call("PUT", f"/users/{grace.id}/role", {"role": "customer"}).status == 200
    assert count_of_admins(stored) == 1


def test_if_all_admins_resign_at_once_one_remains(shop: Shop, stored: Items) -> None:
    admins = [admin(shop) for _ in range(6)]
    together = threading.Barrier(len(admins))

    def resign(user_id: str) -> str:
        deadline.start()
        together.wait()
        try:
            set_role(user_id, "customer")
        except LastAdmin:
            return "stays"
        return "resigned"

    with ThreadPoolExecutor(len(admins)) as threads:
        outcomes = sorted(threads.map(resign, [each.id for each in admins]))

    assert outcomes == ["resigned"] * 5 + ["stays"]
    assert count_of_admins(stored) == 1


def test_a_change_whose_answer_was_lost_counts_once(shop: Shop, stored: Items, recording: Recording) -> None:
    ada = customer(shop)
    recording.faults.append(Fault("lost", "TransactWriteItems"))

    answer = shop.put(f"/users/{ada.id}/role", {"role": "admin"})

    assert (answer.status, answer.json["version"]) == (200, 2)
    assert count_of_admins(stored) == 1
