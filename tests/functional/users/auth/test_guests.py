"""Guests: a session without an account, for thirty days."""

import time
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from harness.shop.people import caller_of, is_let_in, refresh
from tests.functional.users.conftest import Items, Later
from tests.support.shop.accounts import Account, customer, forget, guest

DAY = 24 * 60 * 60
UNREACHED = (
    ("PATCH", "/users/me", {"firstName": "Ada"}),
    ("PUT", "/users/me/password", {"currentPassword": "x", "newPassword": "y"}),
    ("POST", "/users/me/email", {"email": "new@shop.example", "password": "x"}),
    ("POST", "/users/me/email/verification", None),
    ("POST", "/users/me/email/verify", {"token": "x"}),
    ("GET", "/users/me/sessions", None),
    ("GET", "/users/me/addresses", None),
    ("GET", "/users/me/payment-methods", None),
    ("GET", "/users/me/loyalty", None),
)


@pytest.fixture
def visitor(shop: Shop) -> Account:
    return guest(shop)


def test_a_guest_has_a_user_without_personal_data(shop: Shop) -> None:
    answer = shop.post("/users/guests", role="nobody")

    user = answer.json["user"]
    assert answer.status == 201
    assert answer.headers["Cache-Control"] == "no-store"
    assert {name: user[name] for name in ("email", "emailVerified", "firstName", "lastName", "phone")} == {
        "email": None,
        "emailVerified": False,
        "firstName": "",
        "lastName": "",
        "phone": None,
    }
    assert (user["role"], user["status"], user["version"]) == ("guest", "active", 1)
    assert caller_of(answer.json["accessToken"])["role"] == "guest"


def test_a_guest_reads_their_user(visitor: Account) -> None:
    assert visitor.get("/users/me") == visitor.person.user


def test_a_guest_costs_two_calls(shop: Shop, recording: Recording) -> None:
    forget(recording)
    assert shop.post("/users/guests", role="nobody").status == 201
    assert [call.operation for call in recording.calls] == ["BatchGetItem", "TransactWriteItems"]


def test_a_guest_takes_no_body(shop: Shop) -> None:
    assert shop.post("/users/guests", {"role": "admin"}, role="nobody").status == 422


def test_profile_and_session_expire_together(visitor: Account, stored: Items) -> None:
    profile, session = sorted(stored(f"USER#{visitor.id}"), key=lambda item: str(item["sk"]))
    assert profile["sk"] == "PROFILE"
    assert profile["expiresAt"] == session["expiresAt"] == session["endsAt"]
    assert abs(profile["expiresAt"] - time.time() - 30 * DAY) < 60


def test_a_session_of_a_guest_is_refreshed_but_never_lives_longer(shop: Shop, visitor: Account, later: Later) -> None:
    later(29 * DAY)
    answer = refresh(shop, visitor.person.refresh_token)
    assert answer.status == 200
    assert is_let_in(answer.json["accessToken"])

    later(30 * DAY + 60)
    assert refresh(shop, answer.json["refreshToken"]).status == 403
    # DynamoDB deletes expired items late: both are still there.
    assert not is_let_in(answer.json["accessToken"])


@pytest.mark.parametrize("body", [None, {"everywhere": True}])
def test_a_guest_logs_out(visitor: Account, body: dict[str, bool] | None) -> None:
    assert visitor.call("POST", "/users/logout", body).status == 204
    assert not is_let_in(visitor.person.access_token)


@pytest.mark.parametrize(("method", "url", "body"), UNREACHED)
def test_the_rest_of_an_account_needs_a_registration(
    visitor: Account, recording: Recording, method: str, url: str, body: Any
) -> None:
    forget(recording)
    answer = visitor.call(method, url, body)
    assert (answer.status, answer.code) == (403, "forbidden")
    assert "Register first" in answer.json["detail"]
    assert recording.calls == []


def test_admins_see_and_administer_no_guests(shop: Shop, visitor: Account, stored: Items) -> None:
    person = customer(shop)
    before = stored(f"USER#{visitor.id}")

    assert [user["id"] for user in shop.get("/users", role="admin").json["items"]] == [person.id]
    assert shop.get(f"/users/{visitor.id}", role="admin").status == 404
    assert shop.put(f"/users/{visitor.id}/role", {"role": "admin"}).status == 404
    assert shop.put(f"/users/{visitor.id}/status", {"status": "frozen"}).status == 404
    accrual = shop.post(
        f"/users/{visitor.id}/loyalty/accruals",
        {"points": 10, "reason": "Welcome"},
        headers={"Idempotency-Key": "one"},
    )
    assert accrual.status == 404
    assert stored(f"USER#{visitor.id}") == before


def test_a_guest_exports_what_is_stored(visitor: Account) -> None:
    export = visitor.get("/users/me/export")
    assert export["user"] == visitor.person.user
    assert len(export["sessions"]) == 1
    assert export["mails"] == export["addresses"] == []


class TestErasure:
    def test_a_guest_is_erased_without_a_password(self, visitor: Account, stored: Items) -> None:
        assert visitor.call("DELETE", "/users/me").status == 204
        assert stored(f"USER#{visitor.id}") == []
        assert not is_let_in(visitor.person.access_token)

    def test_an_interrupted_erasure_is_continued(self, visitor: Account, stored: Items, recording: Recording) -> None:
        recording.faults.append(Fault("none", "TransactWriteItems", times=1))
        recording.faults.append(
            Fault("error", "TransactWriteItems", times=10**6, status=500, code="InternalServerError")
        )
        assert visitor.call("DELETE", "/users/me").status == 503
        recording.faults.clear()

        (profile,) = [item for item in stored(f"USER#{visitor.id}") if item["sk"] == "PROFILE"]
        assert profile["role"] == "leaving"
        assert "expiresAt" not in profile, "it stays until the erasure is complete"
        context = caller_of(visitor.person.access_token)
        assert visitor.person.shop.call("DELETE", "/users/me", caller=context).status == 204
        assert stored(f"USER#{visitor.id}") == []

    def test_a_customer_still_needs_a_password(self, shop: Shop, stored: Items) -> None:
        person = customer(shop)
        answer = person.call("DELETE", "/users/me")
        assert (answer.status, answer.pointers) == (422, ["/password"])
        assert person.get("/users/me")["id"] == person.id


def test_guests_have_a_rate_limit_of_their_own(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, later: Later, stored: Items
) -> None:
    monkeypatch.setenv("CLIENT_IP_LIMIT", "5")
    answers = [shop.post("/users/guests", role="nobody") for _ in range(6)]

    assert [answer.status for answer in answers] == [201] * 5 + [429]
    assert answers[-1].code == "too_many_requests"
    assert len([item for item in stored("USER#") if item["sk"] == "PROFILE"]) == 5
    assert [item["sk"].partition("#")[0] for item in stored("LIMIT#")] == ["GUEST"]


def test_nothing_is_written_without_the_signing_key(shop: Shop, no_signing_key: Any, stored: Items) -> None:
    with no_signing_key():
        assert shop.post("/users/guests", role="nobody").status == 503
    assert stored() == []
