"""The filters of lists: inStock, name."""

import pytest

from bodega.catalog import reads
from harness.shop.kinds import minimal


def names(answer):
    assert answer.status == 200, answer
    return [item["name"] for item in answer.json["items"]]


class TestInStock:
    def test_selects_items_in_stock_or_out_of_stock(self, shop, kind):
        for name in ("a", "b", "c", "d"):
            shop.post(f"/{kind}", minimal(kind) | {"name": name, "inStock": name in "bd"})

        assert names(shop.get(f"/{kind}?inStock=true")) == ["b", "d"]
        assert names(shop.get(f"/{kind}?inStock=false")) == ["a", "c"]
        assert names(shop.get(f"/{kind}")) == ["a", "b", "c", "d"]

    @pytest.mark.parametrize("in_stock", ["", "TRUE", "True", "1", "yes", "null", "true&inStock=false"])
    def test_is_true_or_false(self, shop, kind, in_stock, recording):
        answer = shop.get(f"/{kind}?inStock={in_stock}")

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert {error["parameter"] for error in answer.json["errors"]} == {"inStock"}
        assert recording.calls == []

    def test_follows_a_change_of_the_stock(self, shop, kind):
        item = shop.add(kind)
        shop.put(f"/{kind}/{item['id']}/stock", {"inStock": False})

        assert names(shop.get(f"/{kind}?inStock=true")) == []
        assert names(shop.get(f"/{kind}?inStock=false")) == [item["name"]]


class TestName:
    @pytest.fixture(autouse=True)
    def teas(self, shop):
        for name in ("Tea", "Tea for two", "Teapot", "Green tea", "Éclair", "100% juice", "1000 layers", "x_y", "xzy"):
            shop.add("products", name=name)

    @pytest.mark.parametrize(
        ("prefix", "found"),
        [
            ("tea", ["Tea", "Tea for two", "Teapot"]),
            ("TEA", ["Tea", "Tea for two", "Teapot"]),
            ("tea%20f", ["Tea for two"]),
            ("%20tea%20", ["Tea", "Tea for two", "Teapot"]),
            ("ｔｅａｐ", ["Teapot"]),
            ("e\u0301", ["Éclair"]),
            ("É", ["Éclair"]),
            ("e", ["Éclair"]),
            ("100%25", ["100% juice"]),
            ("x_", ["x_y"]),
            ("green", ["Green tea"]),
            ("Tea for two and more", []),
            ("*", []),
            ("'%20OR%201=1", []),
            (":prefix", []),
        ],
    )
    def test_is_a_prefix_without_regard_to_case_and_accents(self, shop, prefix, found):
        assert names(shop.get(f"/products?name={prefix}")) == found

    @pytest.mark.parametrize("prefix", ["", "%20", "%00", "a%0Ab", "x" * 121, "\ufdfa" * 120, "\ud800"], ids=ascii)
    def test_is_validated_like_a_name(self, shop, kind, prefix, recording):
        answer = shop.get(f"/{kind}?name={prefix}")

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert [error["parameter"] for error in answer.json["errors"]] == ["name"]
        assert [call for call in recording.calls if call.operation == "Query"] == []

    def test_works_with_pages(self, shop):
        first = shop.get("/products?name=tea&limit=2")
        second = shop.get(f"/products?name=tea&limit=2&cursor={first.json['nextCursor']}")

        assert (names(first), names(second)) == (["Tea", "Tea for two"], ["Teapot"])
        assert second.json["nextCursor"] is None

    def test_finds_a_thai_letter_only_where_a_name_begins_with_it(self, shop):
        for name in ("เกม", "กาแฟ", "แกง", "ก๋วยเตี๋ยว"):
            shop.add("products", name=name)

        assert names(shop.get("/products?name=ก")) == ["ก๋วยเตี๋ยว", "กาแฟ"]
        assert names(shop.get("/products?name=เก")) == ["เกม"]

    def test_combines_with_the_stock(self, shop):
        tea = shop.get("/products?name=tea").json["items"][0]
        shop.put(f"/products/{tea['id']}/stock", {"inStock": False})

        assert names(shop.get("/products?name=tea&inStock=true")) == ["Tea for two", "Teapot"]
        assert names(shop.get("/products?name=tea&inStock=false")) == ["Tea"]
        assert names(shop.get("/products?name=green&inStock=false")) == []


class TestSelectiveFilter:
    """A request reads a limited number of pages; the next cursor continues from there."""

    @pytest.fixture(autouse=True)
    def small_reads(self, monkeypatch):
        monkeypatch.setattr(reads, "_FILTERED_READ", 5)
        monkeypatch.setattr(reads, "_MAX_QUERIES_PER_PAGE", 3)

    @pytest.fixture
    def thirty(self, shop, copies):
        addon = shop.add("addons", name="addon")
        return [addon["id"], *copies(addon, 29)]

    @pytest.mark.parametrize("place", [0, 4, 5, 14, 15, 16, 28, 29])
    def test_finds_the_only_match_at_any_position(self, shop, thirty, place):
        shop.put(f"/addons/{thirty[place]}/stock", {"inStock": False})

        pages = shop.pages("/addons?inStock=false", 4)

        assert [item["id"] for page in pages for item in page] == [thirty[place]]

    def test_ends_without_a_match(self, shop, thirty):
        pages = shop.pages("/addons?inStock=false", 4)

        assert pages in ([[]] * 2, [[]] * 3)

    def test_bounds_the_reads_of_one_request(self, shop, thirty, recording):
        recording.calls.clear()

        answer = shop.get("/addons?inStock=false&limit=2")

        assert answer.json["items"] == []
        assert answer.json["nextCursor"]
        assert [(call.operation, call.request["Limit"]) for call in recording.calls] == [("Query", 5)] * 3
