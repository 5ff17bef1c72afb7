"""GET /products?category=…"""

import pytest

from harness.shop.kinds import absent_id


def names(answer):
    assert answer.status == 200, answer
    return [item["name"] for item in answer.json["items"]]


@pytest.fixture
def coffee(shop):
    """A category with four of six products, not sorted by name."""
    products = {name: shop.add("products", name=name)["id"] for name in ("Mocha", "latte", "Espresso", "Flat white")}
    shop.add("products", name="Croissant")
    shop.add("products", name="Lassi")
    for name in ("latte", "Croissant"):
        found = shop.get(f"/products?name={name}").json["items"][0]
        shop.put(f"/products/{found['id']}/stock", {"inStock": False})
    return shop.add("categories", productIds=list(products.values()))["id"]


class TestProductsOfCategory:
    def test_are_sorted_by_name(self, shop, coffee):
        answer = shop.get(f"/products?category={coffee}")

        assert names(answer) == ["Espresso", "Flat white", "latte", "Mocha"]
        assert answer.json["nextCursor"] is None
        assert answer.headers["Cache-Control"] == "public, max-age=30"

    def test_look_like_in_a_single_read(self, shop, coffee):
        for product in shop.get(f"/products?category={coffee}").json["items"]:
            assert shop.get(f"/products/{product['id']}").json == product

    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            ("inStock=true", ["Espresso", "Flat white", "Mocha"]),
            ("inStock=false", ["latte"]),
            ("name=L", ["latte"]),
            ("name=L&inStock=true", []),
            ("name=flat&inStock=true", ["Flat white"]),
            ("name=croissant", []),
        ],
    )
    def test_combine_with_the_other_filters(self, shop, coffee, filters, found):
        assert names(shop.get(f"/products?category={coffee}&{filters}")) == found

    @pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
    def test_come_in_pages(self, shop, coffee, limit):
        pages = shop.pages(f"/products?category={coffee}", limit)

        assert [item["name"] for page in pages for item in page] == ["Espresso", "Flat white", "latte", "Mocha"]
        assert [len(page) for page in pages[:-1]] == [limit] * (len(pages) - 1)
        assert 0 < len(pages[-1]) <= limit

    def test_follow_the_category(self, shop, coffee):
        kept = shop.get(f"/categories/{coffee}").json["productIds"][:1]

        shop.patch(f"/categories/{coffee}", {"productIds": kept})

        assert names(shop.get(f"/products?category={coffee}")) == ["Mocha"]

    def test_are_none_for_a_category_without_products(self, shop, recording):
        category = shop.add("categories")["id"]
        recording.calls.clear()

        assert shop.get(f"/products?category={category}").json == {"items": [], "nextCursor": None}
        assert recording.operations == ["GetItem"]

    def test_are_none_for_an_unknown_category(self, shop, coffee):
        answer = shop.get(f"/products?category={absent_id('categories')}")

        assert (answer.status, answer.json) == (200, {"items": [], "nextCursor": None})

    @pytest.mark.parametrize("category", ["", "x", "prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN", "%00", "'", "😀"])
    def test_are_none_for_a_malformed_category_id(self, shop, coffee, category, recording):
        recording.calls.clear()

        assert names(shop.get(f"/products?category={category}")) == []
        assert recording.calls == []

    def test_are_a_filter_of_products_only(self, shop, coffee):
        answer = shop.get(f"/addons?category={coffee}")

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert [error["parameter"] for error in answer.json["errors"]] == ["category"]

    def test_are_requested_again_if_dynamodb_leaves_keys_unprocessed(self, shop, coffee, recording):
        def hold_back_all_but_one(operation, document):
            found = document.get("Responses", {})
            for table, items in found.items():
                held = items[1:]
                keys = [{"pk": item["pk"], "sk": item["sk"]} for item in held]
                document["UnprocessedKeys"] = {table: {"Keys": keys}} if keys else {}
                del items[1:]

        recording.rewrite = hold_back_all_but_one
        recording.calls.clear()

        answer = shop.get(f"/products?category={coffee}")

        assert names(answer) == ["Espresso", "Flat white", "latte", "Mocha"]
        assert recording.operations == ["GetItem"] + ["BatchGetItem"] * 4

    def test_are_read_a_hundred_at_a_time(self, shop, copies, recording):
        product = shop.add("products", name="product")
        ids = [product["id"], *copies(product, 149)]
        category = shop.add("categories", productIds=ids[:90])
        shop.patch(f"/categories/{category['id']}", {"productIds": ids})
        recording.calls.clear()

        answer = shop.get(f"/products?category={category['id']}&limit=100")

        assert [item["id"] for item in answer.json["items"]] == ids[:100]
        assert recording.operations == ["GetItem", "BatchGetItem", "BatchGetItem"]
        following = shop.get(f"/products?category={category['id']}&limit=100&cursor={answer.json['nextCursor']}").json
        assert [item["id"] for item in following["items"]] == ids[100:]
        assert following["nextCursor"] is None
