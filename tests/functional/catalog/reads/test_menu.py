"""GET /menu: the whole menu in one response."""

import pytest

from harness.shop.kinds import complete
from tests.support.shop.menu import current_menu, rebuild


@pytest.fixture
def cafe(shop):
    """One item of each kind, each referring to the one before."""
    addon = shop.post("/addons", complete("addons", "Oat milk")).json
    shop.put(f"/addons/{addon['id']}/stock", {"inStock": True})
    milk = {"addonIds": [addon["id"]], "required": True, "minimum": 1, "maximum": 3, "inStock": True}
    customization = shop.post("/customizations", complete("customizations", "Milk") | milk).json
    latte = {"customizationIds": [customization["id"]], "inStock": True}
    product = shop.post("/products", complete("products", "Latte") | latte).json
    category = shop.post("/categories", complete("categories", "Coffee") | {"productIds": [product["id"]]}).json
    return {"addon": addon, "customization": customization, "product": product, "category": category}


def dropping(partition, ids):
    """Remove items from the response to one query, as if they were deleted between the menu's queries."""

    def rewrite(operation, document):
        if operation == "Query":
            document["Items"] = [
                item for item in document["Items"] if item["pk"]["S"] != partition or item["sk"]["S"] not in ids
            ]

    return rewrite


class TestMenu:
    def test_nests_all_kinds(self, shop, cafe):
        ids = {name: item["id"] for name, item in cafe.items()}

        answer = shop.get("/menu")

        assert answer.status == 200
        assert answer.headers["Content-Type"] == "application/json"
        addon = {
            "id": ids["addon"],
            "name": "Oat milk",
            "description": "Two short shots.",
            "inStock": True,
            "price": {"amount": 475, "currency": "CAD"},
        }
        customization = {
            "id": ids["customization"],
            "name": "Milk",
            "description": "Two short shots.",
            "inStock": True,
            "required": True,
            "minimum": 1,
            "maximum": 3,
            "maxPerAddon": 3,
            "addons": [addon],
        }
        product = {
            "id": ids["product"],
            "name": "Latte",
            "description": "Two short shots.",
            "inStock": True,
            "price": {"amount": 475, "currency": "CAD"},
            "images": ["https://images.example.com/flat-white.webp"],
            "spiciness": 2,
            "available": False,  # its only category is out of stock
            "fewLeft": False,
            "customizations": [customization],
        }
        category = {
            "id": ids["category"],
            "name": "Coffee",
            "description": "Two short shots.",
            "inStock": False,
            "products": [product],
        }
        assert answer.json == {"shop": "Test Shop", "currency": "CAD", "currencyDigits": 2, "categories": [category]}

    def test_has_no_categories_in_an_empty_shop(self, shop):
        assert shop.get("/menu").json == {"shop": "Test Shop", "currency": "CAD", "currencyDigits": 2, "categories": []}

    def test_omits_products_without_a_category(self, shop):
        shop.add("products")
        category = shop.add("categories")

        menu = shop.get("/menu").json

        assert [(item["id"], item["products"]) for item in menu["categories"]] == [(category["id"], [])]

    def test_shows_a_product_in_each_of_its_categories(self, shop, cafe):
        shop.add("categories", productIds=[cafe["product"]["id"]])

        first, second = shop.get("/menu").json["categories"]

        assert first["products"] == second["products"] != []

    def test_may_be_cached_publicly_but_not_by_admins(self, shop, cafe):
        everyone = shop.get("/menu")
        admin = shop.get("/menu", headers={"authorization": "Bearer x"})

        assert everyone.headers["Cache-Control"] == "public, max-age=30"
        assert admin.headers["Cache-Control"] == "private, no-cache"
        assert {everyone.headers["Vary"], admin.headers["Vary"]} == {"Authorization, Accept-Encoding, Origin"}
        assert everyone.headers["ETag"] == admin.headers["ETag"]

    def test_keeps_its_etag_until_its_content_changes(self, shop, cafe):
        tag = shop.get("/menu").headers["ETag"]
        shop.add("products")
        rebuild()
        assert shop.get("/menu").headers["ETag"] == tag

        shop.put(f"/addons/{cafe['addon']['id']}/stock", {"inStock": False})
        rebuild()
        assert shop.get("/menu").headers["ETag"] != tag

    def test_can_be_larger_than_one_megabyte(self, shop, copies, recording):
        product = shop.add("products", name="product", description="\U0001f600" * 2000)
        ids = [product["id"], *copies(product, 159)]
        category = shop.add("categories", productIds=ids[:90])
        shop.patch(f"/categories/{category['id']}", {"productIds": ids})
        recording.calls.clear()

        menu = shop.get("/menu")

        assert [shown["id"] for shown in menu.json["categories"][0]["products"]] == ids
        assert recording.operations.count("Query") == 5

    @pytest.mark.parametrize(
        ("quantity", "few"), [(None, False), (0, False), (1, True), (5, True), (6, False), (40, False)]
    )
    def test_says_that_few_are_left_instead_of_how_many(self, shop, quantity, few):
        product = shop.add("products", quantity=quantity)
        shop.add("categories", productIds=[product["id"]])

        (shown,) = shop.get("/menu").json["categories"][0]["products"]

        assert (shown["fewLeft"], "quantity" in shown) == (few, False)
        assert shop.get(f"/products/{product['id']}").json["quantity"] == quantity


