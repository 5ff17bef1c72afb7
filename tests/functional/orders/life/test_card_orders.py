"""The life of an order that is paid by card: when it is charged, and when it is paid at the counter after all."""

from typing import Any

import pytest

from harness.shop.client import Answer, Shop
from tests.support.database.card_book import CAPTURE, Item, commands, placed
from tests.support.database.order_book import OrderBook
from tests.support.shop.card_orders import TOTAL
from tests.support.shop.stored_orders import ORDER_ID

STATUS = f"/orders/{ORDER_ID}/status"
PAYMENTS = f"/orders/{ORDER_ID}/payments"

pytestmark = pytest.mark.usefixtures("in_time")


def move(shop: Shop, status: str, **body: Any) -> Answer:
    return shop.put(STATUS, {"status": status, **body}, role="staff")


class TestAcceptance:
    def test_charges_the_card(self, shop: Shop, book: OrderBook) -> None:
        placed(book)

        answer = move(shop, "accepted")

        assert (answer.json["status"], answer.json["payment"]["status"]) == ("accepted", "authorized")
        command = commands(book)["capture"]
        assert book.head()["payment"]["command"] == command["pk"].removeprefix("COMMAND#")
        expected = {"orderId": ORDER_ID, "attempt": 1, "kind": "capture", "attempts": 0}
        assert {name: command[name] for name in expected} == expected
        assert (command["duePk"], command["dueSk"][:24]) == ("DUE#PAYMENTS", "2026-11-30T14:06:00.000Z")

    @pytest.mark.parametrize(("payment", "paid"), [("paid", {}), ("authorized", {"command": CAPTURE})])
    def test_charges_it_once(self, shop: Shop, book: OrderBook, payment: str, paid: Item) -> None:
        placed(book, payment=payment, paid=paid)

        assert move(shop, "accepted").status == 200

        assert (commands(book), book.head()["payment"].get("command")) == ({}, paid.get("command"))

    def test_of_an_order_at_the_counter_charges_nothing(self, shop: Shop, book: OrderBook) -> None:
        book.place()
        assert move(shop, "accepted").status == 200
        assert not commands(book)


class TestCompletion:
    @pytest.mark.parametrize("payment", ["authorized", "paid"])
    def test_needs_no_payment_at_the_counter(self, shop: Shop, book: OrderBook, payment: str) -> None:
        placed(book, "ready", payment)
        assert move(shop, "completed").json["payment"]["status"] == payment

    def test_with_a_tender_is_refused_if_the_card_pays(self, shop: Shop, book: OrderBook) -> None:
        placed(book, "ready")
        assert move(shop, "completed", paid="cash").code == "order_not_payable"

    def test_after_a_refused_capture_needs_a_payment_at_the_counter(self, shop: Shop, book: OrderBook) -> None:
        placed(book, "ready", "failed")

        assert move(shop, "completed").code == "payment_due"
        answer = move(shop, "completed", paid="terminal")

        assert (answer.json["payment"]["status"], answer.json["payment"]["tender"]) == ("paid", "terminal")
        assert answer.json["payment"]["amount"]["amount"] == TOTAL

    def test_a_refused_capture_is_paid_in_cash(self, shop: Shop, book: OrderBook) -> None:
        placed(book, "accepted", "failed")
        assert shop.get("/orders/queue", role="staff").json["items"][0]["unpaid"] is True

        headers = {"Idempotency-Key": "till"}
        answer = shop.post(PAYMENTS, {"method": "cash"}, role="staff", headers=headers)

        assert (answer.status, answer.json["payment"]["status"], answer.json["unpaid"]) == (201, "paid", False)

    def test_before_the_capture_is_refused_leaves_an_order_that_can_be_paid(self, shop: Shop, book: OrderBook) -> None:
        placed(book, "completed", "failed")

        headers = {"Idempotency-Key": "till"}
        answer = shop.post(PAYMENTS, {"method": "terminal"}, role="staff", headers=headers)

        assert (answer.status, answer.json["status"], answer.json["payment"]["status"]) == (201, "completed", "paid")

    @pytest.mark.parametrize(
        ("status", "payment"),
        [("pending", "due"), ("placed", "authorized"), ("placed", "paid"), ("canceled", "failed"), ("expired", "none")],
    )
    def test_no_other_card_order_is_paid_at_the_counter(
        self, shop: Shop, book: OrderBook, status: str, payment: str
    ) -> None:
        placed(book, status, payment)
        headers = {"Idempotency-Key": "till"}
        assert shop.post(PAYMENTS, {"method": "cash"}, role="staff", headers=headers).code == "order_not_payable"
