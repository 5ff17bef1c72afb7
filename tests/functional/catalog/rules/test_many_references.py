"""One request adds or removes at most 90 references: a transaction holds 100 writes."""

import pytest

from harness.shop.kinds import minimal

pytestmark = pytest.mark.one_client


@pytest.fixture
def products(shop, copies):
    return copies(shop.add("products"), 200)


@pytest.fixture
def refs(state):
    """Return the reference counts of products."""

    def count(ids):
        now = state()
        return [now.refs(item_id) for item_id in ids]

    return count


def with_products(ids, name="Everything"):
    return {"name": name, "productIds": ids}


@pytest.fixture
def full(shop, products):
    """A category with 91 products, which takes two steps to build."""
    created = shop.post("/categories", with_products(products[:90]))
    assert created.status == 201, created
    answer = shop.patch(f"/categories/{created.json['id']}", {"productIds": products[:91]})
    assert answer.status == 200, answer
    return answer.json


def assert_too_many(answer):
    assert (answer.status, answer.code) == (422, "too_many_changes")


class TestNinety:
    def test_are_added_by_creating(self, shop, products, refs):
        created = shop.post("/categories", with_products(products[:90]))

        assert (created.status, created.json["productIds"]) == (201, products[:90])
        assert refs(products) == [1] * 90 + [0] * 110

    def test_are_added_by_creating_with_an_idempotency_key(self, shop, products):
        answer = shop.post("/categories", with_products(products[:90]), headers={"Idempotency-Key": "k"})

        assert answer.status == 201

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_are_added_and_removed_together_with_a_rename(self, shop, products, method, refs):
        category = shop.post("/categories", with_products(products[:45])).json

        body = with_products(products[45:90], name="Something else")
        answer = shop.call(method, f"/categories/{category['id']}", body=body)

        assert (answer.status, answer.json["productIds"]) == (200, products[45:90])
        assert refs(products[:90]) == [0] * 45 + [1] * 45

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_are_removed_at_once(self, shop, full, method, refs):
        answer = shop.call(method, f"/categories/{full['id']}", body=with_products(full["productIds"][:1]))

        assert (answer.status, answer.json["productIds"]) == (200, full["productIds"][:1])
        assert refs(full["productIds"]) == [1] + [0] * 90

    def test_are_removed_with_their_category(self, shop, products, refs):
        category = shop.post("/categories", with_products(products[:90])).json

        assert shop.delete(f"/categories/{category['id']}").status == 204
        assert set(refs(products)) == {0}

    def test_are_added_to_a_category_step_by_step(self, shop, full, products):
        answer = shop.patch(f"/categories/{full['id']}", {"productIds": products[:181]})

        assert (answer.status, answer.json["productIds"]) == (200, products[:181])

    def test_may_be_reordered_without_counting_as_changes(self, shop, full):
        answer = shop.patch(f"/categories/{full['id']}", {"productIds": full["productIds"][::-1]})

        assert (answer.status, answer.json["productIds"]) == (200, full["productIds"][::-1])


class TestNinetyOne:
    def test_are_too_many_to_create_with(self, shop, products, state):
        assert_too_many(shop.post("/categories", with_products(products[:91])))

        assert state().of_kind("categories") == []

    def test_are_too_many_even_if_some_are_unknown(self, shop):
        unknown = [f"prd_01JD4W0Q8V5E2M7T9X3K6{number:05d}" for number in range(91)]

        assert_too_many(shop.post("/categories", with_products(unknown)))

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_are_too_many_to_add(self, shop, products, method):
        category = shop.add("categories")
        body = with_products(products[:91], category["name"])

        assert_too_many(shop.call(method, f"/categories/{category['id']}", body=body))
        assert shop.get(f"/categories/{category['id']}").json == category

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_are_too_many_to_remove(self, shop, full, method):
        body = minimal("categories") | {"productIds": []}

        assert_too_many(shop.call(method, f"/categories/{full['id']}", body=body))
        assert shop.get(f"/categories/{full['id']}").json == full

    @pytest.mark.parametrize("method", ["PUT", "PATCH"])
    def test_are_too_many_to_exchange(self, shop, products, method):
        category = shop.add("categories", productIds=products[:45])

        body = with_products(products[45:91], category["name"])

        assert_too_many(shop.call(method, f"/categories/{category['id']}", body=body))

    def test_are_too_many_to_delete_with(self, shop, full):
        assert_too_many(shop.delete(f"/categories/{full['id']}"))

        assert shop.get(f"/categories/{full['id']}").json == full

    def test_can_be_deleted_in_two_steps(self, shop, full, refs):
        shop.patch(f"/categories/{full['id']}", {"productIds": full["productIds"][:90]})

        assert shop.delete(f"/categories/{full['id']}").status == 204
        assert set(refs(full["productIds"])) == {0}
