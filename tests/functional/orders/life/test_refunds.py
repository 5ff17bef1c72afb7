"""`POST /orders/{id}/refunds`: pieces, tip and amounts, each once and never more than was paid."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness.shop.client import ADMIN, Shop
from tests.support.database.order_book import OrderBook
from tests.support.requests.refunds import URL, amount, cad, pieces, refund, refunds
from tests.support.shop.stored_orders import LATTE, ORDER_ID, PAID, totals


class TestAtTheCounter:
    def test_a_piece_returns_its_price_and_taxes_and_has_succeeded_at_once(self, shop: Shop, paid: OrderBook) -> None:
        answer = refund(shop, pieces())

        assert answer.status == 201
        assert answer.json == {
            "id": answer.json["id"],
            "amount": cad(499),  # half of 9.97, rounded up
            "taxes": [{"name": "GST", "amount": cad(24)}],
            "lines": [{"line": 1, "quantity": 1}],
            "tip": cad(0),
            "deliveryFee": cad(0),
            "status": "succeeded",
            "reason": "missing",
            "createdAt": answer.json["createdAt"],
        }
        order = shop.get(f"/orders/{ORDER_ID}", role="admin").json
        assert order["refunds"] == [answer.json]
        assert (order["status"], order["payment"]["status"]) == ("completed", "partially_refunded")
        assert order["payment"]["refunded"] == cad(499)
        assert order["history"][-1]["reason"] == "refunded"
        assert order["history"][-1]["actor"] == {"role": "admin", "id": ADMIN["userId"]}

    def test_the_buyer_sees_the_refund_and_gets_a_mail(self, shop: Shop, paid: OrderBook) -> None:
        made = refund(shop, pieces()).json

        (mail,) = paid.mails()
        assert (mail["template"], mail["parameters"]["money"], mail["parameters"]["returned"]) == (
            "order-refunded",
            "counter",
            499,
        )
        assert shop.get(f"/orders/mine/{ORDER_ID}", role="customer").json["refunds"] == [made]

    def test_the_reports_have_what_the_refund_takes_from_the_lines(self, shop: Shop, paid: OrderBook) -> None:
        made = refund(shop, pieces(tip=True)).json

        (event,) = paid.sales()
        assert made["amount"] == cad(499 + 117)
        assert (event["type"], event["orderId"], event["total"]) == ("order.refunded", ORDER_ID, 475)
        assert event["eventId"] == f"{ORDER_ID}:refunded:{made['id']}"
        assert event["items"] == [{"productId": LATTE, "name": "Latte", "quantity": 1, "amount": 475}]

    def test_two_refunds_of_the_same_amount_at_the_same_time_are_two_events(
        self, shop: Shop, paid: OrderBook, at_noon: None
    ) -> None:
        for key in ("one", "two"):
            assert refund(shop, amount(100), key).status == 201

        assert [event["total"] for event in paid.sales()] == [95, 95]

    def test_a_refund_of_the_tip_alone_is_not_in_the_reports(self, shop: Shop, paid: OrderBook) -> None:
        assert refund(shop, {"tip": True, "reason": "other"}).json["amount"] == cad(117)
        assert paid.sales() == []

    def test_all_pieces_and_the_tip_return_what_was_paid_in_cash(self, shop: Shop, book: OrderBook) -> None:
        rounded = totals(rounding=-1, total=1355)
        book.place(status="completed", payment={**PAID, "tender": "cash", "amount": 1355}, totals=rounded)
        everything = {"lines": [{"line": 1, "quantity": 2}, {"line": 2, "quantity": 1}], "tip": True}

        assert refund(shop, {**everything, "reason": "customer"}).json["amount"] == cad(1355)
        assert book.head()["payment"]["status"] == "refunded"


class TestLimits:
    def test_more_pieces_than_are_left_exceed(self, shop: Shop, paid: OrderBook) -> None:
        refund(shop, pieces(1, 2), "one")

        answer = refund(shop, pieces(1, 1), "two")

        assert (answer.status, answer.code, answer.json["refundable"]) == (409, "refund_exceeds", cad(1356 - 997))

    def test_a_larger_amount_than_the_rest_exceeds(self, shop: Shop, paid: OrderBook) -> None:
        assert refund(shop, amount(1300), "one").status == 201

        answer = refund(shop, amount(57), "two")

        assert (answer.code, answer.json["refundable"]) == ("refund_exceeds", cad(56))
        assert refund(shop, pieces(1, 2), "three").json["amount"] == cad(56)
        assert paid.head()["payment"]["status"] == "refunded"

    @pytest.mark.parametrize("status", ["due", "none", "authorized", "voided", "failed"])
    def test_an_order_whose_money_the_shop_does_not_have_has_nothing_to_refund(
        self, shop: Shop, book: OrderBook, status: str
    ) -> None:
        book.place(payment={"method": "card", "status": status})

        answer = refund(shop, amount(1))

        assert (answer.code, answer.json["refundable"]) == ("refund_exceeds", cad(0))

    def test_a_card_that_is_being_charged_is_refunded_later(self, shop: Shop, book: OrderBook) -> None:
        book.place(payment={"method": "card", "status": "authorized", "attempt": 1, "command": "cmd_1"})

        answer = refund(shop, amount(1))

        assert (answer.status, answer.code, answer.headers["Retry-After"]) == (409, "payment_in_progress", "2")

    def test_more_than_was_paid_is_refused_while_a_late_payment_is_given_back(
        self, shop: Shop, book: OrderBook
    ) -> None:
        book.place(status="canceled", payment={**PAID, "command": "cmd_1"})

        answer = refund(shop, amount(PAID["amount"] + 1))

        assert (answer.code, answer.json["refundable"]) == ("refund_exceeds", cad(PAID["amount"]))

    def test_twenty_four_refunds_at_once_return_no_more_than_was_paid(self, shop: Shop, book: OrderBook) -> None:
        payment = {**PAID, "amount": 5500}
        book.place(status="completed", payment=payment, totals=totals(tip=5500 - 1239, total=5500))

        with ThreadPoolExecutor(24) as pool:
            answers = list(pool.map(lambda number: refund(shop, amount(1000), f"refund-{number}"), range(24)))

        assert sorted(answer.status for answer in answers) == [201] * 5 + [409] * 19
        assert sum(item["amount"] for item in refunds(book)) == book.head()["payment"]["refunded"] == 5000
        assert {answer.json["refundable"]["amount"] for answer in answers if answer.status == 409} == {500}

    @pytest.mark.parametrize("role", ["customer", "guest", "staff"])
    def test_only_admins_refund(self, shop: Shop, paid: OrderBook, role: str) -> None:
        assert refund(shop, pieces(), role=role).status == 403
        assert refunds(paid) == []


class TestRequests:
    def test_a_repeated_request_gets_the_first_answer(self, shop: Shop, paid: OrderBook) -> None:
        first = refund(shop, amount(1356))
        again = refund(shop, amount(1356))

        assert (again.status, again.json) == (201, first.json)
        assert again.headers["Idempotency-Replayed"] == "true"
        assert len(refunds(paid)) == len(paid.sales()) == len(paid.mails()) == 1

    def test_a_repeated_request_replays_also_while_some_is_left(self, shop: Shop, paid: OrderBook) -> None:
        first = refund(shop, amount(100))

        assert refund(shop, amount(100)).json == first.json
        assert paid.head()["payment"]["refunded"] == 100

    def test_a_key_is_for_one_refund(self, shop: Shop, paid: OrderBook) -> None:
        refund(shop, amount(100))

        assert refund(shop, amount(200)).code == "idempotency_key_reused"

    def test_a_key_is_required(self, shop: Shop, paid: OrderBook) -> None:
        answer = shop.post(URL, amount(100), role="admin")

        assert answer.json["errors"][0]["header"] == "Idempotency-Key"

    def test_an_order_that_does_not_exist_is_not_found(self, shop: Shop, book: OrderBook) -> None:
        assert refund(shop, amount(100)).status == 404

    @pytest.mark.parametrize(
        ("body", "error"),
        [
            ({}, {"pointer": "/amount", "detail": "is required without lines, tip and deliveryFee"}),
            (
                {**amount(1), "tip": True},
                {"pointer": "/amount", "detail": "does not go with lines, tip and deliveryFee"},
            ),
            ({"amount": cad(0)}, {"pointer": "/amount/amount", "detail": "must be at least 1"}),
            ({**amount(1), "restock": True}, {"pointer": "/restock", "detail": "goes only with lines"}),
            (
                {"lines": [{"line": 1, "quantity": 1}] * 2},
                {"pointer": "/lines", "detail": "must name each line once"},
            ),
            (
                {"lines": [{"line": 2, "quantity": 1}, {"line": 3, "quantity": 1}]},
                {"pointer": "/lines/1/line", "detail": "must be the number of a line"},
            ),
        ],
    )
    def test_a_body_that_says_nothing_clear_is_refused(
        self, shop: Shop, paid: OrderBook, body: dict[str, Any], error: dict[str, str]
    ) -> None:
        answer = refund(shop, {"reason": "other", **body})

        assert (answer.status, answer.json["errors"]) == (422, [error])
        assert refunds(paid) == []
