"""Addresses: up to twenty per user, one of which can be the default."""

import pytest

from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from tests.functional.users.conftest import Items
from tests.support.shop.accounts import ADDRESS, customer, forget

URL = "/users/me/addresses"


def test_every_field_of_the_request_body_is_stored() -> None:
    from users.saved_items.addresses import _STORED
    from users.saved_items.schemas import AddressFields

    assert {*_STORED, "default"} == set(AddressFields.json_names())


def test_a_new_address_is_found_at_its_location(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    forget(recording)

    answer = ada.call("POST", URL, {**ADDRESS, "postalCode": "H2Y 1G9"})

    assert answer.status == 201
    assert answer.headers["ETag"] == '"1"'
    assert recording.operations == ["TransactWriteItems"]
    forget(recording)
    assert ada.get(answer.headers["Location"].removeprefix("/v1")) == answer.json
    assert recording.capacities == [("BatchGetItem", 2.0, 0.0)]  # the address and the item counter
    assert answer.json["postalCode"] == "H2Y 1G9"
    assert answer.json["default"] is False


def test_a_repeated_request_adds_once(shop: Shop) -> None:
    ada = customer(shop)

    first = ada.call("POST", URL, ADDRESS, key="once")
    again = ada.call("POST", URL, ADDRESS, key="once")

    assert again.json == first.json
    assert again.headers["Idempotency-Replayed"] == "true"
    assert ada.get(URL)["items"] == [first.json]
    other = ada.call("POST", URL, {**ADDRESS, "city": "Laval"}, key="once")
    assert (other.status, other.code) == (422, "idempotency_key_reused")


def test_idempotency_keys_are_per_user(shop: Shop) -> None:
    ada, eve = customer(shop), customer(shop)

    ada.add(URL, ADDRESS, key="once")

    assert "Idempotency-Replayed" not in eve.call("POST", URL, ADDRESS, key="once").headers


def test_the_last_address_made_the_default_is_the_only_one(shop: Shop) -> None:
    ada = customer(shop)
    first = ada.add(URL, {**ADDRESS, "default": True})
    second = ada.add(URL, {**ADDRESS, "default": True})
    assert [item["default"] for item in ada.get(URL)["items"]] == [False, True]

    ada.call("PUT", f"{URL}/{first['id']}", {**ADDRESS, "default": True})
    assert [item["default"] for item in ada.get(URL)["items"]] == [True, False]

    ada.call("PUT", f"{URL}/{first['id']}", ADDRESS)
    assert [item["default"] for item in ada.get(URL)["items"]] == [False, False]
    assert ada.get(f"{URL}/{second['id']}")["default"] is False


def test_deleting_the_default_leaves_no_default(shop: Shop) -> None:
    ada = customer(shop)
    first = ada.add(URL, {**ADDRESS, "default": True})
    ada.add(URL, ADDRESS)

    assert ada.call("DELETE", f"{URL}/{first['id']}").status == 204

    assert [item["default"] for item in ada.get(URL)["items"]] == [False]


def test_a_replacement_replaces_all_fields_at_its_version(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    before = ada.add(URL, {**ADDRESS, "line2": "Apt 3"})
    forget(recording)

    answer = ada.call("PUT", f"{URL}/{before['id']}", {**ADDRESS, "city": "Laval"}, If_Match='"1"')

    assert answer.status == 200
    assert (answer.json["city"], answer.json["line2"], answer.json["version"]) == ("Laval", None, 2)
    assert answer.json["createdAt"] == before["createdAt"]
    assert recording.operations == ["BatchGetItem", "TransactWriteItems"]
    stale = ada.call("PUT", f"{URL}/{before['id']}", ADDRESS, If_Match='"1"')
    assert (stale.status, stale.code) == (412, "version_conflict")
    stale = ada.call("DELETE", f"{URL}/{before['id']}", If_Match='"1"')
    assert (stale.status, stale.code) == (412, "version_conflict")
    assert ada.call("DELETE", f"{URL}/{before['id']}", If_Match='"2"').status == 204


def test_the_tag_of_an_address_says_whether_it_is_the_default(shop: Shop) -> None:
    ada = customer(shop)
    created = ada.call("POST", URL, {**ADDRESS, "default": True})
    url = f"{URL}/{created.json['id']}"
    before = ada.call("GET", url)

    ada.add(URL, {**ADDRESS, "default": True})  # replaces the default

    after = ada.call("GET", url)
    assert created.headers["ETag"] == before.headers["ETag"] == '"1-default"'
    assert (after.headers["ETag"], after.json["version"]) == ('"1"', 1)
    assert ada.call("GET", url, If_None_Match='"1-default"').status == 200
    assert ada.call("GET", url, If_None_Match='"1"').status == 304
    for method, body in (("PUT", ADDRESS), ("DELETE", None)):
        assert ada.call(method, url, body, If_Match='"1-default"').status == 412
        assert ada.call(method, url, body, If_None_Match='"1"').status == 412
    assert ada.call("PUT", url, {**ADDRESS, "default": True}, If_Match='"1"').headers["ETag"] == '"2-default"'
    assert ada.call("DELETE", url, If_Match='"2"').status == 412
    assert ada.call("DELETE", url, If_Match='"2-default"').status == 204


def test_a_deletion_reads_the_address_only_for_a_condition(shop: Shop, recording: Recording) -> None:
    ada = customer(shop)
    for headers, calls in (
        ({}, ["TransactWriteItems"]),
        ({"If_Match": '"1"'}, ["BatchGetItem", "TransactWriteItems"]),
        ({"If_None_Match": '"7"'}, ["BatchGetItem", "TransactWriteItems"]),
    ):
        url = f"{URL}/{ada.add(URL, ADDRESS)['id']}"
        forget(recording)

        assert ada.call("DELETE", url, **headers).status == 204

        assert recording.operations == calls


def test_the_twenty_first_address_is_rejected_until_one_is_deleted(shop: Shop) -> None:
    ada = customer(shop)
    added = [ada.add(URL, ADDRESS) for _ in range(20)]

    answer = ada.call("POST", URL, ADDRESS)

    assert (answer.status, answer.code) == (422, "validation_failed")
    assert len(ada.get(URL)["items"]) == 20
    ada.call("DELETE", f"{URL}/{added[0]['id']}")
    assert ada.call("POST", URL, ADDRESS).status == 201


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_another_users_address_does_not_exist(shop: Shop, method: str) -> None:
    ada, eve = customer(shop), customer(shop)
    address = ada.add(URL, ADDRESS)

    answer = eve.call(method, f"{URL}/{address['id']}", ADDRESS if method == "PUT" else None)

    assert (answer.status, answer.code) == (404, "not_found")
    assert ada.get(URL)["items"] == [address]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("address_id", ["adr_01JD4W0Q8V5E2M7T9X3K6B1ZCN", "PROFILE", "adr_%00"])
def test_an_unknown_address_is_not_found(shop: Shop, method: str, address_id: str) -> None:
    ada = customer(shop)

    answer = ada.call(method, f"{URL}/{address_id}", ADDRESS if method == "PUT" else None)

    assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "Canada"),
        *(("country", code) for code in ("UK", "ZZ", "EN", "EU", "YU", "XK", "ca", "CAN", "ＧＢ", "")),
        ("line1", ""),
        ("city", " "),
        *((field, "\u3164") for field in ("name", "line1", "line2", "city", "region", "postalCode")),
        ("line1", "\u0301"),
        ("name", "\u034f"),
        ("phone", "5145550123"),
        ("userId", "usr_x"),
        ("id", "adr_x"),
    ],
)
def test_an_invalid_field_is_named_in_the_error(shop: Shop, field: str, value: str) -> None:
    answer = customer(shop).call("POST", URL, {**ADDRESS, field: value})

    assert (answer.status, answer.pointers) == (422, [f"/{field}"])


