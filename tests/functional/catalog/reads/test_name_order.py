"""Lists are in the order that people expect, in every script, and a prefix of a name finds it without its accents."""

import random
import tomllib
from pathlib import Path

import pytest

from harness.shop.kinds import minimal

pytestmark = pytest.mark.one_client

DATA = Path(__file__).parents[3] / "data" / "name_order.toml"
NAMES = tomllib.loads(DATA.read_text(encoding="utf-8"))["names"]
IN_ORDER = [name["name"] for name in NAMES]


def names(shop, path):
    """Return the names of all pages of a list."""
    found, cursor = [], ""
    while True:
        page = shop.get(f"{path}{'&' if '?' in path else '?'}limit=7{cursor}").json
        found += [item["name"] for item in page["items"]]
        if page["nextCursor"] is None:
            return found
        cursor = f"&cursor={page['nextCursor']}"


@pytest.fixture
def sold(shop):
    """The names of the data, created in no order."""
    for name in random.Random(7).sample(IN_ORDER, len(IN_ORDER)):
        shop.add("products", name=name)


@pytest.mark.usefixtures("sold")
class TestNamesOfTwelveScripts:
    def test_are_listed_in_the_order_that_people_expect(self, shop):
        assert names(shop, "/products") == IN_ORDER

    def test_are_listed_in_the_same_order_in_a_category(self, shop):
        ids = [item["id"] for item in shop.get("/products?limit=100").json["items"]]
        category = shop.add("categories", productIds=ids[::-1])

        assert names(shop, f"/products?category={category['id']}") == IN_ORDER
        assert names(shop, f"/products?category={category['id']}&name=caf") == ["Cafe", "Café", "Café 9", "Café 10"]
        assert names(shop, f"/products?category={category['id']}&name=1") == ["1.5 l", "10 pack", "100 pack"]

    @pytest.mark.parametrize(
        ("prefix", "found"),
        [
            ("e", ["Éclair"]),
            ("%C3%89", ["Éclair"]),
            ("oe", ["Œuf"]),
            ("%C5%93", ["Œuf"]),
            ("o", ["Œuf", "Øl"]),
            ("1", ["1.5 l", "10 pack", "100 pack"]),
            ("10", ["10 pack", "100 pack"]),
            ("10%20p", ["10 pack"]),
            ("2", ["2 pack"]),
            ("0.", ["0.33 l", "0.5 l"]),
            ("%E0%B9%80", ["เกม"]),
            ("%D0%B8", ["Икра"]),
        ],
    )
    def test_are_found_by_a_prefix(self, shop, prefix, found):
        assert names(shop, f"/products?name={prefix}") == found


def test_numbers_are_found_in_pages_and_by_stock(shop):
    for number in (1, 10, 100, 2, 12, 20):
        shop.add("addons", name=f"{number} cups", inStock=number != 12)

    page = shop.get("/addons?name=1&limit=2").json
    rest = shop.get(f"/addons?name=1&limit=2&cursor={page['nextCursor']}").json

    assert [item["name"] for item in (*page["items"], *rest["items"])] == ["1 cups", "10 cups", "12 cups", "100 cups"]
    assert rest["nextCursor"] is None
    assert names(shop, "/addons?name=1&inStock=true") == ["1 cups", "10 cups", "100 cups"]


def test_a_search_reads_only_what_it_can_return(shop, recording, copies):
    copies(shop.add("products", name="latte", description="x" * 1500), 60)
    for name in ("1 cup", "10 pack", "2 pack", "Éclair"):
        shop.add("products", name=name)
    for prefix, found in (("e", ["Éclair"]), ("1", ["1 cup", "10 pack"]), ("10", ["10 pack"])):
        recording.calls.clear()

        assert names(shop, f"/products?name={prefix}") == found

        assert recording.capacities == [("Query", 0.0, 0.5)]


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_an_item_moves_to_another_place_with_its_accents(shop, kind, method):
    first, second = shop.add(kind, name="Eclair"), shop.add(kind, name="Eddie")

    answer = shop.call(method, f"/{kind}/{first['id']}", body=minimal(kind) | {"name": "Éé"})

    assert answer.status == 200
    assert [item["id"] for item in shop.get(f"/{kind}").json["items"]] == [second["id"], first["id"]]
