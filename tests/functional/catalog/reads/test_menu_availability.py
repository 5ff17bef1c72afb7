"""`available` in the menu: whether a product can be ordered now."""

import pytest

from tests.support.shop.menu import current_menu


@pytest.fixture
def available(shop):
    """Create a product with these fields and return its `available` from the menu."""

    def ask(**fields):
        product = shop.add("products", **fields)
        shop.add("categories", productIds=[product["id"]])
        shown = [item for category in current_menu(shop)["categories"] for item in category["products"]]
        (found,) = [item["available"] for item in shown if item["id"] == product["id"]]
        return found

    return ask


@pytest.fixture
def choice(shop):
    """Create a customization whose addons are in or out of stock, as `stock` says."""

    def make(stock, **fields):
        addons = [shop.add("addons", inStock=in_stock)["id"] for in_stock in stock]
        return shop.add("customizations", addonIds=addons, **fields)["id"]

    return make


class TestProduct:
    def test_is_available(self, available):
        assert available() is True

    def test_is_unavailable_when_out_of_stock(self, available):
        assert available(inStock=False) is False

    @pytest.mark.parametrize(("quantity", "expected"), [(0, False), (1, True), (None, True)])
    def test_is_unavailable_only_at_quantity_zero(self, available, quantity, expected):
        assert available(quantity=quantity) is expected

    def test_is_unavailable_when_out_of_stock_at_any_quantity(self, available):
        assert available(quantity=5, inStock=False) is False


class TestCategory:
    """A category that is out of stock takes its products out of sale, unless another category offers them."""

    @pytest.mark.parametrize(
        ("categories", "expected"), [([True], True), ([False], False), ([False, True], True), ([False, False], False)]
    )
    @pytest.mark.parametrize("shape", ["nested", "flat"])
    def test_has_to_be_in_stock_where_a_product_is_in_one_only(self, shop, categories, expected, shape):
        product = shop.add("products")
        for in_stock in categories:
            shop.add("categories", productIds=[product["id"]], inStock=in_stock)

        menu = current_menu(shop, shape)

        nested = [item for category in menu["categories"] for item in category.get("products", [])]
        shown = menu.get("products", nested)
        assert {item["available"] for item in shown} == {expected}
        assert [category["inStock"] for category in menu["categories"]] == categories

    def test_leaves_the_stock_of_its_products_as_it_is(self, shop):
        product = shop.add("products")
        category = shop.add("categories", productIds=[product["id"]])

        shop.put(f"/categories/{category['id']}/stock", {"inStock": False})

        assert shop.get(f"/products/{product['id']}").json["inStock"] is True
        (shown,) = shop.get("/products?inStock=true").json["items"]
        assert shown["id"] == product["id"]


class TestRequiredCustomization:
    @pytest.mark.parametrize(
        ("stock", "minimum", "each", "expected"),
        [
            ([True], 1, 1, True),
            ([False], 1, 1, False),
            ([True, False], 1, 1, True),
            ([True, False], 2, 1, False),
            ([True, True], 2, 1, True),
            ([True, True, False], 3, 1, False),
            ([True, False, False], 3, 3, True),
            ([True, False, False], 4, 3, False),
            ([True, True, False], 4, 2, True),
            ([False, False, False], 1, 100, False),
        ],
    )
    def test_needs_enough_addons_in_stock(self, available, choice, stock, minimum, each, expected):
        maximum = len(stock) * each

        customization = choice(stock, required=True, minimum=minimum, maximum=maximum, maxPerAddon=each)

        assert available(customizationIds=[customization]) is expected

    def test_has_to_be_in_stock_itself(self, available, choice):
        customization = choice([True], required=True, minimum=1, maximum=1, inStock=False)

        assert available(customizationIds=[customization]) is False

    def test_applies_to_each_customization(self, available, choice):
        good = choice([True], required=True, minimum=1, maximum=1)
        bad = choice([False], required=True, minimum=1, maximum=1)

        assert available(customizationIds=[good]) is True
        assert available(customizationIds=[good, bad]) is False


class TestOptionalCustomization:
    @pytest.mark.parametrize("minimum", [0, 1])
    @pytest.mark.parametrize("in_stock", [True, False])
    def test_does_not_affect_availability(self, available, choice, minimum, in_stock):
        customization = choice([False], required=False, minimum=minimum, maximum=1, inStock=in_stock)

        assert available(customizationIds=[customization]) is True


class TestAvailability:
    def test_follows_a_change_of_the_stock(self, shop, choice):
        customization = choice([True], required=True, minimum=1, maximum=1)
        product = shop.add("products", customizationIds=[customization])
        shop.add("categories", productIds=[product["id"]])
        (addon,) = shop.get(f"/customizations/{customization}").json["addonIds"]

        shown = []
        for in_stock in (False, True):
            shop.put(f"/addons/{addon}/stock", {"inStock": in_stock})
            shown.append(current_menu(shop)["categories"][0]["products"][0]["available"])

        assert shown == [False, True]
