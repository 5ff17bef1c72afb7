"""Placing orders: what is refused."""

from typing import Any

import pytest

from bodega.attributes import to_attributes
from harness.aws.dynamodb_proxy import Recording
from harness.aws.tables import put_all
from harness.shop.client import Shop
from tests.functional.orders.conftest import Rows
from tests.support.shop.ordering import (
    TYPICAL_TOTAL,
    Catalogue,
    cart_of,
    money,
    order_of,
    place,
)

pytestmark = pytest.mark.usefixtures("at_noon")


class TestRefusals:
    def test_another_total_comes_with_the_new_quote_and_writes_nothing(
        self, shop: Shop, order: dict[str, Any], rows: Rows, catalogue: Catalogue
    ) -> None:
        before = rows()

        answer = place(shop, order | {"expectedTotal": money(TYPICAL_TOTAL + 1)})

        assert (answer.status, answer.code) == (409, "price_changed")
        assert answer.json["quote"]["totals"]["total"] == money(TYPICAL_TOTAL)
        assert rows() == before

    def test_all_problems_come_at_once_and_write_nothing(self, shop: Shop, catalogue: Catalogue, rows: Rows) -> None:
        before = rows()
        lines = [
            {"productId": catalogue["Cake"], "quantity": 21},
            {"productId": catalogue["Coffee"]},
            {"productId": "prd_01JD4W0Q8V5E2M7T9X3K6B1ZCN"},
        ]
        cart = {"lines": lines, "fulfilment": {"type": "dineIn", "table": "7"}}

        answer = place(shop, order_of(cart, 1))

        assert (answer.status, answer.code) == (409, "not_orderable")
        assert [(problem["code"], problem["pointer"]) for problem in answer.json["problems"]] == [
            ("out_of_stock", "/lines/0/quantity"),
            ("choice_missing", "/lines/1/selections"),
            ("unknown_product", "/lines/2/productId"),
            ("fulfilment_not_offered", "/fulfilment/type"),
        ]
        assert rows() == before

    def test_three_lines_of_one_product_need_stock_for_all(self, shop: Shop, catalogue: Catalogue) -> None:
        shop.put(f"/products/{catalogue['Cake']}/stock", {"inStock": True, "quantity": 2})
        lines = [{"productId": catalogue["Cake"]} for _ in range(3)]

        answer = place(shop, order_of({"lines": lines, "fulfilment": {"type": "pickup"}}, 1500))

        assert {problem["code"] for problem in answer.json["problems"]} == {"out_of_stock"}
        assert {problem["available"] for problem in answer.json["problems"]} == {2}
        assert catalogue.quantity("Cake") == 2

    @pytest.mark.parametrize(
        ("members", "pointer"),
        [
            ({"total": money(1)}, "/total"),
            ({"price": money(1)}, "/price"),
            ({"status": "completed"}, "/status"),
            ({"number": "001"}, "/number"),
            ({"customerId": "usr_01JD4W0Q8V5E2M7T9X3K6B1CST"}, "/customerId"),
            ({"promotionCode": "WINTER"}, "/promotionCode"),
            ({"points": 5}, "/points"),
            ({"payment": {"method": "voucher"}}, "/payment/method"),
            ({"payment": None}, "/payment"),
            ({"expectedTotal": None}, "/expectedTotal"),
            ({"expectedTotal": {"amount": -1, "currency": "CAD"}}, "/expectedTotal/amount"),
            ({"fulfilment": {"type": "delivery"}}, "/fulfilment/type"),
            ({"fulfilment": {"type": "dineIn"}}, "/fulfilment"),
            ({"fulfilment": {"type": "pickup", "table": "7"}}, "/fulfilment"),
            ({"note": "x" * 201}, "/note"),
            ({"note": "pay 4111 1111 1111 1111"}, "/note"),
            ({"customer": {"name": "Ada", "email": "not an email"}}, "/customer/email"),
        ],
        ids=str,
    )
    def test_what_a_client_may_not_say(
        self, shop: Shop, order: dict[str, Any], members: dict[str, Any], pointer: str
    ) -> None:
        answer = place(shop, order | members)

        assert answer.status == 422, answer
        assert pointer in answer.pointers

    def test_a_request_without_a_key(self, shop: Shop, order: dict[str, Any]) -> None:
        answer = shop.post("/orders", order, role="guest")

        assert answer.status == 422
        assert answer.json["errors"][0]["header"] == "Idempotency-Key"

    def test_nobody(self, shop: Shop, order: dict[str, Any], recording: Recording) -> None:
        assert shop.post("/orders", order, role="nobody", headers={"Idempotency-Key": "key"}).status == 401
        assert recording.calls == []


def test_a_pause_refuses_orders(shop: Shop, catalogue: Catalogue, dynamodb: Any, orders: str) -> None:
    pause = {"pk": "STORE", "sk": "PAUSE", "until": "2026-11-30T18:00:00.000Z", "addMinutes": 0, "version": 1}
    put_all(dynamodb, orders, [to_attributes(pause)])

    answer = place(shop, order_of(cart_of(catalogue, "Tea"), 300))

    (problem,) = answer.json["problems"]
    assert (problem["code"], problem["opensAt"]) == ("store_closed", "2026-11-30T18:00:00.000Z")
