"""PUT /{kind}/{id}/stock"""

import pytest

from harness.shop.kinds import KINDS, absent_id


class TestStock:
    @pytest.mark.usefixtures("ticking")
    def test_sets_whether_the_item_is_in_stock(self, shop, kind):
        item = shop.add(kind)

        answer = shop.put(f"/{kind}/{item['id']}/stock", {"inStock": False})

        assert answer.status == 200
        assert answer.json == item | {"inStock": False, "version": 2, "updatedAt": answer.json["updatedAt"]}
        assert answer.json["updatedAt"] > item["updatedAt"]
        assert answer.headers["ETag"] == '"2"'
        assert answer.headers["Cache-Control"] == "no-store"
        assert shop.get(f"/{kind}/{item['id']}").json == answer.json

    def test_raises_the_version_even_without_a_change(self, shop, kind):
        url = f"/{kind}/{shop.add(kind)['id']}/stock"

        assert [shop.put(url, {"inStock": True}).json["version"] for _ in range(3)] == [2, 3, 4]

    @pytest.mark.parametrize(
        ("body", "pointers"),
        [
            ({}, ["/inStock"]),
            ({"inStock": None}, ["/inStock"]),
            ({"inStock": "false"}, ["/inStock"]),
            ({"inStock": 0}, ["/inStock"]),
            ({"inStock": [True]}, ["/inStock"]),
            ({"inStock": True, "name": "x"}, ["/name"]),
            ({"in_stock": True}, ["/inStock", "/in_stock"]),
        ],
    )
    def test_rejects_any_other_body(self, shop, kind, body, pointers):
        item = shop.add(kind)

        answer = shop.put(f"/{kind}/{item['id']}/stock", body)

        assert (answer.status, answer.code) == (422, "validation_failed")
        assert answer.pointers == pointers
        assert shop.get(f"/{kind}/{item['id']}").json == item

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "products"])
    def test_has_a_quantity_for_products_only(self, shop, kind):
        url = f"/{kind}/{shop.add(kind)['id']}/stock"

        assert shop.put(url, {"inStock": True, "quantity": 3}).pointers == ["/quantity"]

    def test_never_creates(self, shop, kind, stored):
        answer = shop.put(f"/{kind}/{absent_id(kind)}/stock", {"inStock": True})

        assert (answer.status, answer.code) == (404, "not_found")
        assert stored() == []

    def test_does_not_look_up_a_malformed_id(self, shop, kind, recording):
        assert shop.put(f"/{kind}/x/stock", {"inStock": True}).status == 404
        assert recording.calls == []


class TestQuantity:
    @pytest.fixture
    def product(self, shop):
        return shop.add("products", quantity=7)

    @pytest.mark.parametrize("quantity", [0, 1, 1_000_000, None])
    def test_is_set_with_the_stock(self, shop, product, quantity):
        answer = shop.put(f"/products/{product['id']}/stock", {"inStock": True, "quantity": quantity})

        assert answer.json == product | {"quantity": quantity, "version": 2, "updatedAt": answer.json["updatedAt"]}
        assert shop.get(f"/products/{product['id']}").json == answer.json

    def test_is_unchanged_when_omitted(self, shop, product):
        answer = shop.put(f"/products/{product['id']}/stock", {"inStock": False})

        assert (answer.json["quantity"], answer.json["inStock"]) == (7, False)

    def test_cannot_be_set_without_the_stock(self, shop, product):
        assert shop.put(f"/products/{product['id']}/stock", {"quantity": 3}).pointers == ["/inStock"]

    @pytest.mark.parametrize("quantity", [-1, 1_000_001, "3", 3.5, True, [], {}])
    def test_is_a_whole_number(self, shop, product, quantity):
        answer = shop.put(f"/products/{product['id']}/stock", {"inStock": True, "quantity": quantity})

        assert answer.status == 422
        assert answer.pointers == ["/quantity"]
        assert shop.get(f"/products/{product['id']}").json == product
