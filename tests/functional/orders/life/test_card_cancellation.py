"""What a cancellation does with the money of an order that is paid by card."""

from typing import Any

import pytest

from bodega import clock
from harness.aws.policy_simulator import running
from harness.shop.client import Answer, Shop
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from tests.support.database.card_book import CAPTURE, Item, capture, commands, placed, refunds
from tests.support.database.in_between import InBetween
from tests.support.database.order_book import OrderBook
from tests.support.shop.card_orders import DURING_HOLD, TOTAL, attempt, card_order
from tests.support.shop.stored_orders import ORDER_ID

STATUS = f"/orders/{ORDER_ID}/status"
CANCELLATION = f"/orders/{ORDER_ID}/cancellation"
OWN_CANCELLATION = f"/orders/mine/{ORDER_ID}/cancellation"

pytestmark = pytest.mark.usefixtures("in_time")


def sweep() -> Any:
    """Run the sweeper with its own permissions."""
    with running("sweeper"):
        return load_app("orders", "sweeper").handler({}, lambda_context("sweeper", 60_000))


def accept(shop: Shop) -> Answer:
    return shop.put(STATUS, {"status": "accepted"}, role="staff")


def cancel(shop: Shop) -> Answer:
    return shop.post(CANCELLATION, {"reason": "out_of_stock"}, role="staff")


class TestOfAPendingOrder:
    def test_tells_nobody_and_owes_nothing(self, shop: Shop, book: OrderBook) -> None:
        book.put(*card_order(taken=[]))

        answer = shop.post(OWN_CANCELLATION, role="customer")

        assert (answer.json["status"], answer.json["payment"]["status"]) == ("canceled", "none")
        assert answer.json["holdUntil"] is None
        assert not [*book.mails(), *book.sales(), *commands(book)]
        assert not {"duePk", "dueSk", "callName"} & book.head().keys()

    @pytest.mark.parametrize("status", ["starting", "waiting"])
    def test_voids_a_live_attempt(self, shop: Shop, book: OrderBook, status: str) -> None:
        book.put(*card_order(taken=[], paid={"attempt": 2}), attempt(status="voided"), attempt(number=2, status=status))

        assert shop.post(OWN_CANCELLATION, role="customer").status == 200

        command = commands(book)["void"]
        assert (command["attempt"], book.head()["payment"]["status"]) == (2, "none")
        assert book.head()["payment"]["command"] == command["pk"].removeprefix("COMMAND#")

    def test_does_not_void_an_attempt_again(self, shop: Shop, book: OrderBook) -> None:
        book.put(*card_order(taken=[], paid={"attempt": 1}), attempt(status="voided"))
        assert shop.post(OWN_CANCELLATION, role="customer").status == 200
        assert not commands(book)

    def test_is_too_late_after_its_hold(self, shop: Shop, book: OrderBook) -> None:
        book.put(*card_order(status="expired", payment="voided", taken=[]))
        for answer in (cancel(shop), shop.post(OWN_CANCELLATION, role="customer")):
            assert (answer.code, answer.json["orderStatus"]) == ("transition_not_allowed", "expired")

    def test_is_not_for_the_staff(self, shop: Shop, book: OrderBook) -> None:
        book.put(*card_order(taken=[]))
        answer = cancel(shop)
        assert (answer.code, answer.json["orderStatus"], answer.json["allowed"]) == (
            "transition_not_allowed",
            "pending",
            [],
        )


