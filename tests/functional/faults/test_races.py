"""Concurrent requests in separate processes, as on Lambda.

After each test the table must be consistent: each name claimed once, references counted, none dangling.
"""

from collections import Counter

import pytest

from harness.shop.kinds import HOLDS, minimal, referring
from tests.support.shop.lambda_processes import Request


def post(kind, body, **headers):
    return Request("POST", f"/{kind}", {"body": body, "headers": headers})


def statuses(answers):
    return Counter(answer.status for answer in answers)


class TestOneName:
    def test_goes_to_one_of_twenty_creations(self, shop, kind, at_once, state):
        answers = at_once(post(kind, minimal(kind) | {"name": name}) for name in ["Chai", " CHAI"] * 10)

        assert statuses(answers) == {201: 1, 409: 19}
        assert {answer.code for answer in answers if answer.status == 409} == {"name_taken"}
        (created,) = [answer.json for answer in answers if answer.status == 201]
        assert list(state().items) == [created["id"]]

    def test_goes_to_one_of_twenty_renames(self, shop, kind, at_once):
        items = [shop.add(kind) for _ in range(20)]

        answers = at_once(Request("PATCH", f"/{kind}/{item['id']}", {"body": {"name": "Chai"}}) for item in items)

        assert statuses(answers) == {200: 1, 409: 19}
        assert sum(item["name"] == "Chai" for item in shop.get(f"/{kind}").json["items"]) == 1

    def test_goes_to_at_most_one_request_during_a_deletion(self, shop, kind, at_once, state):
        item = shop.add(kind, name="Chai")
        body = minimal(kind) | {"name": "Chai"}

        answers = at_once([Request("DELETE", f"/{kind}/{item['id']}")] + [post(kind, body) for _ in range(19)])

        assert answers[0].status == 204
        created = statuses(answers[1:])[201]
        assert created in {0, 1}
        assert statuses(answers[1:])[409] == 19 - created
        assert len(state().items) == created


class TestOneKey:
    def test_creates_once_for_twenty_equal_requests(self, shop, kind, at_once, state):
        answers = at_once(post(kind, minimal(kind) | {"name": "Chai"}, **{"Idempotency-Key": "k"}) for _ in range(20))

        assert statuses(answers) == {201: 20}
        assert len({answer.body for answer in answers}) == 1
        assert Counter("Idempotency-Replayed" in answer.headers for answer in answers) == {True: 19, False: 1}
        assert len(state().items) == 1
        assert len(state().records) == 1

    def test_creates_once_for_twenty_different_bodies(self, shop, kind, at_once, state):
        answers = at_once(post(kind, minimal(kind), **{"Idempotency-Key": "k"}) for _ in range(20))

        assert statuses(answers) == {201: 1, 422: 19}
        assert {answer.code for answer in answers if answer.status == 422} == {"idempotency_key_reused"}
        assert len(state().items) == 1


@pytest.mark.parametrize("kind", ["products"])
class TestOneVersion:
    @pytest.mark.parametrize("change", ["PUT", "PATCH", "STOCK", "RENAME", "DELETE"])
    def test_is_changed_by_one_of_twenty_requests(self, shop, kind, at_once, change):
        item = shop.add(kind)
        url = f"/{kind}/{item['id']}"
        same_name = minimal(kind) | {"name": item["name"]}
        method, ending, body = {
            "PUT": ("PUT", "", same_name),
            "PATCH": ("PATCH", "", {"description": "New."}),
            "STOCK": ("PUT", "/stock", {"inStock": False}),
            "RENAME": ("PUT", "", minimal(kind)),
            "DELETE": ("DELETE", "", None),
        }[change]

        answers = at_once(
            Request(method, url + ending, {"body": body, "headers": {"If-Match": '"1"'}}) for _ in range(20)
        )

        if change == "DELETE":
            assert statuses(answers) == {204: 1, 404: 19}
        else:
            assert statuses(answers) == {200: 1, 412: 19}
            assert shop.get(url).json["version"] == 2


