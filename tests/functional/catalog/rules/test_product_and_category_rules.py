"""The rules for fields that only products or only categories have."""

from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AnyUrl, TypeAdapter, UrlConstraints, ValidationError

from bodega.catalog.reads import table
from bodega.dynamodb import Key, Update
from harness.shop.kinds import absent_id, minimal

pytestmark = pytest.mark.one_client

CUSTOMIZATIONS = [absent_id("customizations", number) for number in range(21)]
PRODUCTS = [absent_id("products", number) for number in range(501)]
LONGEST_URL = "https://images.example.com/" + "x" * 2021

ANY_URL = TypeAdapter(Annotated[AnyUrl, UrlConstraints(allowed_schemes=["https"], host_required=True)])
SCHEMES = [
    "https://",
    "HTTPS://",
    "https:",
    "https:/",
    "https:///",
    "http://",
    "ftp://",
    "//",
    "https://user:p@",
    "https://@",
]
HOSTS = [
    "", "a.example", "A.EXAMPLE.", "müller.example", "xn--mller-kva.example", "xn--a", "a_b.example", "-.example", "..",
    "1.2.3.4", "1.2.3.999", "0x7f.1", "[2001:db8::1]", "[::1", "[::1%25eth0]", "a%2eb", "%00", "%zz", "a b",
    "a\n.example", "a\x00b", "a<b", "a^b", "ＡＢ.example", "\u00ad", "x" * 64 + ".example",
    "😀.example", "\u202e.example",
]  # fmt: skip
PORTS = ["", ":", ":0", ":443", ":65535", ":65536", ":99999", ":-1", ":x", ":٣"]
PATHS = ["", "/", "/a b", "/%", "/%zz", "\\a", "/\t", "?", "?q=#", "#", "/é/../", "/\x7f", "/\ud800", "@b.example/"]


def parsing_errors(validator, url):
    try:
        validator.validate_python(url)
    except ValidationError as error:
        return error.errors(include_url=False)
    return None


class TestImages:
    @pytest.mark.parametrize(
        "url",
        [
            "http://images.example.com/a.png",
            "http://127.0.0.1.example.com/a.png",
            "http://127.0.0.1@images.example.com/a.png",
            "http://localhost.example.com/a.png",
            "http://localhost",
            "http://192.168.0.1/a.png",
            "http://127.0.0.1/a\\b.png",
            "http://127.0.0.1/a b.png",
            "ftp://images.example.com/a.png",
            "javascript:alert(1)",
            "data:image/png;base64,AAAA",
            "//images.example.com/a.png",
            "/a.png",
            "a.png",
            "",
            "https://",
            "https:",
            "https:images.example.com/a.png",
            "https:/images.example.com/a.png",
            "https:\\\\images.example.com\\a.png",
            "https://images.example.com/a\\b.png",
            "https://images.example.com:99999/a.png",
            "https://[::1",
            " https://images.example.com/a.png",
            "https://images.example.com/a.png ",
            "https://images.example.com/a b.png",
            "https://images.exa\nmple.com/a.png",
            "https://images.example.com/\x00.png",
            "https://images.example.com/\t.png",
            LONGEST_URL + "x",
            7,
            None,
            {"url": "https://images.example.com/a.png"},
        ],
        ids=lambda url: ascii(url)[:50],
    )
    def test_are_https_urls(self, shop, stored, url):
        good = "https://images.example.com/good.png"

        answer = shop.post("/products", minimal("products") | {"images": [good, url]})

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert answer.pointers == ["/images/1"]
        assert stored() == []

    @pytest.mark.parametrize(
        "url",
        [
            "https://images.example.com",
            "https://images.example.com:8443/a.png?w=100&h=50#x",
            "HTTPS://Images.Example.COM/A.png",
            "https://müller.example/süß.png",
            "https://images.example.com/%F0%9F%98%80.png",
            "https://images.example.com/😀.png",
            "https://[2001:db8::1]/a.png",
            "http://127.0.0.1:3000/pictures/latte.svg",
            "http://localhost/a.png?w=100",
            LONGEST_URL,
        ],
        ids=lambda url: ascii(url)[:50],
    )
    def test_are_stored_as_typed(self, shop, url):
        assert shop.add("products", images=[url])["images"] == [url]

    @given(
        st.builds("{}{}{}{}".format, *map(st.sampled_from, (SCHEMES, HOSTS, PORTS, PATHS)))
        | st.builds("https://{}".format, st.text(max_size=20))
        | st.text(max_size=20)
    )
    def test_are_parsed_as_by_pydantics_url_type(self, url):
        """The shop calls the validator of AnyUrl without AnyUrl, which takes time to import."""
        from products.schemas import _https

        assert parsing_errors(_https, url) == parsing_errors(ANY_URL, url)

    def test_are_ten_at_most_in_the_order_given(self, shop):
        urls = [f"https://images.example.com/{number}.png" for number in (3, 1, 2, 0, 9, 8, 7, 6, 5, 4, 10)]

        assert shop.add("products", images=urls[:10])["images"] == urls[:10]
        assert shop.post("/products", minimal("products") | {"images": urls}).pointers == ["/images"]

    @pytest.mark.parametrize("images", [None, "https://images.example.com/a.png", {}, 7])
    def test_are_a_list(self, shop, images):
        assert shop.post("/products", minimal("products") | {"images": images}).pointers == ["/images"]