@pytest.mark.parametrize("country", ["SG", "HK", "MO", "GI", "VA", "MC"])
def test_an_address_in_a_country_without_cities_needs_no_city(shop: Shop, country: str) -> None:
    ada = customer(shop)

    added = ada.add(URL, {"line1": "1 Harbour Road", "country": country})
    given = ada.add(URL, {"line1": "1 Harbour Road", "country": country, "city": "Central"})

    assert (added["city"], given["city"]) == (None, "Central")
    assert ada.get(URL)["items"] == [added, given]


@pytest.mark.parametrize("country", ["CA", "GB", "JP"])
@pytest.mark.parametrize("missing", [{}, {"city": None}])
def test_an_address_without_a_city_cannot_be_delivered_elsewhere(
    shop: Shop, country: str, missing: dict[str, None]
) -> None:
    answer = customer(shop).call("POST", URL, {"line1": "1 Main Street", "country": country, **missing})

    assert (answer.status, answer.json["errors"]) == (
        422,
        [{"pointer": "/city", "detail": "is required in this country"}],
    )


def test_an_unknown_country_is_explained(shop: Shop) -> None:
    answer = customer(shop).call("POST", URL, {"line1": "1 Main Street", "country": "UK"})

    rule = "must be the two capital letters of a country's code, for example CA or GB"
    assert answer.json["errors"] == [{"pointer": "/country", "detail": rule}]


def test_an_address_whose_response_was_lost_exists_once(shop: Shop, recording: Recording, stored: Items) -> None:
    ada = customer(shop)
    recording.faults.append(Fault("lost", "TransactWriteItems"))

    ada.add(URL, ADDRESS)

    assert len([item for item in stored("USER#") if item["sk"].startswith("ADDRESS#")]) == 1


def test_nothing_is_added_to_an_erased_account(shop: Shop, stored: Items) -> None:
    ada = customer(shop)
    assert ada.call("DELETE", "/users/me", {"password": "seven quiet umbrellas"}).status == 204

    answer = ada.call("POST", URL, ADDRESS)  # with a token that the authorizer accepted just before

    assert (answer.status, answer.code) == (403, "session_ended")
    assert stored("USER#") == []
