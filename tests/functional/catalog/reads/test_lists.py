"""GET /{kind}: items by name, in pages."""

import pytest

from harness.shop.kinds import KINDS, minimal


@pytest.fixture
def sixty(shop, copies):
    """The IDs of sixty addons, in the order of their names."""
    addon = shop.add("addons", name="addon")
    return [addon["id"], *copies(addon, 59)]


def ids(items):
    return [item["id"] for item in items]


def names(answer):
    return [item["name"] for item in answer.json["items"]]


class TestOrder:
    def test_is_by_name_whatever_the_order_of_creation(self, shop, kind):
        for name in ("Teapot", "tea for two", "Tea", "banana", "Apple", " cherry", "Tea 2", "Ａpple pie"):
            shop.post(f"/{kind}", minimal(kind) | {"name": name})

        expected = ["Apple", "Ａpple pie", "banana", " cherry", "Tea", "Tea 2", "tea for two", "Teapot"]
        assert names(shop.get(f"/{kind}")) == expected

    def test_follows_each_change(self, shop, kind):
        first, second, _ = (shop.add(kind, name=name) for name in ("a", "b", "c"))

        shop.patch(f"/{kind}/{first['id']}", {"name": "d"})
        shop.delete(f"/{kind}/{second['id']}")

        assert names(shop.get(f"/{kind}")) == ["c", "d"]


class TestPage:
    def test_shows_items_as_a_single_read_does(self, shop, kind):
        item = shop.add(kind)

        answer = shop.get(f"/{kind}")

        assert answer.status == 200
        assert answer.json == {"items": [item], "nextCursor": None}
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["Cache-Control"] == "public, max-age=30"

    def test_is_empty_without_items(self, shop, kind):
        assert shop.get(f"/{kind}").json == {"items": [], "nextCursor": None}

    def test_shows_its_own_kind_only(self, shop):
        for kind in KINDS:
            shop.add(kind, name="The same")

        for kind in KINDS:
            assert len(shop.get(f"/{kind}").json["items"]) == 1

    def test_holds_25_items_by_default(self, shop, sixty):
        answer = shop.get("/addons")

        assert ids(answer.json["items"]) == sixty[:25]
        assert answer.json["nextCursor"]

    @pytest.mark.parametrize("limit", [1, 2, 59, 60, 61, 100])
    def test_holds_the_requested_number_of_items_and_takes_one_query(self, shop, sixty, limit, recording):
        recording.calls.clear()

        answer = shop.get(f"/addons?limit={limit}")

        assert ids(answer.json["items"]) == sixty[:limit]
        assert (answer.json["nextCursor"] is None) is (limit >= 60)
        (query,) = recording.calls
        assert query.request["Limit"] == limit + 1

    @pytest.mark.parametrize(
        "limit", ["0", "101", "-1", "1000000000000000000000", "abc", "", "1.5", "1e1", "٣", "1&limit=2"]
    )
    def test_holds_1_to_100(self, shop, kind, limit, recording):
        answer = shop.get(f"/{kind}?limit={limit}")

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert {error["parameter"] for error in answer.json["errors"]} == {"limit"}
        assert recording.calls == []

    def test_has_an_etag_that_changes_with_its_content(self, shop, kind):
        tags = [shop.get(f"/{kind}").headers["ETag"]]
        item = shop.add(kind)
        tags.append(shop.get(f"/{kind}").headers["ETag"])
        shop.put(f"/{kind}/{item['id']}/stock", {"inStock": False})
        tags.append(shop.get(f"/{kind}").headers["ETag"])

        assert len(set(tags)) == 3
        assert shop.get(f"/{kind}").headers["ETag"] == tags[-1]


class TestPagination:
    @pytest.mark.parametrize("limit", [1, 2, 3, 7, 19, 20, 21, 25, 29, 30, 31, 58, 59, 60, 61, 99, 100])
    def test_shows_each_of_sixty_items_once(self, shop, sixty, limit):
        pages = shop.pages("/addons", limit)

        assert [item_id for page in pages for item_id in ids(page)] == sixty
        full, rest = divmod(60, limit)
        assert [len(page) for page in pages] == [limit] * full + ([rest] if rest else [])

    @pytest.mark.parametrize("limit", [1, 7, 20, 30, 31])
    @pytest.mark.parametrize("in_stock", ["true", "false"])
    def test_shows_each_filtered_item_once(self, shop, sixty, limit, in_stock):
        for item_id in sixty[::3]:
            shop.put(f"/addons/{item_id}/stock", {"inStock": False})

        pages = shop.pages(f"/addons?inStock={in_stock}", limit)

        out = sixty[::3]
        expected = out if in_stock == "false" else [item_id for item_id in sixty if item_id not in out]
        assert [item_id for page in pages for item_id in ids(page)] == expected
        assert all(len(page) == limit for page in pages[:-1])
        assert 0 < len(pages[-1]) <= limit

    def test_continues_after_an_item_was_deleted(self, shop, sixty):
        page = shop.get("/addons?limit=10").json
        shop.delete(f"/addons/{sixty[9]}")
        shop.delete(f"/addons/{sixty[10]}")

        following = shop.get(f"/addons?limit=10&cursor={page['nextCursor']}").json

        assert ids(following["items"]) == sixty[11:21]

    def test_continues_after_an_item_was_renamed(self, shop, sixty):
        page = shop.get("/addons?limit=10").json
        shop.patch(f"/addons/{sixty[9]}", {"name": "zebra"})

        following = shop.get(f"/addons?limit=100&cursor={page['nextCursor']}").json

        assert ids(following["items"]) == [*sixty[10:], sixty[9]]

    def test_shows_items_added_after_the_cursor(self, shop, sixty):
        page = shop.get("/addons?limit=59").json
        added = shop.add("addons", name="addon zebra")["id"]

        following = shop.get(f"/addons?cursor={page['nextCursor']}").json

        assert ids(following["items"]) == [sixty[59], added]

    def test_allows_another_limit_on_each_page(self, shop, sixty):
        page = shop.get("/addons?limit=10").json

        following = shop.get(f"/addons?limit=3&cursor={page['nextCursor']}").json

        assert ids(following["items"]) == sixty[10:13]

    def test_can_be_repeated_from_any_cursor(self, shop, sixty):
        cursor = shop.get("/addons?limit=10").json["nextCursor"]

        twice = [shop.get(f"/addons?limit=5&cursor={cursor}").json for _ in range(2)]

        assert twice[0] == twice[1]

    def test_works_with_names_of_the_maximum_length(self, shop):
        for number in range(4):
            shop.add("addons", name="\U0001f600" * 119 + str(number))

        assert [len(page) for page in shop.pages("/addons", 2)] == [2, 2]
