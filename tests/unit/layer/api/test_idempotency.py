"""Idempotency: when two requests are the same, and what the record of the first contains."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodega.attributes import from_attributes
from bodega.catalog.kinds import COMMON_FIELDS, Kind
from bodega.catalog.store import CatalogStore
from bodega.dynamodb import Key
from bodega.errors import IdempotencyKeyReused, ValidationFailed
from bodega.idempotency import IdempotentRequest

KEYS = st.text([chr(code) for code in range(0x21, 0x7F)], min_size=1, max_size=40)
BODIES = st.dictionaries(st.text(), st.text() | st.integers() | st.booleans() | st.none(), max_size=5)
SCOPES = st.fixed_dictionaries({"key": KEYS, "user_id": st.text(max_size=8), "route": st.text(max_size=8)})
DAY = 24 * 60 * 60
RECORD = Key("PRODUCT#REQUEST#some", "REQUEST")
COMMON = "bodega.catalog.schemas:CatalogFields"
ADDON, PRODUCT = (Kind(name, f"{name}s", name[:3], COMMON_FIELDS, COMMON) for name in ("addon", "product"))


def request(body: Any = None, **scope: str) -> IdempotentRequest:
    right = {"key": "key-1", "user_id": "usr_1", "route": "POST /products"}
    return IdempotentRequest.of(**(right | scope), body={"name": "Tea"} if body is None else body)


@given(one=SCOPES, other=SCOPES)
def test_each_caller_route_and_key_has_its_own_record(one: dict[str, str], other: dict[str, str]) -> None:
    assert (request(**one).scope == request(**other).scope) == (one == other)


@given(st.text(max_size=5), st.text(min_size=1, max_size=5), st.text(max_size=5))
def test_caller_and_route_are_unambiguous(start: str, middle: str, end: str) -> None:
    one = request(user_id=start + middle, route=end)

    assert one.scope != request(user_id=start, route=middle + end).scope


@given(one=BODIES, other=BODIES)
def test_bodies_with_equal_json_are_the_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)

    assert (request(one).body_hash == request(other).body_hash) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [({"a": 1}, {"a": "1"}), ({"a": True}, {"a": 1}), ({"a": None}, {}), ({"a": [1, 2]}, {"a": [2, 1]})],
    ids=str,
)
def test_similar_bodies_are_different(one: Any, other: Any) -> None:
    assert request(one).body_hash != request(other).body_hash


def test_the_order_of_members_makes_no_difference() -> None:
    one, other = {"a": {"x": 1, "y": 2}, "b": 3}, {"b": 3, "a": {"y": 2, "x": 1}}

    assert request(one) == request(other)


def test_a_record_is_in_the_partition_that_the_function_may_write() -> None:
    keys = [store.request_key(request()) for store in map(CatalogStore, (ADDON, PRODUCT))]

    assert keys == [Key(f"{name}#REQUEST#{request().scope}", "REQUEST") for name in ("ADDON", "PRODUCT")]


@given(key=KEYS, user_id=st.text(min_size=6), secret=st.text(min_size=6))
def test_a_record_contains_neither_key_nor_caller_nor_body(key: str, user_id: str, secret: str) -> None:
    made = request({"name": secret}, user_id=user_id)

    assert user_id not in made.scope
    assert len(IdempotentRequest.of(key * 6, user_id="u", route="r", body={}).scope) == 64
    assert secret not in made.body_hash


@pytest.mark.parametrize(
    "key", ["!", "~", "x" * 255, "8f14e45f-ceea-467a-9575-6f5c3c0b1e52", "two words"], ids=lambda key: key[:12]
)
def test_a_key_is_any_printable_ascii(key: str) -> None:
    assert request(key=key).scope


@pytest.mark.parametrize(
    "key",
    ["", " ", "x" * 256, " space", "space ", "tab\t", "line\n", "\nline", "é", "\x7f", "\0", "\ud800", "\uff21"],
    ids=lambda key: ascii(key)[:12],
)
def test_an_invalid_key_is_rejected_with_the_name_of_its_header(key: str) -> None:
    with pytest.raises(ValidationFailed) as refused:
        request(key=key)

    (error,) = refused.value.members()["errors"]
    assert error["header"] == "Idempotency-Key"
    assert "255" in error["detail"]


def test_a_record_holds_the_response_for_a_day_and_is_replaced_only_then() -> None:
    before = int(time.time())
    put = request().record(RECORD, {"id": "prd_1"})
    expires = put.item["expiresAt"]

    assert {**put.item, "expiresAt": None} == {
        "pk": RECORD.pk,
        "sk": RECORD.sk,
        "bodyHash": request().body_hash,
        "answer": {"id": "prd_1"},
        "expiresAt": None,
    }
    assert before + DAY <= expires <= int(time.time()) + DAY
    # An expired item counts as deleted even if DynamoDB has not deleted it yet.
    assert put.condition == "attribute_not_exists(#pk) OR #expiresAt <= :now"
    assert put.values["now"] == expires - DAY


def test_a_repeated_request_gets_the_first_response() -> None:
    answer = {"id": "prd_1", "price": {"amount": 1, "currency": "CAD"}, "inStock": True}
    stored = from_attributes(request().record(RECORD, answer).members()["Item"])

    assert request().replay(stored) == answer


def test_the_same_key_with_another_body_is_rejected() -> None:
    stored = request({"name": "Tea"}).record(RECORD, {"id": "prd_1"}).item

    with pytest.raises(IdempotencyKeyReused):
        request({"name": "Coffee"}).replay(stored)
