"""Reports of the provider about refunds, from each source and repeated: their effect on the order."""

from collections.abc import Callable
from typing import Any

import pytest

from bodega.orders.refund_writes import CANCELED, decide_refund
from bodega.orders.refunding import Wanted, refund
from bodega.orders.stored import read_order
from bodega.orders.writes import Entry, change_order
from payments.payment_provider import RefundReport
from payments.settling.refunds import RefundOutcome, settle_refund
from tests.support.database.in_between import InBetween
from tests.support.database.order_book import OrderBook
from tests.support.shop.card_orders import INTENT, TOTAL, attempt, card_order
from tests.support.shop.stored_orders import ORDER_ID

pytestmark = pytest.mark.usefixtures("during_hold")

AT = "2026-11-30T14:05:00.000Z"
REQUESTED = 500


def paid_order(book: OrderBook) -> None:
    """Write an order whose card was charged."""
    book.put(*card_order(status="accepted", payment="paid", paid={"attempt": 1, "amount": TOTAL, "paidAt": AT}))
    book.put(attempt(status="captured"))


def request_refund(amount: int = REQUESTED, reason: str = "customer") -> str:
    """Decide a refund as the orders function does, and return the id of its command."""
    order = read_order(ORDER_ID)
    assert order is not None
    decided = refund(order.head, order.lines["lines"], order.refunds, Wanted(amount=amount))
    changed = decide_refund(order, decided, reason, AT)
    entry = Entry("accepted", "accepted", AT, {"role": "admin"}, changed.reason)
    change_order(order.head, changed.change, entry, more=changed.more)
    return str(changed.refund["commandId"])


@pytest.fixture
def requested(book: OrderBook) -> str:
    """The id of the command of a refund that an admin requested."""
    paid_order(book)
    return request_refund()


@pytest.fixture
def report(requested: str) -> Callable[..., RefundReport]:
    def make(status: Any = "succeeded", **changed: Any) -> RefundReport:
        found = RefundReport("re_1", INTENT, ORDER_ID, requested, REQUESTED, "CAD", status)
        return found._replace(**changed)

    return make


def test_a_refund_is_stored_for_as_long_as_its_order(book: OrderBook, requested: str) -> None:
    order = [item for item in book.items() if item["pk"] == f"ORDER#{ORDER_ID}" and item["sk"] != "PERSON"]

    assert {item["sk"].partition("#")[0] for item in order} == {"ORDER", "LINES", "PAYMENT", "REFUND", "HISTORY"}
    assert len({item["expiresAt"] for item in order}) == 1


def stored_refund(book: OrderBook) -> dict[str, Any]:
    (found,) = [item for item in book.items() if item["sk"].startswith("REFUND#")]
    return found


def commands(book: OrderBook) -> list[dict[str, Any]]:
    return [item for item in book.items() if item["sk"] == "COMMAND"]


