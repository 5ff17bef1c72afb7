"""PUT /categories/order"""

import pytest

from harness.shop.kinds import absent_id


@pytest.fixture
def four(shop):
    """The IDs of four categories; the first two have no position."""
    positions = (None, None, 7, 0)
    return [shop.add("categories", position=position)["id"] for position in positions]


def order(shop, ids, **event):
    return shop.put("/categories/order", {"categoryIds": ids}, **event)


def positions(shop, ids):
    return [shop.get(f"/categories/{category}").json["position"] for category in ids]


class TestOrder:
    def test_renumbers_all_categories(self, shop, four):
        wanted = [four[2], four[0], four[3], four[1]]

        answer = order(shop, wanted)

        assert answer.status == 200
        assert [(item["id"], item["position"]) for item in answer.json["items"]] == list(
            zip(wanted, range(4), strict=True)
        )
        assert answer.json["nextCursor"] is None
        assert answer.headers["Cache-Control"] == "no-store"
        assert positions(shop, wanted) == [0, 1, 2, 3]

    def test_returns_each_category_as_a_single_read_does(self, shop, four):
        for item in order(shop, four).json["items"]:
            assert shop.get(f"/categories/{item['id']}").json == item

    def test_is_the_order_of_the_menu(self, shop, four):
        order(shop, four[::-1])

        assert [category["id"] for category in shop.get("/menu").json["categories"]] == four[::-1]

    def test_raises_only_the_versions_of_moved_categories(self, shop, four):
        order(shop, four)
        order(shop, [four[0], four[2], four[1], four[3]])

        versions = [shop.get(f"/categories/{category}").json["version"] for category in four]

        assert versions == [2, 3, 3, 2]

    def test_updates_the_times_of_moved_categories(self, shop, four):
        order(shop, four)
        before = [shop.get(f"/categories/{category}").json["updatedAt"] for category in four]
        order(shop, [four[1], four[0], *four[2:]])
        after = [shop.get(f"/categories/{category}").json["updatedAt"] for category in four]

        assert [new > old for old, new in zip(before, after, strict=True)] == [True, True, False, False]

    def test_writes_nothing_if_nothing_moves(self, shop, four, recording, stored):
        first = order(shop, four)
        before = stored()
        recording.calls.clear()

        again = order(shop, four)

        assert again.json == first.json
        assert recording.operations == ["Query"]
        assert stored() == before

    def test_is_empty_in_an_empty_shop(self, shop):
        assert order(shop, []).json == {"items": [], "nextCursor": None}

    def test_writes_all_in_one_transaction(self, shop, four, recording):
        recording.calls.clear()

        order(shop, four)

        assert recording.operations == ["Query", "TransactWriteItems"]


class TestRejectedOrder:
    @pytest.fixture(autouse=True)
    def unchanged(self, shop, four, state):
        before = state().items
        yield
        assert state().items == before

    def test_names_an_unknown_category_by_its_position(self, shop, four):
        answer = order(shop, [*four, absent_id("categories")])

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert answer.json["errors"] == [
            {"pointer": "/categoryIds/4", "detail": "is not the ID of a category of this shop"}
        ]

    def test_names_each_category_that_is_left_out(self, shop, four):
        answer = order(shop, four[:2])

        assert answer.json["errors"] == [
            {"pointer": "/categoryIds", "detail": f"must contain every category: {four[2]} is missing"},
            {"pointer": "/categoryIds", "detail": f"must contain every category: {four[3]} is missing"},
        ]

    def test_names_all_categories_if_the_order_is_empty(self, shop):
        assert order(shop, []).pointers == ["/categoryIds"] * 4

    @pytest.mark.parametrize(
        ("body", "pointers"),
        [
            ({}, ["/categoryIds"]),
            ({"categoryIds": None}, ["/categoryIds"]),
            ({"categoryIds": "x"}, ["/categoryIds"]),
            ({"categoryIds": ["x"]}, ["/categoryIds/0"]),
            ({"categoryIds": [7]}, ["/categoryIds/0"]),
            ({"categoryIds": [absent_id("products")]}, ["/categoryIds/0"]),
            ({"categoryIds": [absent_id("categories")] * 2}, ["/categoryIds"]),
            ({"categoryIds": [absent_id("categories", number) for number in range(1001)]}, ["/categoryIds"]),
            ({"categoryIds": [], "more": 1}, ["/more"]),
        ],
        ids=lambda value: str(value)[:40],
    )
    def test_names_each_malformed_field(self, shop, body, pointers):
        answer = shop.put("/categories/order", body)

        assert answer.status == 422
        assert answer.pointers == pointers

    def test_contains_a_category_twice(self, shop, four):
        answer = order(shop, [*four, four[0]])

        assert answer.json["errors"] == [{"pointer": "/categoryIds", "detail": "must not contain the same ID twice"}]


class TestManyCategories:
    @pytest.fixture
    def hundred_and_one(self, shop, copies):
        first = shop.add("categories", position=0)
        return [first["id"], *copies(first, 100)]

    def test_can_move_a_hundred_at_a_time(self, shop, hundred_and_one):
        answer = order(shop, hundred_and_one)

        assert answer.status == 200
        assert [item["position"] for item in answer.json["items"]] == list(range(101))

    def test_cannot_move_more_than_a_hundred(self, shop, hundred_and_one, stored):
        order(shop, hundred_and_one)
        before = stored()

        answer = order(shop, [*hundred_and_one[1:], hundred_and_one[0]])

        assert (answer.status, answer.code) == (422, "too_many_changes")
        assert stored() == before