@pytest.mark.parametrize("kind", ["products"])
class TestNoVersion:
    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_lets_all_of_twenty_changes_succeed(self, shop, kind, at_once, method):
        item = shop.add(kind)
        url = f"/{kind}/{item['id']}"
        bodies = [minimal(kind) | {"name": item["name"], "description": str(number)} for number in range(20)]

        answers = at_once(Request(method, url, {"body": body}) for body in bodies)

        assert statuses(answers) == {200: 20}
        assert sorted(answer.json["version"] for answer in answers) == list(range(2, 22))
        last = max(answers, key=lambda answer: answer.json["version"])
        assert shop.get(url).json == last.json

    def test_loses_no_field_of_a_concurrent_patch(self, shop, kind, at_once):
        item = shop.add(kind)
        patches = [
            {"description": "New."},
            {"spiciness": 3},
            {"quantity": 5},
            {"price": {"amount": 7}},
            {"inStock": False},
        ]

        answers = at_once(Request("PATCH", f"/{kind}/{item['id']}", {"body": patch}) for patch in patches * 4)

        assert statuses(answers) == {200: 20}
        changed = shop.get(f"/{kind}/{item['id']}").json
        assert changed["version"] == 21
        assert (changed["description"], changed["spiciness"], changed["quantity"], changed["inStock"]) == (
            "New.",
            3,
            5,
            False,
        )
        assert changed["price"] == {"amount": 7, "currency": "CAD"}

    def test_renames_one_item_twenty_times_and_leaves_one_name(self, shop, kind, at_once, state):
        item = shop.add(kind)

        answers = at_once(
            Request("PATCH", f"/{kind}/{item['id']}", {"body": {"name": f"Name {number}"}}) for number in range(20)
        )

        assert statuses(answers) == {200: 20}
        assert list(state().claims.values()) == [item["id"]]
        assert shop.get(f"/{kind}/{item['id']}").json["version"] == 21


class TestReferences:
    def test_and_deletions_of_their_targets_never_both_succeed(self, shop, holder, at_once, state):
        field, target = HOLDS[holder]
        ids = [shop.add(target)["id"] for _ in range(20)]
        pairs = [
            (Request("DELETE", f"/{target}/{item_id}"), post(holder, minimal(holder) | referring(holder, [item_id])))
            for item_id in ids
        ]

        answers = at_once(request for pair in pairs for request in pair)

        for deleted, created in zip(answers[::2], answers[1::2], strict=True):
            assert (deleted.status, created.status) in {(204, 422), (409, 201)}
            if created.status == 422:
                assert created.pointers == [f"/{field}/0"]
            else:
                assert deleted.json["dependants"] == [created.json["id"]]
        now = state()
        referred = {target_id for item in now.of_kind(holder) for target_id in item[field]}
        assert referred == {item["id"] for item in now.of_kind(target)}

    def test_to_one_item_are_all_counted(self, shop, holder, at_once, state):
        _, target = HOLDS[holder]
        item_id = shop.add(target)["id"]

        answers = at_once(post(holder, minimal(holder) | referring(holder, [item_id])) for _ in range(20))

        assert statuses(answers) == {201: 20}
        assert state().refs(item_id) == 20

    def test_are_counted_exactly_when_added_and_removed(self, shop, holder, at_once, state):
        field, target = HOLDS[holder]
        ids = [shop.add(target)["id"] for _ in range(3)]
        item = shop.add(holder, **referring(holder, ids[:1]))
        choices = [ids, ids[:1], ids[1:], ids[::-1], ids[2:]] * 4

        answers = at_once(
            Request("PATCH", f"/{holder}/{item['id']}", {"body": referring(holder, choice)}) for choice in choices
        )

        assert statuses(answers) == {200: 20}
        now = shop.get(f"/{holder}/{item['id']}").json
        assert now["version"] == 21
        assert [state().refs(item_id) for item_id in ids] == [int(item_id in now[field]) for item_id in ids]

    def test_to_one_item_race_with_its_deletion(self, shop, holder, at_once, state):
        _, target = HOLDS[holder]
        item_id = shop.add(target)["id"]
        create = [post(holder, minimal(holder) | referring(holder, [item_id])) for _ in range(10)]
        requests = [request for made in create for request in (Request("DELETE", f"/{target}/{item_id}"), made)]

        answers = at_once(requests)

        deleted, created = statuses(answers[::2]), statuses(answers[1::2])
        if deleted[204]:
            assert deleted[204] == 1
            assert created == {422: 10}
        else:
            assert deleted == {409: 10}
            assert created[201] + created[422] == 10
            assert state().refs(item_id) == created[201] == 10


class TestOrderOfCategories:
    def test_is_one_of_the_requested_orders(self, shop, at_once):
        ids = [shop.add("categories")["id"] for _ in range(6)]
        orders = [ids, ids[::-1], ids[3:] + ids[:3], ids[1:] + ids[:1]]

        answers = at_once(Request("PUT", "/categories/order", {"body": {"categoryIds": order}}) for order in orders * 3)

        assert statuses(answers) == {200: 12}
        assert [category["id"] for category in shop.get("/menu").json["categories"]] in orders
        positions = [shop.get(f"/categories/{category}").json["position"] for category in ids]
        assert sorted(positions) == list(range(6))
