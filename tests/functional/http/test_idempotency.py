"""Idempotency-Key on POST /{kind}."""

import time

import pytest

from harness.shop.kinds import HOLDS, KINDS, complete, minimal, referring

KEY = {"Idempotency-Key": "5f1d7a52-6a0b-4c6e-9a55-0d4d2a9d3a11"}


@pytest.fixture
def expire(dynamodb, catalog, stored):
    """Set when the idempotency records expire."""

    def move(seconds_from_now):
        for row in stored():
            if "#REQUEST#" in row["pk"]["S"]:
                dynamodb.update_item(
                    TableName=catalog,
                    Key={"pk": row["pk"], "sk": row["sk"]},
                    UpdateExpression="SET expiresAt = :then",
                    ExpressionAttributeValues={":then": {"N": str(int(time.time()) + seconds_from_now)}},
                )

    return move


class TestRepeatedRequest:
    def test_gets_the_first_response(self, shop, kind, state):
        body = complete(kind)

        first, second, third = (shop.post(f"/{kind}", body, headers=KEY) for _ in range(3))

        assert (first.status, second.status) == (201, 201)
        assert second.body == first.body
        assert second == third
        assert second.headers == first.headers | {"Idempotency-Replayed": "true"}
        assert "Idempotency-Replayed" not in first.headers
        assert list(state().items) == [first.json["id"]]
        assert len(state().records) == 1

    def test_gets_no_response_if_its_condition_does_not_hold(self, shop, kind, state):
        body = minimal(kind)
        first = shop.post(f"/{kind}", body, headers=KEY)

        for header, value, status in (
            ("If-None-Match", "*", 412),
            ("If-Match", '"1"', 412),
            ("If-Match", "1", 422),
            ("If-Match", "*", 201),
        ):
            again = shop.post(f"/{kind}", body, headers=KEY | {header: value})

            assert again.status == status
            assert ("Idempotency-Replayed" in again.headers) is (status == 201)
        assert list(state().items) == [first.json["id"]]

    def test_gets_the_first_response_after_a_change_of_the_item(self, shop, kind):
        body = minimal(kind)
        first = shop.post(f"/{kind}", body, headers=KEY)
        shop.put(f"/{kind}/{first.json['id']}", complete(kind))

        again = shop.post(f"/{kind}", body, headers=KEY)

        assert (again.status, again.body, again.headers["ETag"]) == (201, first.body, '"1"')
        assert shop.get(f"/{kind}/{first.json['id']}").json["version"] == 2

    def test_gets_the_first_response_after_a_deletion_of_the_item(self, shop, kind, state):
        body = minimal(kind)
        first = shop.post(f"/{kind}", body, headers=KEY)
        shop.delete(f"/{kind}/{first.json['id']}")

        again = shop.post(f"/{kind}", body, headers=KEY)

        assert (again.status, again.body) == (201, first.body)
        assert again.headers["Idempotency-Replayed"] == "true"
        assert state().items == {}

    def test_counts_references_once(self, shop, holder, state):
        target = HOLDS[holder].kind
        item_id = shop.add(target)["id"]
        body = minimal(holder) | referring(holder, [item_id])

        for _ in range(3):
            assert shop.post(f"/{holder}", body, headers=KEY).status == 201

        assert state().refs(item_id) == 1

    def test_may_have_its_fields_in_another_order(self, shop):
        first = shop.post("/addons", {"name": "x", "price": {"amount": 1, "currency": "CAD"}}, headers=KEY)
        second = shop.post("/addons", {"price": {"currency": "CAD", "amount": 1}, "name": "x"}, headers=KEY)
        third = shop.post(
            "/addons", {"name": "x", "inStock": True, "price": {"currency": "CAD", "amount": 1}}, headers=KEY
        )

        assert first.body == second.body == third.body

    def test_may_have_a_lower_case_header_name(self, shop):
        body = minimal("addons")
        first = shop.post("/addons", body, headers={"idempotency-key": "k"})

        assert shop.post("/addons", body, headers={"Idempotency-Key": "k"}).body == first.body

    def test_without_a_key_is_a_new_request(self, shop, kind):
        body = minimal(kind)

        assert [shop.post(f"/{kind}", body).status for _ in range(2)] == [201, 409]

    def test_with_another_key_is_a_new_request(self, shop, kind):
        body = minimal(kind)

        answers = [shop.post(f"/{kind}", body, headers={"Idempotency-Key": key}) for key in ("a", "b", "A")]

        assert [answer.status for answer in answers] == [201, 409, 409]


