"""What a report of the provider does to an order, from any source and any number of times."""

import time
from typing import Any

import pytest

from payments.payment_provider import Rank
from payments.settling.settling import Outcome, settle
from tests.support.database.in_between import InBetween
from tests.support.database.order_book import OrderBook
from tests.support.payments.card_shop import COMMAND_ID, command
from tests.support.shop.card_orders import (
    DIGEST,
    TOTAL,
    attempt,
    card_order,
    report,
    settings,
    unpaid_mark,
)
from tests.support.shop.stored_orders import BUYER, ORDER_ID

pytestmark = pytest.mark.usefixtures("during_hold")

LATER = "2026-11-30T14:15:00.000Z"  # ten minutes after the report


class TestAuthorization:
    def test_places_a_pending_order_with_its_mail_its_event_and_its_link(self, pending: OrderBook, output: Any) -> None:
        settled = settle(report())

        assert settled.outcome is Outcome.PLACED
        head = pending.head()
        assert settled.order is not None
        assert settled.order.head == head
        assert (head["status"], head["version"], head["payment"]) == (
            "placed",
            2,
            {"method": "card", "status": "authorized", "attempt": 1},
        )
        assert (head["duePk"], head["acceptBy"], head["queuePk"]) == ("DUE", LATER, "QUEUE")
        assert "holdUntil" not in head
        (mail,) = pending.mails()
        assert (mail["template"], mail["to"]) == ("order-received", "ada@shop.example")
        assert mail["token"] == {"purpose": "track", "nonce": "5" * 64, "kid": "version-1"}
        track = pending.item(f"TRACK#{DIGEST}", "TRACK")
        assert track is not None
        assert track["orderId"] == ORDER_ID
        assert 29 < (track["expiresAt"] - time.time()) / 86_400 <= 30
        assert [sale["eventId"] for sale in pending.sales()] == [f"{ORDER_ID}:placed"]
        assert pending.item(f"USER#{BUYER}", "UNPAID") is None
        (entry,) = pending.history()
        assert {name: entry[name] for name in ("from", "to", "actor", "reason")} == {
            "from": "pending",
            "to": "placed",
            "actor": {"role": "provider"},
            "reason": "authorized",
        }
        assert pending.commands() == []
        assert '"service":"orders","OrdersPlaced":[1' in output()

    def test_is_kept_with_the_time_by_which_it_has_to_be_captured(self, pending: OrderBook) -> None:
        settle(report())

        found = pending.attempt()
        assert (found["status"], found["rank"], found["captureBefore"]) == ("authorized", 2, "2026-12-07T14:05:00.000Z")
        assert (found["duePk"], found["dueSk"]) == ("DUE#PAYMENTS", f"2026-12-06T14:05:00.000Z#{ORDER_ID}")

    def test_of_an_event_lapses_after_the_shortest_time(self, pending: OrderBook) -> None:
        settle(report(capture_before=None))

        assert pending.attempt()["captureBefore"] == "2026-12-05T08:05:00.000Z"

    def test_accepts_the_order_and_commands_the_capture_if_the_store_accepts_at_once(self, pending: OrderBook) -> None:
        pending.put(settings(autoAccept=True))

        settle(report())

        head = pending.head()
        assert (head["status"], "acceptBy" in head, "duePk" in head) == ("accepted", False, False)
        (found,) = pending.commands()
        assert (found["kind"], found["orderId"], found["attempt"]) == ("capture", ORDER_ID, 1)
        assert found["pk"] == f"COMMAND#{head['payment']['command']}"
        assert [mail["template"] for mail in pending.mails()] == ["order-accepted"]

    def test_commands_the_capture_if_the_store_captures_when_an_order_is_placed(self, pending: OrderBook) -> None:
        pending.put(settings(capture="placed"))

        settle(report())

        assert pending.head()["status"] == "placed"
        assert [each["kind"] for each in pending.commands()] == ["capture"]

    def test_is_found_although_the_answer_with_the_payment_was_lost(self, book: OrderBook, recording: Any) -> None:
        """The mark that the order waits for its payment has expired. That takes no second transaction."""
        book.put(*card_order(paid={"attempt": 1}), attempt(status="starting"))
        recording.calls.clear()

        assert settle(report()).outcome is Outcome.PLACED
        assert [call.operation for call in recording.calls] == ["Query", "GetItem", "TransactWriteItems"]
        assert book.attempt()["intent"] == "pi_1"

    def test_of_an_order_without_an_email_and_an_account_sends_no_mail(self, book: OrderBook, recording: Any) -> None:
        head, lines, _, history = card_order(paid={"attempt": 1}, customer=None)
        book.put(head, lines, history, attempt())

        assert settle(report()).outcome is Outcome.PLACED
        assert book.mails() == []
        assert "UNPAID" not in str(recording.calls[-1].request)

    def test_leaves_the_mark_of_a_newer_unpaid_order(self, pending: OrderBook) -> None:
        newer = unpaid_mark("ord_01JD4W0Q8V5E2M7T9X3K6B1NEW")
        pending.put(newer)

        assert settle(report()).outcome is Outcome.PLACED
        assert pending.item(f"USER#{BUYER}", "UNPAID") == newer

    def test_of_an_order_that_a_till_reported_adds_no_event(self, pending: OrderBook) -> None:
        pending.put({"pk": f"EVENT#{ORDER_ID}:placed", "sk": "EVENT", "intake": "int_1"}, variable="ANALYTICS_TABLE")

        assert settle(report()).outcome is Outcome.PLACED
        assert pending.sales() == []
        assert len(pending.mails()) == 1


