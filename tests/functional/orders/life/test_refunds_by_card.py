"""Refunds to a card: pending until the payment provider reports what became of them."""

from bodega import clock
from harness.shop.client import Shop
from tests.support.database.order_book import Item, OrderBook
from tests.support.requests.refunds import amount, cad, commands, fail, pieces, refund, refunds, succeed
from tests.support.shop.stored_orders import CHARGED, LATTE, ORDER_ID, attempt


def attempt_of(book: OrderBook) -> Item:
    """Return the attempt with which the order was paid."""
    found = book.item(f"ORDER#{ORDER_ID}", "PAYMENT#1")
    assert found is not None
    return found


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
        assert attempt_of(charged)["status"] == "partially_refunded"
        assert [event["total"] for event in charged.sales()] == [1180]
        assert (mail["template"], mail["parameters"]["money"]) == ("order-refunded", "card")
        assert charged.history()[-1]["reason"] == "refunded"

    def test_the_last_refund_makes_the_payment_refunded(self, shop: Shop, charged: OrderBook) -> None:
        made = [refund(shop, amount(each), f"refund-{each}").json["id"] for each in (1000, 356)]

        for each in made:
            succeed(each)

        assert charged.head()["payment"]["status"] == "refunded"
        assert attempt_of(charged)["status"] == "refunded"

    def test_a_refund_that_failed_can_be_made_again_and_the_shop_gets_a_mail(
        self, shop: Shop, charged: OrderBook
    ) -> None:
        made = refund(shop, amount(1356)).json

        fail(made["id"], "owner@shop.example")

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
        fail(made)
        assert charged.head()["payment"]["status"] == "paid"
        assert attempt_of(charged)["status"] == "captured"

        succeed(refund(shop, amount(1356), "again").json["id"])

        assert [event["total"] for event in charged.sales()] == [1180]

    def test_an_event_that_a_till_has_reported_does_not_prevent_the_refund(
        self, shop: Shop, charged: OrderBook
    ) -> None:
        made = refund(shop, amount(1356)).json["id"]
        item = {"productId": LATTE, "name": "Latte", "quantity": 2, "amount": cad(950)}
        now = clock.timestamp(clock.now())
        event = {"type": "order.refunded", "orderId": ORDER_ID, "occurredAt": now, "items": [item], "total": cad(950)}
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


class TestReports:
    """What reports subtract of refunds that fail and of refunds beside a cancellation."""

    def test_pieces_that_are_refunded_again_after_a_failure_are_subtracted_once(
        self, shop: Shop, charged: OrderBook
    ) -> None:
        first = refund(shop, pieces(tip=True), "first").json
        succeed(first["id"])
        fail(first["id"])

        again = refund(shop, pieces(tip=True), "again").json
        succeed(again["id"])
        other = refund(shop, pieces(), "other").json
        succeed(other["id"])

        assert again["amount"] == first["amount"] == cad(499 + 117)
        assert again["taxes"] == first["taxes"]
        assert [event["total"] for event in charged.sales()] == [475, 475]

    def test_a_refund_that_succeeds_after_the_cancellation_is_subtracted_once(
        self, shop: Shop, charged: OrderBook
    ) -> None:
        charged.put({**charged.head(), "status": "accepted"})
        before = refund(shop, pieces(), "before").json["id"]
        assert shop.post(f"/orders/{ORDER_ID}/cancellation", {"reason": "closing"}, role="staff").status == 200

        for item in refunds(charged):
            succeed(item["id"])

        assert {item["id"] for item in refunds(charged)} > {before}
        assert sum(event["total"] for event in charged.sales()) == 1180
        assert charged.head()["payment"]["status"] == "refunded"

    def test_what_fails_after_the_cancellation_is_refunded_again_without_being_subtracted_again(
        self, shop: Shop, charged: OrderBook
    ) -> None:
        charged.put({**charged.head(), "status": "accepted"})
        assert shop.post(f"/orders/{ORDER_ID}/cancellation", {"reason": "closing"}, role="staff").status == 200
        (canceled,) = refunds(charged)
        fail(canceled["id"])

        succeed(refund(shop, amount(1356), "again").json["id"])

        assert sum(event["total"] for event in charged.sales()) == 1180

    def test_a_refund_of_what_was_ready_when_it_was_canceled_is_subtracted(
        self, shop: Shop, charged: OrderBook
    ) -> None:
        charged.put({**charged.head(), "status": "ready"})
        assert shop.post(f"/orders/{ORDER_ID}/cancellation", {"reason": "customer"}, role="staff").status == 200
        assert charged.sales() == []

        succeed(refund(shop, amount(1356)).json["id"])

        assert [event["total"] for event in charged.sales()] == [1180]