class TestSuccess:
    def test_returns_the_money_with_mail_and_event_and_ends_the_command(self, book: OrderBook, report: Any) -> None:
        assert settle_refund(report()) is RefundOutcome.REFUNDED

        assert stored_refund(book)["status"] == "succeeded"
        payment = book.head()["payment"]
        assert (payment["status"], payment["refunded"]) == ("partially_refunded", REQUESTED)
        assert commands(book) == []
        assert [mail["template"] for mail in book.mails()] == ["order-refunded"]
        assert len(book.sales()) == 1
        assert book.history()[-1]["reason"] == "refunded"
        assert book.history()[-1]["actor"] == {"role": "provider"}

    def test_of_everything_refunds_the_order(self, book: OrderBook) -> None:
        paid_order(book)
        command = request_refund(TOTAL)

        settle_refund(RefundReport("re_1", INTENT, ORDER_ID, command, TOTAL, "CAD", "succeeded"))

        assert book.head()["payment"]["status"] == "refunded"
        (paid,) = [item for item in book.items() if item["sk"] == "PAYMENT#1"]
        assert paid["status"] == "refunded"

    def test_of_a_cancellation_sends_no_second_mail_and_no_second_event(self, book: OrderBook) -> None:
        paid_order(book)
        command = request_refund(reason=CANCELED)

        settle_refund(RefundReport("re_1", INTENT, ORDER_ID, command, REQUESTED, "CAD", "succeeded"))

        assert book.mails() == book.sales() == []

    def test_of_another_part_leaves_the_attempt_as_it_is(self, book: OrderBook, report: Any, recording: Any) -> None:
        settle_refund(report())
        command = request_refund(100)
        recording.calls.clear()

        settle_refund(RefundReport("re_2", INTENT, ORDER_ID, command, 100, "CAD", "succeeded"))

        assert book.attempt()["status"] == "partially_refunded"
        assert "PAYMENT#1" not in str(recording.calls[-1].request)

    def test_that_is_repeated_changes_nothing(self, book: OrderBook, report: Any, recording: Any) -> None:
        settle_refund(report())
        before = book.dump()
        recording.calls.clear()

        assert settle_refund(report()) is RefundOutcome.UNCHANGED
        assert settle_refund(report("pending")) is RefundOutcome.UNCHANGED
        assert book.dump() == before
        assert {call.operation for call in recording.calls} == {"Query"}

    def test_that_two_bring_at_once_is_recorded_once(self, book: OrderBook, report: Any, in_between: InBetween) -> None:
        in_between({"Query"}, lambda: settle_refund(report()))

        assert settle_refund(report()) is RefundOutcome.UNCHANGED
        assert len(book.mails()) == len(book.sales()) == 1

    def test_comes_after_the_command_was_ended(self, book: OrderBook, report: Any, dynamodb: Any) -> None:
        """The provider had the refund and took its time. Only its event brings the result."""
        (command,) = commands(book)
        key = {name: {"S": command[name]} for name in ("pk", "sk")}
        dynamodb.delete_item(TableName=book.names["ORDERS_TABLE"], Key=key)

        assert settle_refund(report()) is RefundOutcome.REFUNDED


class TestFailure:
    def test_makes_the_amount_refundable_again_and_tells_the_shop(
        self, book: OrderBook, report: Any, output: Any
    ) -> None:
        book.put({"pk": "STORE", "sk": "SETTINGS", "version": 1, "alertEmail": "owner@shop.example"})

        assert settle_refund(report("failed")) is RefundOutcome.FAILED

        assert stored_refund(book)["status"] == "failed"
        assert (book.head()["payment"]["status"], book.head()["payment"]["refunded"]) == ("paid", 0)
        assert commands(book) == []
        assert [(mail["template"], mail["to"]) for mail in book.mails()] == [("refund-failed", "owner@shop.example")]
        logged = output()
        assert '"service":"payments","RefundsFailed":[1' in logged
        assert "A refund failed" in logged

    def test_can_follow_a_success(self, book: OrderBook, report: Any) -> None:
        settle_refund(report())

        assert settle_refund(report("failed")) is RefundOutcome.FAILED
        assert (book.head()["payment"]["status"], book.head()["payment"]["refunded"]) == ("paid", 0)

    def test_is_final(self, book: OrderBook, report: Any) -> None:
        settle_refund(report("failed"))

        assert settle_refund(report("failed")) is RefundOutcome.UNCHANGED
        assert settle_refund(report()) is RefundOutcome.UNCHANGED

    def test_mails_nobody_without_an_address_for_alerts(self, book: OrderBook, report: Any) -> None:
        settle_refund(report("failed"))
        assert book.mails() == []


def test_a_refund_under_way_stays_pending(book: OrderBook, report: Any) -> None:
    before = book.dump()
    assert settle_refund(report("pending")) is RefundOutcome.UNDER_WAY
    assert book.dump() == before


@pytest.mark.parametrize(
    "changed",
    [
        {"payment_id": "pi_2"},
        {"amount": REQUESTED + 1},
        {"currency": "USD"},
        {"command": "cmd_01JD4W0Q8V5E2M7T9X3K6B1NEW"},
        {"command": ""},
        {"order_id": "ord_01JD4W0Q8V5E2M7T9X3K6B1NEW"},
        {"order_id": ""},
    ],
    ids=str,
)
def test_another_refund_changes_nothing_and_is_counted(
    book: OrderBook, report: Any, output: Any, changed: dict[str, Any]
) -> None:
    before = book.dump()
    assert settle_refund(report(**changed)) is RefundOutcome.MISMATCHED
    assert book.dump() == before
    said = output()
    assert '"service":"payments","PaymentsMismatched":[1' in said
    assert "matches no refund of an order" in said
