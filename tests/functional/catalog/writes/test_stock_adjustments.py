"""POST /products/{id}/stock/adjustments"""

import json
from typing import Any

import pytest

from bodega import clock, stock
from bodega.dynamodb import transact
from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Answer, Shop
from harness.shop.kinds import absent_id
from tests.support.database.in_between import InBetween
from tests.support.shop.lambda_processes import Request

Product = dict[str, Any]
DELIVERY = {"change": 12, "reason": "delivery"}


@pytest.fixture
def product(shop: Shop) -> Product:
    return shop.add("products", quantity=7)


def adjust(shop: Shop, product: Product, body: Any = None, key: str = "key", **event: Any) -> Answer:
    url = f"/products/{product['id']}/stock/adjustments"
    return shop.post(url, body or DELIVERY, headers={"Idempotency-Key": key}, **event)


class TestAdjustment:
    @pytest.mark.parametrize(("change", "quantity"), [(12, 19), (-3, 4), (-7, 0), (999_993, 1_000_000)], ids=str)
    @pytest.mark.usefixtures("ticking")
    def test_adds_its_change_to_the_quantity(self, shop: Shop, product: Product, change: int, quantity: int) -> None:
        answer = adjust(shop, product, {"change": change, "reason": "count"})

        assert answer.status == 200
        assert answer.json == product | {"quantity": quantity, "version": 2, "updatedAt": answer.json["updatedAt"]}
        assert answer.json["updatedAt"] > product["updatedAt"]
        assert answer.headers["ETag"] == '"2"'
        assert answer.headers["Cache-Control"] == "no-store"
        assert shop.get(f"/products/{product['id']}").json == answer.json

    @pytest.mark.parametrize("in_stock", [True, False])
    def test_leaves_in_stock_as_it_is(self, shop: Shop, in_stock: bool) -> None:
        product = shop.add("products", quantity=0, inStock=in_stock)

        assert adjust(shop, product).json["inStock"] is in_stock

    @pytest.mark.parametrize("reason", ["delivery", "return", "waste", "count", "other"])
    def test_logs_its_reason(self, shop: Shop, product: Product, output: Any, reason: str) -> None:
        adjust(shop, product, {"change": 1, "reason": reason})

        (line,) = [
            found for found in map(json.loads, output().splitlines()) if found.get("message") == "Stock adjusted"
        ]
        assert (line["product"], line["change"], line["reason"], line["quantity"]) == (product["id"], 1, reason, 8)

    @pytest.mark.parametrize(("role", "status"), [("admin", 200), ("staff", 200), ("customer", 403), ("guest", 403)])
    def test_is_for_staff_and_admins(self, shop: Shop, product: Product, role: str, status: int) -> None:
        assert adjust(shop, product, role=role).status == status

    def test_of_an_absent_product_is_not_found(self, shop: Shop, stored: Any) -> None:
        answer = adjust(shop, {"id": absent_id("products")})

        assert (answer.status, answer.code) == (404, "not_found")
        assert stored() == []

    def test_of_a_malformed_id_reads_nothing(self, shop: Shop, recording: Recording) -> None:
        assert adjust(shop, {"id": "x"}).status == 404
        assert recording.calls == []

    @pytest.mark.parametrize("kind", ["addons", "customizations", "categories"])
    def test_is_for_products_only(self, shop: Shop, kind: str) -> None:
        url = f"/{kind}/{shop.add(kind)['id']}/stock/adjustments"

        assert shop.post(url, DELIVERY, headers={"Idempotency-Key": "key"}).status == 404

    @pytest.mark.parametrize(
        ("body", "pointers"),
        [
            ({}, ["/change", "/reason"]),
            *[
                (DELIVERY | {"change": change}, ["/change"])
                for change in (0, 1_000_001, -1_000_001, "1", 1.5, True, None)
            ],
            *[(DELIVERY | {"reason": reason}, ["/reason"]) for reason in ("", "Delivery", "theft", 1, None)],
            (DELIVERY | {"quantity": 3}, ["/quantity"]),
        ],
        ids=str,
    )
    def test_with_any_other_body_is_rejected(
        self, shop: Shop, product: Product, recording: Recording, body: Any, pointers: list[str]
    ) -> None:
        recording.calls.clear()
        url = f"/products/{product['id']}/stock/adjustments"

        answer = shop.post(url, body, headers={"Idempotency-Key": "key"})

        assert (answer.status, answer.code, answer.pointers) == (422, "validation_failed", pointers)
        assert recording.calls == []


class TestRefusedAdjustment:
    def test_of_a_product_that_is_not_counted(self, shop: Shop) -> None:
        product = shop.add("products")

        answer = adjust(shop, product)

        assert (answer.status, answer.code) == (409, "stock_not_counted")
        assert shop.get(f"/products/{product['id']}").json == product

    def test_below_zero_names_what_is_left(self, shop: Shop, product: Product) -> None:
        answer = adjust(shop, product, {"change": -8, "reason": "waste"})

        assert (answer.status, answer.code, answer.json["available"]) == (409, "insufficient_stock", 7)
        assert shop.get(f"/products/{product['id']}").json == product

    def test_above_the_limit(self, shop: Shop, product: Product) -> None:
        answer = adjust(shop, product, {"change": 999_994, "reason": "delivery"})

        assert (answer.status, answer.code, answer.pointers) == (422, "validation_failed", ["/change"])
        assert shop.get(f"/products/{product['id']}").json == product

    def test_stores_nothing_so_that_its_key_can_be_used_again(self, shop: Shop, product: Product) -> None:
        assert adjust(shop, product, {"change": -8, "reason": "waste"}).status == 409

        assert adjust(shop, product, {"change": -5, "reason": "waste"}).json["quantity"] == 2