class TestOfAnAuthorizedOrder:
    def test_voids_the_payment(self, shop: Shop, book: OrderBook) -> None:
        placed(book)

        answer = cancel(shop)

        assert (answer.json["status"], answer.json["payment"]["status"]) == ("canceled", "authorized")
        assert set(commands(book)) == {"void"}
        (mail,) = book.mails()
        assert mail["parameters"]["money"] == "uncharged"
        assert len(book.sales()) == 1
        assert not refunds(book)

    def test_replaces_a_capture_that_was_not_tried(self, shop: Shop, book: OrderBook) -> None:
        placed(book, "accepted", paid={"command": CAPTURE})
        capture(book)

        assert cancel(shop).status == 200

        (void,) = commands(book).values()
        assert (void["kind"], book.head()["payment"]["command"]) == ("void", void["pk"].removeprefix("COMMAND#"))

    def test_waits_for_a_capture_that_may_have_been_made(self, shop: Shop, book: OrderBook) -> None:
        placed(book, "accepted", paid={"command": CAPTURE})
        capture(book, attempts=1)
        before = book.dump()

        answer = cancel(shop)

        assert (answer.status, answer.code, answer.headers["Retry-After"]) == (409, "payment_in_progress", "2")
        assert book.dump() == before

    def test_from_ready_waits_until_the_card_is_charged(self, shop: Shop, book: OrderBook) -> None:
        placed(book, "ready", paid={"command": CAPTURE})
        capture(book)
        before = book.dump()

        assert cancel(shop).code == "payment_in_progress"

        assert book.dump() == before

    def test_that_nobody_accepted_is_the_sweepers(
        self, shop: Shop, book: OrderBook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        placed(book)
        monkeypatch.setattr(clock, "now", lambda: DURING_HOLD.replace(hour=15))

        assert sweep() == {"canceled": 1}

        assert (book.head()["cancelReason"], set(commands(book))) == ("not_accepted", {"void"})


class TestOfACapturedOrder:
    def test_refunds_it(self, shop: Shop, book: OrderBook) -> None:
        placed(book, "accepted", "paid")

        canceled = cancel(shop)

        assert canceled.json["status"] == "canceled"
        assert canceled.json["refunds"] == shop.get(f"/orders/{ORDER_ID}", role="staff").json["refunds"]
        (refund,) = refunds(book)
        command = commands(book)["refund"]
        assert (refund["amount"], refund["status"], refund["reason"]) == (TOTAL, "pending", "canceled")
        assert (command["amount"], command["refundId"]) == (TOTAL, refund["id"])
        assert book.head()["payment"]["refunded"] == TOTAL
        assert book.mails()[0]["parameters"]["money"] == "card"
        assert [sale["total"] for sale in book.sales()] == [1180]

    def test_refunds_what_is_left(self, shop: Shop, book: OrderBook) -> None:
        placed(book, "accepted", "partially_refunded", paid={"amount": TOTAL, "refunded": 498, "returned": 498})
        book.put(attempt(status="captured"), earlier_refund())

        canceled = cancel(shop)

        assert len(canceled.json["refunds"]) == len(refunds(book)) == 2
        last = max(refunds(book), key=lambda item: item["createdAt"])
        assert (last["amount"], book.head()["payment"]["refunded"]) == (TOTAL - 498, TOTAL)
        # Reports subtract what the earlier refund has left: one latte and the cake.
        (sale,) = book.sales()
        assert (sale["total"], [item["quantity"] for item in sale["items"]]) == (1180 - 475, [1, 1])

    def test_from_ready_leaves_the_money_to_the_admin(self, shop: Shop, book: OrderBook) -> None:
        placed(book, "ready", "paid")

        assert cancel(shop).json["payment"]["status"] == "paid"

        assert not [*refunds(book), *commands(book), *book.sales()]

    @pytest.mark.parametrize(("status", "cancel_until"), [("placed", "accepted"), ("accepted", "preparing")])
    def test_is_possible_for_the_buyer_as_before_the_capture(
        self, shop: Shop, book: OrderBook, status: str, cancel_until: str
    ) -> None:
        placed(book, status, "paid", cancelUntil=cancel_until)

        assert shop.post(OWN_CANCELLATION, role="customer").json["cancelReason"] == "customer"

        assert set(commands(book)) == {"refund"}

    def test_that_nobody_accepted_is_the_sweepers(
        self, shop: Shop, book: OrderBook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        placed(book, payment="paid")
        monkeypatch.setattr(clock, "now", lambda: DURING_HOLD.replace(hour=15))

        assert sweep() == {"canceled": 1}

        assert set(commands(book)) == {"refund"}


class TestTwoAtOnce:
    def test_an_order_that_is_canceled_while_it_is_accepted_is_never_charged(
        self, shop: Shop, book: OrderBook, in_between: InBetween
    ) -> None:
        placed(book)
        in_between({"Query"}, lambda: cancel(shop))

        assert accept(shop).code == "transition_not_allowed"

        assert set(commands(book)) == {"void"}

    def test_an_order_that_is_accepted_while_it_is_canceled_is_voided_instead_of_charged(
        self, shop: Shop, book: OrderBook, in_between: InBetween
    ) -> None:
        placed(book)
        in_between({"Query"}, lambda: accept(shop))

        assert cancel(shop).json["status"] == "canceled"

        assert set(commands(book)) == {"void"}

    def test_a_capture_that_is_tried_in_between_is_not_replaced(
        self, shop: Shop, book: OrderBook, in_between: InBetween
    ) -> None:
        placed(book, "accepted", paid={"command": CAPTURE})
        capture(book)
        in_between({"Query"}, lambda: capture(book, attempts=1))

        assert cancel(shop).code == "payment_in_progress"

        assert set(commands(book)) == {"capture"}


def earlier_refund() -> Item:
    """Return the refund of one of the two lattes, with its tax."""
    return {
        "pk": f"ORDER#{ORDER_ID}",
        "sk": "REFUND#rfd_01JD4W0Q8V5E2M7T9X3K6B1RFD",
        "id": "rfd_01JD4W0Q8V5E2M7T9X3K6B1RFD",
        "amount": 498,
        "taxes": [{"name": "GST", "amount": 23}],
        "shares": [{"line": 1, "quantity": 1, "net": 475, "taxes": [23]}],
        "lines": [{"line": 1, "quantity": 1}],
        "tip": 0,
        "deliveryFee": 0,
        "status": "succeeded",
        "reported": [{"line": 1, "quantity": 1, "net": 475}],
        "reason": "other",
        "createdAt": "2026-11-30T14:04:30.000Z",
    }