class TestRepetition:
    def test_writes_nothing(self, pending: OrderBook, recording: Any) -> None:
        settle(report())
        before = pending.dump()
        recording.calls.clear()

        assert settle(report()).outcome is Outcome.UNCHANGED
        assert pending.dump() == before
        assert [call.operation for call in recording.calls] == ["Query"]

    @pytest.mark.parametrize("rank", [Rank.WAITING, Rank.AUTHORIZED])
    def test_of_an_earlier_state_changes_nothing(self, authorized: OrderBook, rank: Rank) -> None:
        settle(report(Rank.CAPTURED))
        before = authorized.dump()

        assert settle(report(rank, decline="card_declined")).outcome is Outcome.UNCHANGED
        assert authorized.dump() == before

    def test_of_a_void_after_a_capture_changes_nothing(self, authorized: OrderBook) -> None:
        settle(report(Rank.CAPTURED))

        assert settle(report(Rank.VOIDED)).outcome is Outcome.UNCHANGED

    def test_that_meets_another_report_places_the_order_once(self, pending: OrderBook, in_between: InBetween) -> None:
        in_between({"Query"}, lambda: settle(report()))

        assert settle(report()).outcome is Outcome.UNCHANGED
        assert len(pending.mails()) == len(pending.sales()) == 1

    def test_that_meets_another_change_of_the_attempt_places_the_order(
        self, book: OrderBook, in_between: InBetween
    ) -> None:
        book.put(*card_order(paid={"attempt": 1}), attempt(status="starting"))
        in_between({"Query"}, lambda: settle(report(Rank.WAITING)))

        assert settle(report()).outcome is Outcome.PLACED

    def test_with_an_order_of_before_places_the_order_once(self, pending: OrderBook) -> None:
        stale = settle(report(Rank.WAITING)).order
        settle(report())

        assert settle(report(), stale).outcome is Outcome.UNCHANGED
        assert len(pending.mails()) == 1


class TestDecline:
    def test_is_kept_with_the_attempt_only(self, pending: OrderBook) -> None:
        assert settle(report(Rank.WAITING, decline="card_declined")).outcome is Outcome.NOTED

        assert pending.attempt()["lastDecline"] == "card_declined"
        assert pending.head()["version"] == 1

    def test_writes_nothing_if_it_is_known(self, pending: OrderBook) -> None:
        settle(report(Rank.WAITING, decline="card_declined"))

        assert settle(report(Rank.WAITING, decline="card_declined")).outcome is Outcome.UNCHANGED
        assert settle(report(Rank.WAITING)).outcome is Outcome.UNCHANGED

    def test_that_meets_the_authorization_changes_nothing(self, pending: OrderBook, in_between: InBetween) -> None:
        in_between({"Query"}, lambda: settle(report()))

        settled = settle(report(Rank.WAITING, decline="card_declined"))
        assert settled.outcome is Outcome.UNCHANGED
        assert settled.order is not None
        assert (settled.order.head["status"], pending.attempt()["status"]) == ("placed", "authorized")


class TestCapture:
    def test_pays_the_order_and_ends_its_command(self, authorized: OrderBook) -> None:
        assert settle(report(Rank.CAPTURED)).outcome is Outcome.PAID

        head = authorized.head()
        assert head["status"] == "accepted"
        assert head["payment"] == {
            "method": "card",
            "status": "paid",
            "attempt": 1,
            "amount": TOTAL,
            "paidAt": "2026-11-30T14:05:00.000Z",
        }
        assert authorized.commands() == []
        found = authorized.attempt()
        assert (found["status"], found["rank"], found["capturedAt"], "duePk" in found) == (
            "captured",
            3,
            "2026-11-30T14:05:00.000Z",
            False,
        )
        assert [entry["reason"] for entry in authorized.history()] == ["captured"]

    def test_of_a_pending_order_places_it_paid(self, pending: OrderBook) -> None:
        pending.put(settings(autoAccept=True))

        assert settle(report(Rank.CAPTURED)).outcome is Outcome.PLACED

        assert pending.head()["payment"]["status"] == "paid"
        assert pending.commands() == []
        assert "duePk" not in pending.attempt()


class TestVoid:
    def test_of_a_pending_order_lets_its_buyer_try_again(self, pending: OrderBook) -> None:
        assert settle(report(Rank.VOIDED)).outcome is Outcome.VOIDED

        assert (pending.head()["status"], pending.head()["payment"]["status"]) == ("pending", "due")
        assert pending.attempt()["status"] == "voided"

    def test_of_a_canceled_order_ends_the_command(self, book: OrderBook) -> None:
        paid = {"attempt": 1, "command": COMMAND_ID}
        book.put(*card_order(status="canceled", payment="authorized", paid=paid), attempt(status="authorized"))
        book.put(command("void", attempts=1))

        assert settle(report(Rank.VOIDED)).outcome is Outcome.VOIDED

        assert book.head()["payment"] == {"method": "card", "status": "voided", "attempt": 1}
        assert (book.attempt()["status"], book.commands()) == ("voided", [])
        assert [entry["reason"] for entry in book.history()] == ["voided"]

    def test_of_an_order_that_goes_on_leaves_it_unpaid(self, authorized: OrderBook, output: Any) -> None:
        authorized.put(settings(alertEmail="owner@shop.example"))

        assert settle(report(Rank.VOIDED)).outcome is Outcome.UNPAID

        assert (authorized.head()["status"], authorized.head()["payment"]["status"]) == ("accepted", "failed")
        assert (authorized.attempt()["status"], authorized.commands()) == ("failed", [])
        assert [entry["reason"] for entry in authorized.history()] == ["capture_refused"]
        assert [(mail["template"], mail["to"]) for mail in authorized.mails()] == [
            ("capture-refused", "owner@shop.example")
        ]
        logged = output()
        assert '"service":"payments","CapturesRefused":[1' in logged
        assert "An order goes on without its payment" in logged