class TestKey:
    def test_is_required(self, shop: Shop, product: Product, recording: Recording) -> None:
        recording.calls.clear()

        answer = shop.post(f"/products/{product['id']}/stock/adjustments", DELIVERY)

        assert (answer.status, answer.json["errors"][0]["header"]) == (422, "Idempotency-Key")
        assert recording.calls == []

    def test_gets_its_first_answer_again_in_one_read(self, shop: Shop, product: Product, recording: Recording) -> None:
        first = adjust(shop, product, {"change": -7, "reason": "waste"})
        recording.calls.clear()

        again = adjust(shop, product, {"change": -7, "reason": "waste"})  # fewer pieces than that are left now

        assert (again.status, again.body, again.headers["ETag"]) == (200, first.body, '"2"')
        assert again.headers["Idempotency-Replayed"] == "true"
        assert "Idempotency-Replayed" not in first.headers
        assert recording.operations == ["BatchGetItem"]
        assert shop.get(f"/products/{product['id']}").json["quantity"] == 0

    def test_gets_its_first_answer_after_the_product_is_deleted(self, shop: Shop, product: Product) -> None:
        first = adjust(shop, product)
        shop.delete(f"/products/{product['id']}")

        assert adjust(shop, product).body == first.body

    def test_is_refused_with_another_body(self, shop: Shop, product: Product) -> None:
        adjust(shop, product)

        assert adjust(shop, product, {"change": 13, "reason": "delivery"}).code == "idempotency_key_reused"

    def test_is_that_of_a_caller_and_a_product(self, shop: Shop, product: Product) -> None:
        other = shop.add("products", quantity=1)

        answers = [adjust(shop, product), adjust(shop, product, role="staff"), adjust(shop, other)]

        assert [answer.json["quantity"] for answer in answers] == [19, 31, 13]

    def test_is_free_after_a_day(self, shop: Shop, product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
        adjust(shop, product)
        now = clock.now().timestamp()
        monkeypatch.setattr("time.time", lambda: now + 24 * 60 * 60 + 1)

        assert adjust(shop, product).json["quantity"] == 31


class TestConcurrentChange:
    def test_of_other_fields_is_kept(self, shop: Shop, product: Product, in_between: InBetween) -> None:
        url = f"/products/{product['id']}"
        done = in_between({"BatchGetItem"}, lambda: Shop().patch(url, {"spiciness": 3}))

        assert adjust(shop, product).json["quantity"] == 19
        assert done
        assert shop.get(url).json["spiciness"] == 3

    def test_by_a_sale_is_kept(self, shop: Shop, product: Product, in_between: InBetween) -> None:
        done = in_between({"BatchGetItem"}, lambda: transact(stock.take(product, 2)))

        assert adjust(shop, product).json["quantity"] == 17
        assert done

    def test_that_leaves_too_little_refuses_it(self, shop: Shop, product: Product, in_between: InBetween) -> None:
        in_between({"BatchGetItem"}, lambda: transact(stock.take(product, 5)))

        answer = adjust(shop, product, {"change": -3, "reason": "waste"})

        assert (answer.code, answer.json["available"]) == ("insufficient_stock", 2)

    def test_that_ends_the_count_refuses_it(self, shop: Shop, product: Product, in_between: InBetween) -> None:
        url = f"/products/{product['id']}"
        in_between({"BatchGetItem"}, lambda: Shop().patch(url, {"quantity": None}))

        assert adjust(shop, product).code == "stock_not_counted"

    def test_by_a_deletion_makes_it_not_found(self, shop: Shop, product: Product, in_between: InBetween) -> None:
        in_between({"BatchGetItem"}, lambda: Shop().delete(f"/products/{product['id']}"))

        assert adjust(shop, product).status == 404

    def test_by_the_same_request_changes_the_stock_once(
        self, shop: Shop, product: Product, in_between: InBetween
    ) -> None:
        waste = {"change": -7, "reason": "waste"}
        first: list[Answer] = []
        in_between({"BatchGetItem"}, lambda: first.append(adjust(Shop(), product, waste)))

        answer = adjust(shop, product, waste)

        assert (answer.status, answer.body) == (200, first[0].body)
        assert answer.headers["Idempotency-Replayed"] == "true"

    def test_at_once_with_patches_sets_and_sales_loses_nothing(
        self, shop: Shop, product: Product, at_once: Any
    ) -> None:
        url = f"/products/{product['id']}"
        bodies = [{"change": change, "reason": "delivery"} for change in (10, 20, 30, 40)]
        keys = [{"Idempotency-Key": f"key-{number}"} for number in range(4)]
        requests = [
            Request("POST", f"{url}/stock/adjustments", {"body": body, "headers": key})
            for body, key in zip(bodies, keys, strict=True)
        ]
        requests.append(Request("PATCH", url, {"body": {"description": "New."}}))
        requests.append(Request("PUT", f"{url}/stock", {"body": {"inStock": False}}))

        answers = at_once(requests)

        assert {answer.status for answer in answers} == {200}
        found = shop.get(url).json
        assert (found["quantity"], found["version"]) == (107, 7)
        assert (found["description"], found["inStock"]) == ("New.", False)
        assert sorted(answer.json["version"] for answer in answers) == list(range(2, 8))
