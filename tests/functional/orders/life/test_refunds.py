"""`POST /orders/{id}/refunds`: pieces, tip and amounts, each once and never more than was paid."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bodega import sales
from bodega.dynamodb import transact
from bodega.orders.concurrency import changed_order
from bodega.orders.reading import any_order
from bodega.orders.refund_writes import RefundChange, refund_failed, refund_succeeded
from bodega.orders.stored import StoredOrder
from bodega.orders.writes import Entry, change_order
from harness.shop.client import ADMIN, Answer, Shop
from tests.support.database.analytics_table import aggregate, counters_of, stream_records
from tests.support.database.order_book import OrderBook
from tests.support.shop.stored_orders import (
    CAKE,
    CHARGED,
    DAY,
    LATTE,
    ORDER_ID,
    PAID,
    PLACED_AT,
    attempt,
    lines,
    totals,
)

URL = f"/orders/{ORDER_ID}/refunds"
LATER = "2026-12-01T09:00:00.000Z"


def cad(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "CAD"}


def pieces(line: int = 1, quantity: int = 1, **more: Any) -> dict[str, Any]:
    return {"lines": [{"line": line, "quantity": quantity}], "reason": "missing", **more}


def amount(value: int) -> dict[str, Any]:
    return {"amount": cad(value), "reason": "quality"}


def refund(shop: Shop, body: dict[str, Any], key: str = "refund-1", role: str = "admin") -> Answer:
    return shop.post(URL, body, role=role, headers={"Idempotency-Key": key})


@pytest.fixture
def paid(book: OrderBook) -> OrderBook:
    """A completed order of 13.56 that was paid at the card terminal: two lattes, a cake, taxes and a tip."""
    book.place(status="completed", payment=PAID)
    return book


@pytest.fixture
def charged(book: OrderBook) -> OrderBook:
    """The same order, paid by card."""
    book.place(status="completed", payment=CHARGED)
    book.put(attempt())
    return book


def refunds(book: OrderBook) -> list[dict[str, Any]]:
    return [item for item in book.items() if item["sk"].startswith("REFUND#")]


def commands(book: OrderBook) -> list[dict[str, Any]]:
    return [item for item in book.items() if item["sk"] == "COMMAND"]


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


def figures(book: OrderBook) -> dict[tuple[str, str], dict[str, int]]:
    """Count the events as the aggregator does; return the figures of the day and of the products."""
    aggregate(stream_records(book.rows()[book.names["ANALYTICS_TABLE"]]))
    counters = counters_of(book.rows()[book.names["ANALYTICS_TABLE"]])
    return {key: value for key, value in counters.items() if key[0].startswith(("DAY#", "PRODUCTS#"))}


class TestReports:
    def test_partial_refunds_are_subtracted_once_and_the_last_one_leaves_nothing(
        self, shop: Shop, paid: OrderBook, at_noon: None
    ) -> None:
        transact(sales.record([sales.order_placed(ORDER_ID, PLACED_AT, lines())]))
        for number, body in enumerate((pieces(), amount(500))):
            assert refund(shop, body, f"refund-{number}").status == 201

        counted = figures(paid)

        # Of the amount, 4.76 is taken from the net amounts and 0.24 from the taxes: 3.21 from what a latte has left.
        assert counted == {
            ("DAY#2026", DAY): {
                "orders": 1,
                "revenue": 1180 - 475 - 476,
                "items": 2,
                "refunds": 2,
                "refunded": 475 + 476,
            },
            ("PRODUCTS#2026-11", LATTE): {"quantity": 1, "revenue": 154, "q30": 1, "r30": 154},
            ("PRODUCTS#2026-11", CAKE): {"quantity": 1, "revenue": 75, "q30": 1, "r30": 75},
        }
        assert figures(paid) == counted  # delivered again

        rest = {"lines": [{"line": 1, "quantity": 1}, {"line": 2, "quantity": 1}], "tip": True, "reason": "other"}
        assert refund(shop, rest, "rest").status == 201

        assert figures(paid) == {("DAY#2026", DAY): {"orders": 1, "refunds": 3, "refunded": 1180}}


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


class TestStock:
    def place(self, shop: Shop, book: OrderBook, **changed: Any) -> str:
        """Place an order that took a piece of a counted product with 7 left, in its second line."""
        product: str = shop.add("products", quantity=7)["id"]
        taken = [{"productId": product, "quantity": 1}]
        book.place(**{"status": "completed", "payment": PAID, "taken": taken, **changed})
        lines = next(item for item in book.items() if item["sk"] == "LINES")
        lines["lines"][1]["productId"] = product
        book.put(lines)
        return product

    def stock(self, shop: Shop, product: str) -> Any:
        return shop.get(f"/products/{product}", role="admin").json["quantity"]

    def test_pieces_return_to_the_stock_only_on_request(self, shop: Shop, book: OrderBook) -> None:
        product = self.place(shop, book)
        refund(shop, pieces(1), "uncounted")
        assert refund(shop, pieces(2), "counted").status == 201
        assert self.stock(shop, product) == 7

    def test_counted_pieces_return_once(self, shop: Shop, book: OrderBook) -> None:
        product = self.place(shop, book)

        first = refund(shop, pieces(2, restock=True), "one").json
        assert self.stock(shop, product) == 8
        fail(shop, first["id"])
        assert refund(shop, pieces(2, restock=True), "two").status == 201

        assert self.stock(shop, product) == 8

    def test_what_a_cancellation_returned_does_not_return_again(self, shop: Shop, book: OrderBook) -> None:
        product = self.place(shop, book, restocked=True)

        assert refund(shop, pieces(2, restock=True)).status == 201
        assert self.stock(shop, product) == 7

    def test_what_a_refund_returned_does_not_return_again_with_a_cancellation(
        self, shop: Shop, book: OrderBook
    ) -> None:
        product = self.place(shop, book, status="preparing")
        assert refund(shop, pieces(2, restock=True)).status == 201
        assert self.stock(shop, product) == 8

        body = {"reason": "closing", "restock": True}
        assert shop.post(f"/orders/{ORDER_ID}/cancellation", body, role="staff").status == 200

        assert self.stock(shop, product) == 8

    def test_a_product_that_is_gone_does_not_prevent_the_refund(self, shop: Shop, book: OrderBook) -> None:
        product = self.place(shop, book)
        shop.delete(f"/products/{product}", role="admin")

        assert refund(shop, pieces(2, restock=True)).status == 201


def settle(kind: Any, refund_id: str, **more: Any) -> StoredOrder:
    """Record what became of a refund, as payments does."""

    def change(order: StoredOrder) -> Any:
        (item,) = (each for each in order.refunds if each["id"] == refund_id)
        done: RefundChange = kind(order, item, LATER, **more)
        entry = Entry(order.head["status"], order.head["status"], LATER, {"role": "provider"}, done.reason)
        change_order(order.head, done.change, entry, mail=done.mail, more=done.more, releases=done.releases)
        return done.change.applied(order.head)

    return changed_order(any_order(ORDER_ID), change)


def succeed(refund_id: str) -> None:
    settle(refund_succeeded, refund_id)


def fail(shop: Shop, refund_id: str, alert_email: str | None = None) -> None:
    settle(refund_failed, refund_id, alert_email=alert_email)


class TestByCard:
    def test_the_refund_is_pending_with_a_command_until_the_provider_confirms_it(
        self, shop: Shop, charged: OrderBook
    ) -> None:
        made = refund(shop, amount(1000)).json

        (command,) = commands(charged)
        assert (command["kind"], command["amount"], command["refundId"], command["attempt"]) == (
            "refund",
            1000,
            made["id"],
            1,
        )
        assert made["status"] == "pending"
        assert (charged.sales(), charged.mails()) == ([], [])
        payment = charged.head()["payment"]
        assert (payment["status"], payment["refunded"]) == ("paid", 1000)
        assert charged.history()[-1]["reason"] == "refund_requested"

    def test_a_refund_that_succeeded_is_reported_and_mailed(self, shop: Shop, charged: OrderBook) -> None:
        made = refund(shop, amount(1239)).json

        succeed(made["id"])

        (item,) = refunds(charged)
        (mail,) = charged.mails()
        assert (item["status"], charged.head()["payment"]["status"]) == ("succeeded", "partially_refunded")
        assert charged.item(f"ORDER#{ORDER_ID}", "PAYMENT#1")["status"] == "partially_refunded"  # type: ignore[index]
        assert [event["total"] for event in charged.sales()] == [1180]
        assert (mail["template"], mail["parameters"]["money"]) == ("order-refunded", "card")
        assert charged.history()[-1]["reason"] == "refunded"

    def test_the_last_refund_makes_the_payment_refunded(self, shop: Shop, charged: OrderBook) -> None:
        made = [refund(shop, amount(each), f"refund-{each}").json["id"] for each in (1000, 356)]

        for each in made:
            succeed(each)

        assert charged.head()["payment"]["status"] == "refunded"
        assert charged.item(f"ORDER#{ORDER_ID}", "PAYMENT#1")["status"] == "refunded"  # type: ignore[index]

    def test_a_refund_that_failed_can_be_made_again_and_the_shop_gets_a_mail(
        self, shop: Shop, charged: OrderBook
    ) -> None:
        made = refund(shop, amount(1356)).json

        fail(shop, made["id"], "owner@shop.example")

        (mail,) = charged.mails()
        assert (mail["template"], mail["to"], mail["parameters"]) == (
            "refund-failed",
            "owner@shop.example",
            {"number": "047", "day": "2026-11-30", "currency": "CAD", "amount": 1356},
        )
        assert "listPk" not in mail
        assert shop.get(f"/orders/{ORDER_ID}", role="admin").json["refunds"][0]["status"] == "failed"
        assert refund(shop, amount(1356), "again").status == 201

    def test_a_refund_that_failed_after_it_had_succeeded_is_in_the_reports_once(
        self, shop: Shop, charged: OrderBook
    ) -> None:
        made = refund(shop, amount(1356)).json["id"]
        succeed(made)
        fail(shop, made)
        assert charged.head()["payment"]["status"] == "paid"
        assert charged.item(f"ORDER#{ORDER_ID}", "PAYMENT#1")["status"] == "captured"  # type: ignore[index]

        succeed(refund(shop, amount(1356), "again").json["id"])

        assert [event["total"] for event in charged.sales()] == [1180]

    def test_an_event_that_a_till_has_reported_does_not_prevent_the_refund(
        self, shop: Shop, charged: OrderBook
    ) -> None:
        made = refund(shop, amount(1356)).json["id"]
        item = {"productId": LATTE, "name": "Latte", "quantity": 2, "amount": cad(950)}
        event = {"type": "order.refunded", "orderId": ORDER_ID, "occurredAt": LATER, "items": [item], "total": cad(950)}
        event_id = f"{ORDER_ID}:refunded:{made}"
        assert shop.post("/analytics/events", {"events": [{**event, "eventId": event_id}]}).status == 202

        succeed(made)

        assert [event["total"] for event in charged.sales()] == [950]
        assert charged.head()["payment"]["status"] == "refunded"

    def test_a_card_order_that_was_paid_at_the_counter_is_returned_there(self, shop: Shop, book: OrderBook) -> None:
        book.place(status="completed", payment={**CHARGED, "tender": "cash"})
        book.put(attempt(status="failed"))

        assert refund(shop, amount(1000)).json["status"] == "succeeded"
        assert commands(book) == []
