"""A user's own profile: read and changed."""

from typing import Any

import pytest

from bodega.dynamodb import ANY, Update
from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Shop
from harness.shop.people import log_in
from tests.support.shop.accounts import customer, forget
from users.storage.accounts import credentials_key, profile_key, table


def test_the_profile_contains_no_secret_and_is_one_read(shop: Shop, recording: Recording) -> None:
    ada = customer(shop, phone="+15145550123")
    forget(recording)

    answer = ada.call("GET", "/users/me")

    assert answer.status == 200
    assert answer.headers["ETag"] == '"1"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.json) == {
        *("id", "email", "emailVerified", "firstName", "lastName", "phone", "role", "status"),
        *("createdAt", "updatedAt", "version"),
    }
    assert recording.capacities == [("GetItem", 1.0, 0.0)]


def test_a_profile_that_was_not_modified_is_304(shop: Shop) -> None:
    ada = customer(shop)

    answer = ada.call("GET", "/users/me", If_None_Match='"1"')

    assert (answer.status, answer.body) == (304, None)


def test_a_patch_changes_the_given_fields_in_one_transaction(shop: Shop, recording: Recording) -> None:
    ada = customer(shop, phone="+15145550123")
    forget(recording)

    answer = ada.call("PATCH", "/users/me", {"firstName": "Augusta", "phone": None}, If_Match='"1"')

    assert answer.status == 200
    assert answer.headers["ETag"] == '"2"'
    assert answer.json | {"updatedAt": ""} == ada.person.user | {
        "firstName": "Augusta",
        "phone": None,
        "version": 2,
        "updatedAt": "",
    }
    assert recording.operations == ["GetItem", "TransactWriteItems"]
    # As DynamoDB Local counts: profile and credentials, each with its old and new entry in the index.
    assert recording.calls[1].capacity == 4.0


def test_a_log_in_returns_the_changed_profile(shop: Shop) -> None:
    ada = customer(shop)

    changed = ada.call("PATCH", "/users/me", {"lastName": "King"}).json

    assert log_in(shop, ada.email).json["user"] == changed


def test_a_patch_without_a_change_writes_nothing(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    forget(recording)

    answer = ada.call("PATCH", "/users/me", {"firstName": "Ada"})

    assert (answer.status, answer.json["version"]) == (200, 1)
    assert recording.operations == ["GetItem"]


def test_the_second_change_of_a_version_is_rejected(shop: Shop) -> None:
    ada = customer(shop)
    assert ada.call("PATCH", "/users/me", {"firstName": "Augusta"}, If_Match='"1"').status == 200

    answer = ada.call("PATCH", "/users/me", {"firstName": "Anna"}, If_Match='"1"')

    assert (answer.status, answer.code) == (412, "version_conflict")
    assert ada.get("/users/me")["firstName"] == "Augusta"


@pytest.mark.parametrize("cleared", [None, "", " "])
def test_a_person_can_drop_one_name_but_not_both(shop: Shop, cleared: str | None) -> None:
    ada = customer(shop)

    assert ada.call("PATCH", "/users/me", {"lastName": cleared}).json["lastName"] == ""
    answer = ada.call("PATCH", "/users/me", {"firstName": cleared})

    assert (answer.status, answer.pointers) == (422, ["/firstName"])
    assert ada.get("/users/me")["firstName"] == "Ada"


def test_an_account_whose_names_were_removed_can_change_the_rest(shop: Shop) -> None:
    ada = customer(shop)
    no_names = {"firstName": "", "lastName": ""}
    for key in (profile_key(ada.person.id), credentials_key(ada.email)):
        names = no_names if key.sk == "PROFILE" else {"user": {**ada.person.user, **no_names}}
        table.update(Update(key, ANY, set=names))

    assert ada.call("PATCH", "/users/me", {"phone": "+15145550123"}).json["phone"] == "+15145550123"
    assert ada.get("/users/me/export")["user"]["firstName"] == ""
    assert ada.call("PATCH", "/users/me", {"firstName": ""}).pointers == ["/firstName"]
    assert ada.call("PATCH", "/users/me", {"lastName": "King"}).json["lastName"] == "King"


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        ({"role": "admin"}, "/role"),
        ({"email": "eve@shop.example"}, "/email"),
        ({"status": "active"}, "/status"),
        ({"version": 9}, "/version"),
        ({"id": "usr_01JD4W0Q8V5E2M7T9X3K6B1ZCN"}, "/id"),
        ({"tokenVersion": 0}, "/tokenVersion"),
        ({"firstName": None, "lastName": ""}, "/firstName"),
        ({"firstName": "\u200b", "lastName": None}, "/firstName"),
        ({"firstName": 7}, "/firstName"),
        ({"lastName": "a\nb"}, "/lastName"),
        ({"phone": "514-555-0123"}, "/phone"),
        ({"phone": "+1514555٠١٢٣"}, "/phone"),
    ],
)
def test_a_patch_of_other_fields_is_rejected(shop: Shop, patch: dict[str, Any], pointer: str) -> None:
    ada = customer(shop)

    answer = ada.call("PATCH", "/users/me", patch)

    assert (answer.status, answer.code, answer.pointers) == (422, "validation_failed", [pointer])
    assert ada.get("/users/me") == ada.person.user


def test_a_deeply_nested_patch_is_malformed(shop: Shop) -> None:
    ada = customer(shop)
    raw = '{"firstName":' + "[" * 100_000 + "]" * 100_000 + "}"

    answer = shop.call("PATCH", "/users/me", caller=ada.context, raw_body=raw)

    assert (answer.status, answer.code) == (400, "malformed_body")


@pytest.mark.parametrize("url", ["/users/me", "/users/me/addresses", "/users/me/payment-methods", "/users/me/export"])
def test_an_anonymous_caller_has_no_profile(shop: Shop, url: str) -> None:
    answer = shop.get(url)

    assert (answer.status, answer.code) == (401, "unauthorized")
