"""What refunds change besides the money: the stock, the reports, and what a cancellation still returns."""

from typing import Any

from bodega import sales
from bodega.dynamodb import transact
from harness.shop.client import Shop
from tests.support.database.analytics_table import aggregate, counters_of, stream_records
from tests.support.database.order_book import OrderBook
from tests.support.requests.refunds import amount, cad, fail, pieces, refund
from tests.support.shop.stored_orders import CAKE, DAY, LATTE, ORDER_ID, PAID, PLACED_AT, lines


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


class TestStock:
    def place(self, shop: Shop, book: OrderBook, **changed: Any) -> str:
        """Place an order that took a piece of a counted product with 7 left, in its second line."""
        product: str = shop.add("products", quantity=7)["id"]
        book.place(status="completed", payment=PAID, taken=[{"productId": product, "quantity": 1}], **changed)
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
        fail(first["id"])
        assert refund(shop, pieces(2, restock=True), "two").status == 201

        assert self.stock(shop, product) == 8

    def test_what_a_cancellation_returned_does_not_return_again(self, shop: Shop, book: OrderBook) -> None:
        product = self.place(shop, book, restocked=True)

        assert refund(shop, pieces(2, restock=True)).status == 201
        assert self.stock(shop, product) == 7

    def test_a_cancellation_returns_the_pieces_that_refunds_did_not(self, shop: Shop, book: OrderBook) -> None:
        product = self.place(shop, book)
        book.put({**book.head(), "status": "accepted"})
        assert refund(shop, pieces(2, restock=True)).status == 201

        assert shop.post(f"/orders/{ORDER_ID}/cancellation", {"reason": "closing"}, role="staff").status == 200

        assert self.stock(shop, product) == 8

    def test_a_product_that_is_gone_does_not_prevent_the_refund(self, shop: Shop, book: OrderBook) -> None:
        product = self.place(shop, book)
        shop.delete(f"/products/{product}", role="admin")

        assert refund(shop, pieces(2, restock=True)).status == 201


class TestCancellation:
    def test_a_canceled_order_returns_and_reports_what_refunds_have_left(self, shop: Shop, book: OrderBook) -> None:
        book.place(status="accepted", payment=PAID)
        refund(shop, pieces())

        canceled = shop.post(f"/orders/{ORDER_ID}/cancellation", {"reason": "closing"}, role="staff").json

        whole = shop.get(f"/orders/{ORDER_ID}", role="staff").json
        assert (canceled["payment"]["status"], canceled["payment"]["refunded"]) == ("refunded", cad(1356))
        assert [(each["amount"], each["reason"]) for each in whole["refunds"]] == [
            (cad(499), "missing"),
            (cad(1356 - 499), "canceled"),
        ]
        assert sorted(event["total"] for event in book.sales()) == [475, 1180 - 475]
        assert [mail["template"] for mail in book.mails()] == ["order-refunded", "order-canceled"]
