"""The execution of commands: each has its effect once, whatever gets lost, and however often it is tried."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from payments.commands.execution import execute
from payments.payment_provider import Rank, Unavailable
from tests.support.database.in_between import InBetween
from tests.support.payments.card_shop import COMMAND_ID, CardShop, command, run
from tests.support.shop.card_orders import DURING_HOLD, TOTAL
from tests.support.shop.stored_orders import CAKE


class TestCapture:
    @pytest.fixture
    def payment(self, shop: CardShop) -> str:
        """The payment of an accepted order, whose capture is commanded."""
        payment = shop.order("accepted", "authorized", COMMAND_ID)
        shop.book.put(command("capture"))
        return payment

    def test_charges_the_card_and_pays_the_order(self, shop: CardShop, payment: str) -> None:
        assert run(shop)

        assert shop.bank.rank(payment) is Rank.CAPTURED
        assert shop.book.head()["payment"] == {
            "method": "card",
            "status": "paid",
            "attempt": 1,
            "amount": TOTAL,
            "paidAt": "2026-11-30T14:05:00.000Z",
        }
        assert shop.attempt()["status"] == "captured"
        assert shop.commands() == []
        assert [entry["reason"] for entry in shop.book.history()] == ["captured"]

    def test_costs_four_calls_of_the_table_and_one_of_the_provider(
        self, shop: CardShop, payment: str, recording: Any
    ) -> None:
        shop.bank.calls.clear()
        recording.calls.clear()
        run(shop)
        assert [call.operation for call in recording.calls] == ["GetItem", "Query", "UpdateItem", "TransactWriteItems"]
        assert shop.bank.calls == ["capture"]

    def test_of_a_provider_that_is_down_stays_and_is_tried_later(self, shop: CardShop, payment: str) -> None:
        shop.bank.down = True
        with pytest.raises(Unavailable):
            execute(COMMAND_ID, shop.bank)

        (waiting,) = shop.commands()
        assert waiting["attempts"] == 1
        assert waiting["firstTriedAt"] == waiting["triedAt"] == "2026-11-30T14:05:00.000Z"
        assert waiting["dueSk"] == f"2026-11-30T14:06:00.000Z#{COMMAND_ID}"
        shop.bank.down = False
        assert run(shop)
        assert shop.book.head()["payment"]["status"] == "paid"

    def test_waits_longer_the_longer_it_has_waited(self, shop: CardShop, payment: str, at: Any) -> None:
        shop.bank.down = True
        waits = []
        for minutes in (1, 3, 30):
            at(DURING_HOLD + timedelta(minutes=minutes))
            run(shop)
            due = datetime.fromisoformat(shop.commands()[0]["dueSk"].partition("#")[0])
            waits.append((due - DURING_HOLD).total_seconds() / 60 - minutes)
        assert waits == [2, 4, 10]

    def test_whose_answer_is_lost_charges_once(self, shop: CardShop, payment: str) -> None:
        shop.bank.lost = ["capture"]
        assert not run(shop)
        assert run(shop)

        assert shop.bank.calls.count("capture") == 1  # the second attempt has looked
        assert (shop.bank.rank(payment), shop.book.head()["payment"]["status"]) == (Rank.CAPTURED, "paid")

    def test_that_is_almost_a_day_old_looks_before_it_acts(self, shop: CardShop, payment: str, at: Any) -> None:
        """A restored command may have been executed. Providers know a key for a day, and clocks differ."""
        shop.bank.take(payment)
        at(DURING_HOLD + timedelta(hours=23))
        shop.bank.calls.clear()

        assert run(shop)
        assert shop.bank.calls == ["look"]
        assert shop.book.head()["payment"]["status"] == "paid"

    def test_that_a_person_made_at_the_provider_pays_the_order(self, shop: CardShop, payment: str) -> None:
        shop.bank.take(payment)
        assert run(shop)
        assert (shop.book.head()["payment"]["status"], shop.commands()) == ("paid", [])

    def test_that_the_bank_refuses_leaves_the_order_unpaid(self, shop: CardShop, payment: str, output: Any) -> None:
        shop.book.put({"pk": "STORE", "sk": "SETTINGS", "version": 1, "alertEmail": "owner@shop.example"})
        shop.bank.refuses = {"capture"}
        assert run(shop)

        assert (shop.book.head()["status"], shop.book.head()["payment"]["status"]) == ("accepted", "failed")
        assert (shop.attempt()["status"], shop.commands()) == ("failed", [])
        assert shop.bank.rank(payment) is Rank.VOIDED  # the card's money is not blocked any longer
        assert [mail["template"] for mail in shop.book.mails()] == ["capture-refused"]
        assert [entry["reason"] for entry in shop.book.history()] == ["capture_refused"]

    def test_that_the_provider_is_still_working_on_is_asked_about_until_it_has_a_result(
        self, shop: CardShop, payment: str
    ) -> None:
        """The shop would let the customer pay at the counter, and then the card would be charged, too."""
        shop.bank.refuses = {"capture", "void"}
        assert not run(shop)
        assert shop.book.head()["payment"]["status"] == "authorized"

        shop.bank.take(payment)
        assert run(shop)
        assert (shop.book.head()["payment"]["status"], shop.commands()) == ("paid", [])

    def test_of_an_authorization_that_lapsed_leaves_the_order_unpaid(self, shop: CardShop, payment: str) -> None:
        shop.bank.close(payment)
        assert run(shop)
        assert (shop.book.head()["payment"]["status"], shop.commands()) == ("failed", [])

    def test_that_two_execute_at_once_charges_once(self, shop: CardShop, payment: str, in_between: InBetween) -> None:
        in_between({"Query"}, lambda: run(shop))

        assert not run(shop)
        assert shop.bank.calls.count("capture") == 1
        assert [entry["reason"] for entry in shop.book.history()] == ["captured"]

    def test_that_is_settled_is_not_executed(self, shop: CardShop, payment: str) -> None:
        run(shop)
        shop.bank.calls.clear()
        assert not run(shop)
        assert shop.bank.calls == []


class TestVoid:
    @pytest.fixture
    def canceled(self, shop: CardShop) -> str:
        """The authorized payment of a canceled order."""
        payment = shop.order("canceled", "authorized", COMMAND_ID)
        shop.book.put(command("void"))
        return payment

    def test_gives_the_money_back_before_it_was_taken(self, shop: CardShop, canceled: str) -> None:
        assert run(shop)

        assert shop.bank.rank(canceled) is Rank.VOIDED
        assert (shop.book.head()["payment"]["status"], shop.attempt()["status"]) == ("voided", "voided")
        assert shop.commands() == []

    def test_of_a_voided_payment_only_records_it(self, shop: CardShop, canceled: str) -> None:
        shop.bank.close(canceled)
        assert run(shop)
        assert (shop.book.head()["payment"]["status"], shop.commands()) == ("voided", [])

    def test_whose_answer_is_lost_is_recorded_later(self, shop: CardShop, canceled: str) -> None:
        shop.bank.lost = ["void"]
        assert not run(shop)
        assert run(shop)
        assert (shop.book.head()["payment"]["status"], shop.commands()) == ("voided", [])

    def test_of_a_canceled_order_whose_payment_was_made_in_the_meantime_only_voids_it(self, shop: CardShop) -> None:
        payment = shop.order("canceled", "waiting", COMMAND_ID)
        shop.book.put(command("void", attempts=1))
        shop.bank.pay(payment)

        assert run(shop)
        assert [entry["reason"] for entry in shop.book.history()] == ["voided"]

    def test_of_a_payment_whose_id_was_lost_finds_it_by_its_key(self, shop: CardShop) -> None:
        payment = shop.order("canceled", "waiting", COMMAND_ID)
        shop.book.put(
            {name: value for name, value in shop.attempt().items() if name != "intent"}
            | {"status": "starting", "rank": 0}
        )
        shop.book.put(command("void"))

        assert run(shop)
        assert (shop.bank.payments, shop.bank.rank(payment)) == ([payment], Rank.VOIDED)
        assert shop.commands() == []

    def test_that_a_capture_has_overtaken_becomes_a_refund(self, shop: CardShop, canceled: str) -> None:
        shop.bank.take(canceled)
        assert run(shop)

        (refund,) = shop.commands()
        assert (refund["kind"], refund["amount"]) == ("refund", TOTAL)
        payment = shop.book.head()["payment"]
        assert (payment["refunded"], "command" in payment) == (TOTAL, False)
        assert run(shop, refund["pk"].removeprefix("COMMAND#"))
        assert (shop.bank.refunded(canceled), shop.book.head()["payment"]["status"]) == (TOTAL, "refunded")
        assert shop.commands() == []

    def test_of_a_captured_payment_that_matches_no_attempt_leaves_it_to_a_person(
        self, shop: CardShop, canceled: str
    ) -> None:
        shop.bank.take(canceled)
        shop.book.put({**shop.attempt(), "amount": TOTAL + 1})

        assert run(shop)
        assert (shop.refunds(), shop.commands()) == ([], [])

    def test_of_an_expired_order_that_was_paid_in_the_meantime_places_it(self, shop: CardShop) -> None:
        payment = shop.order("expired", "waiting", COMMAND_ID, taken=[], slot=None)
        shop.book.put(command("void"))
        shop.bank.pay(payment)

        assert run(shop)

        assert (shop.book.head()["status"], shop.bank.rank(payment)) == ("placed", Rank.AUTHORIZED)
        assert shop.commands() == []
        assert [mail["template"] for mail in shop.book.mails()] == ["order-received"]

    def test_of_an_expired_order_waits_for_the_provider_before_it_counts_as_tried(self, shop: CardShop) -> None:
        payment = shop.order("expired", "waiting", COMMAND_ID, taken=[], slot=None)
        shop.book.put(command("void"))
        shop.bank.down = True
        for _ in range(3):
            assert not run(shop)
        assert shop.commands()[0]["attempts"] == 0
        shop.bank.down = False
        shop.bank.pay(payment)

        assert run(shop)
        assert shop.book.head()["status"] == "placed"

    def test_of_an_expired_order_whose_stock_is_gone_returns_the_money(self, shop: CardShop) -> None:
        payment = shop.order("expired", "waiting", COMMAND_ID, taken=[{"productId": CAKE, "quantity": 1}], slot=None)
        shop.book.put(command("void"))
        shop.bank.pay(payment)

        assert run(shop)

        assert (shop.book.head()["status"], shop.bank.rank(payment)) == ("expired", Rank.VOIDED)
        assert (shop.book.head()["payment"]["status"], shop.commands()) == ("voided", [])