class TestFlatMenu:
    def test_has_each_item_once_and_ids(self, shop, cafe):
        ids = {name: [item["id"]] for name, item in cafe.items()}

        nested, flat = (current_menu(shop, shape) for shape in ("nested", "flat"))

        (category,) = nested["categories"]
        (product,) = category.pop("products")
        (customization,) = product.pop("customizations")
        addons = customization.pop("addons")
        assert flat == nested | {
            "categories": [category | {"productIds": ids["product"]}],
            "products": [product | {"customizationIds": ids["customization"]}],
            "customizations": [customization | {"addonIds": ids["addon"]}],
            "addons": addons,
        }

    def test_has_only_items_that_a_category_shows_the_oldest_first(self, shop):
        addons = [shop.add("addons")["id"] for _ in range(3)]
        choices = [shop.add("customizations", addonIds=[addon])["id"] for addon in addons]
        products = [shop.add("products", customizationIds=[choice])["id"] for choice in choices]
        shop.add("categories", productIds=[products[2], products[0]])

        menu = shop.get("/menu?shape=flat").json

        assert [category["productIds"] for category in menu["categories"]] == [[products[2], products[0]]]
        for kind, ids in (("products", products), ("customizations", choices), ("addons", addons)):
            assert [item["id"] for item in menu[kind]] == [ids[0], ids[2]]

    def test_is_not_the_default(self, shop, cafe):
        assert shop.get("/menu").json == shop.get("/menu?shape=nested").json != shop.get("/menu?shape=flat").json

    @pytest.mark.parametrize("shape", ["", "Flat", "tree"])
    def test_another_shape_is_rejected(self, shop, shape):
        answer = shop.get(f"/menu?shape={shape}")

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert answer.json["errors"] == [{"parameter": "shape", "detail": "must be nested or flat"}]


class TestMenuOrder:
    def test_sorts_categories_by_position_then_by_age(self, shop):
        ids = {
            name: shop.add("categories", position=position)["id"]
            for name, position in [("a", None), ("b", 10), ("c", 0), ("d", None), ("e", 2), ("f", 0)]
        }

        shown = [category["id"] for category in shop.get("/menu").json["categories"]]

        assert shown == [ids[name] for name in "cfebad"]

    def test_keeps_the_order_of_lists_within_an_item(self, shop):
        addons = [shop.add("addons")["id"] for _ in range(3)]
        customizations = [shop.add("customizations", addonIds=addons[::-1], maximum=3)["id"] for _ in range(3)]
        products = [shop.add("products", customizationIds=customizations[::-1])["id"] for _ in range(3)]
        shop.add("categories", productIds=products[::-1])

        (category,) = shop.get("/menu").json["categories"]

        assert [product["id"] for product in category["products"]] == products[::-1]
        for product in category["products"]:
            assert [choice["id"] for choice in product["customizations"]] == customizations[::-1]
            for choice in product["customizations"]:
                assert [addon["id"] for addon in choice["addons"]] == addons[::-1]


class TestMenuDuringDeletions:
    @pytest.mark.parametrize(
        ("gone", "partition", "left"),
        [
            ("product", "PRODUCT", (1, 0, 0, 0)),
            ("customization", "CUSTOMIZATION", (1, 1, 0, 0)),
            ("addon", "ADDON", (1, 1, 1, 0)),
        ],
    )
    def test_omits_deleted_items(self, shop, cafe, recording, gone, partition, left):
        recording.rewrite = dropping(partition, {cafe[gone]["id"]})

        answer = shop.get("/menu")

        assert answer.status == 200
        products = [product for category in answer.json["categories"] for product in category["products"]]
        choices = [choice for product in products for choice in product["customizations"]]
        addons = [addon for choice in choices for addon in choice["addons"]]
        assert (len(answer.json["categories"]), len(products), len(choices), len(addons)) == left