class TestKey:
    def test_with_another_body_is_rejected(self, shop, kind, stored):
        shop.post(f"/{kind}", minimal(kind), headers=KEY)
        before = stored()

        answer = shop.post(f"/{kind}", minimal(kind), headers=KEY)

        assert (answer.status, answer.code) == (422, "idempotency_key_reused")
        assert stored() == before

    def test_is_separate_for_each_caller(self, shop, kind):
        first = shop.post(f"/{kind}", minimal(kind), headers=KEY)
        second = shop.post(f"/{kind}", minimal(kind), headers=KEY, role="other admin")

        assert (first.status, second.status) == (201, 201)
        assert first.json["id"] != second.json["id"]
        assert "Idempotency-Replayed" not in second.headers

    def test_is_separate_for_each_route(self, shop, state):
        answers = [shop.post(f"/{kind}", minimal(kind), headers=KEY) for kind in KINDS]

        assert [answer.status for answer in answers] == [201] * len(KINDS)
        assert len(state().records) == len(KINDS)

    def test_is_not_used_up_by_a_rejected_request(self, shop, kind, state):
        taken = shop.add(kind)["name"]

        refused = shop.post(f"/{kind}", minimal(kind) | {"name": taken}, headers=KEY)
        invalid = shop.post(f"/{kind}", minimal(kind) | {"name": ""}, headers=KEY)
        created = shop.post(f"/{kind}", minimal(kind), headers=KEY)

        assert (refused.status, invalid.status, created.status) == (409, 422, 201)
        assert len(state().records) == 1

    @pytest.mark.parametrize(
        "key", ["", " ", " a", "a ", "x" * 256, "é", "😀", "a\x00", "a\n", "\x7f", "\ud800"], ids=ascii
    )
    def test_is_1_to_255_printable_ascii_characters(self, shop, kind, key, recording):
        answer = shop.post(f"/{kind}", minimal(kind), headers={"Idempotency-Key": key})

        assert (answer.status, answer.code) == (422, "validation_failed")
        (error,) = answer.json["errors"]
        assert error["header"] == "Idempotency-Key"
        assert recording.calls == []

    @pytest.mark.parametrize("key", ["!", "~" * 255, "a/b#c:d", '"quoted"', "order 42 of till 1"])
    def test_is_accepted_up_to_its_limits(self, shop, key):
        body = minimal("addons")

        first, second = (shop.post("/addons", body, headers={"Idempotency-Key": key}) for _ in range(2))

        assert (first.status, second.body) == (201, first.body)

    def test_is_not_stored_in_plain_text(self, shop, stored):
        shop.post("/addons", minimal("addons"), headers=KEY)

        assert KEY["Idempotency-Key"] not in str(stored())


class TestExpiry:
    def test_is_after_24_hours(self, shop, kind, state):
        before = int(time.time())
        shop.post(f"/{kind}", minimal(kind), headers=KEY)
        after = int(time.time())

        (record,) = state().records

        assert before + 86_400 <= record["expiresAt"] <= after + 86_400

    def test_makes_the_key_usable_for_another_request(self, shop, kind, expire, state):
        first = shop.post(f"/{kind}", minimal(kind), headers=KEY)
        expire(-1)
        body = minimal(kind)

        second, third = (shop.post(f"/{kind}", body, headers=KEY) for _ in range(2))

        assert (second.status, second.json["version"]) == (201, 1)
        assert second.json["id"] != first.json["id"]
        assert "Idempotency-Replayed" not in second.headers
        assert third.body == second.body
        assert len(state().records) == 1

    def test_makes_the_same_request_conflict_with_its_own_name(self, shop, kind, expire):
        body = minimal(kind)
        shop.post(f"/{kind}", body, headers=KEY)
        expire(-1)

        assert shop.post(f"/{kind}", body, headers=KEY).code == "name_taken"

    def test_is_not_early(self, shop, kind, expire):
        body = minimal(kind)
        first = shop.post(f"/{kind}", body, headers=KEY)
        expire(5)

        assert shop.post(f"/{kind}", body, headers=KEY).body == first.body