class TestProductFields:
    @pytest.mark.parametrize(
        ("fields", "pointers"),
        [
            *[({"spiciness": value}, ["/spiciness"]) for value in (-1, 6, "3", 3.5, True, None, [])],
            *[({"quantity": value}, ["/quantity"]) for value in (-1, 1_000_001, "3", 3.5, True, [], {})],
            *[
                ({"taxCategory": value}, ["/taxCategory"])
                for value in ("", "Food", "prepared food", "é", "food\n", "x" * 41, "4111111111111111", 3, True, [])
            ],
            ({"customizationIds": None}, ["/customizationIds"]),
            ({"customizationIds": "x"}, ["/customizationIds"]),
            ({"customizationIds": [CUSTOMIZATIONS[0], "x", 7]}, ["/customizationIds/1", "/customizationIds/2"]),
            ({"customizationIds": [absent_id("addons")]}, ["/customizationIds/0"]),
            ({"customizationIds": CUSTOMIZATIONS[:2] * 2}, ["/customizationIds"]),
            ({"customizationIds": CUSTOMIZATIONS}, ["/customizationIds"]),
        ],
        ids=str,
    )
    def test_are_named_when_invalid(self, shop, stored, fields, pointers):
        answer = shop.post("/products", minimal("products") | fields)

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert answer.pointers == pointers
        assert stored() == []

    @pytest.mark.parametrize(
        "fields",
        [
            {"spiciness": 0},
            {"spiciness": 5},
            {"quantity": 0},
            {"quantity": 1_000_000},
            {"taxCategory": "a"},
            {"taxCategory": "reduced-9-975"},
            {"taxCategory": "x" * 40},
            {"taxCategory": None},
        ],
        ids=str,
    )
    def test_are_accepted_up_to_their_limits(self, shop, fields):
        ((name, value),) = fields.items()

        assert shop.add("products", **fields)[name] == value

    def test_hold_up_to_twenty_customizations(self, shop, copies):
        ids = copies(shop.add("customizations"), 20)

        assert shop.add("products", customizationIds=ids[::-1])["customizationIds"] == ids[::-1]


class TestTaxCategory:
    """No request checks that the settings of the shop have the category."""

    @pytest.fixture
    def former(self, shop):
        """A product of a version without tax categories."""
        product = shop.add("products")
        key = Key("PRODUCT", product["id"])
        table.update(Update(key, "attribute_exists(#pk)", remove=["taxCategory"]))
        return product

    def test_is_reset_by_a_patch_with_null(self, shop):
        url = f"/products/{shop.add('products', taxCategory='food')['id']}"

        assert shop.patch(url, {"taxCategory": None}).json["taxCategory"] is None

    def test_is_kept_by_other_changes(self, shop):
        url = f"/products/{shop.add('products', taxCategory='food')['id']}"

        assert shop.patch(url, {"spiciness": 1}).json["taxCategory"] == "food"
        assert shop.put(f"{url}/stock", {"inStock": False}).json["taxCategory"] == "food"

    def test_is_null_for_products_of_earlier_versions(self, shop, former):
        assert shop.get(f"/products/{former['id']}").json == former
        assert shop.get("/products").json["items"] == [former]
        changed = shop.patch(f"/products/{former['id']}", {"spiciness": 1})
        assert changed.json["taxCategory"] is None


class TestCategoryFields:
    @pytest.mark.parametrize(
        ("fields", "pointers"),
        [
            *[({"position": value}, ["/position"]) for value in (-1, 10_001, "3", 3.5, True, [])],
            ({"productIds": None}, ["/productIds"]),
            ({"productIds": PRODUCTS[0]}, ["/productIds"]),
            ({"productIds": [PRODUCTS[0], "x"]}, ["/productIds/1"]),
            ({"productIds": [absent_id("categories")]}, ["/productIds/0"]),
            ({"productIds": [PRODUCTS[0], PRODUCTS[0]]}, ["/productIds"]),
            ({"productIds": PRODUCTS}, ["/productIds"]),
        ],
        ids=lambda value: str(value)[:50],
    )
    def test_are_named_when_invalid(self, shop, stored, fields, pointers):
        answer = shop.post("/categories", minimal("categories") | fields)

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert answer.pointers == pointers
        assert stored() == []

    @pytest.mark.parametrize("position", [0, 10_000, None])
    def test_are_accepted_up_to_their_limits(self, shop, position):
        assert shop.add("categories", position=position)["position"] == position
