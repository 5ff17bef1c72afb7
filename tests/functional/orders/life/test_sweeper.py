"""The sweeper: cancels the orders that nobody accepted in time, and touches no other."""

import itertools
import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bodega import clock
from bodega.errors import StorageUnavailable
from bodega.orders.sweeps import SweepFailed
from harness.aws.dynamodb_proxy import Fault
from harness.aws.policy_simulator import running
from harness.shop.client import Shop
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from tests.support.database.in_between import InBetween
from tests.support.database.order_book import OrderBook
from tests.support.shop.stored_orders import ACCEPT_BY, DUE_FROM, ORDER_ID

_SECOND = 2
AFTER = datetime.fromisoformat(ACCEPT_BY).astimezone(UTC) + timedelta(seconds=1)
SECOND_ID, THIRD_ID = "ord_01JD4W0Q8V5E2M7T9X3K6B1ZC2", "ord_01JD4W0Q8V5E2M7T9X3K6B1ZC3"


@pytest.fixture(autouse=True)
def _a_second_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be a second after the time by which the orders had to be accepted."""
    monkeypatch.setattr(clock, "now", lambda: AFTER)


@pytest.fixture
def sweep(recording: Any, secrets_url: str) -> Callable[..., int]:
    """Runs the sweeper and returns the number of orders that it canceled. `milliseconds`: the time that it has."""

    def run(milliseconds: int = 60_000) -> int:
        with running("sweeper"):
            answer = load_app("orders", "sweeper").handler({}, lambda_context("sweeper", milliseconds))
        return int(answer["canceled"])

    return run


def after_the_order_was_read(in_between: InBetween, action: Callable[[], Any]) -> None:
    """Run an action after the sweeper's second Query: the first one finds the order."""
    queries = itertools.count(1)
    in_between({"Query"}, lambda: action() if next(queries) == _SECOND else None, times=_SECOND)


def test_nothing_due_is_one_query(sweep: Any, book: OrderBook, recording: Any, shop: Shop) -> None:
    book.place(status="accepted")
    recording.calls.clear()
    assert sweep() == 0
    ((operation, request),) = [(call.operation, call.request) for call in recording.calls]
    assert (operation, request["IndexName"]) == ("Query", "due")


def test_an_order_that_nobody_accepted_is_canceled(sweep: Any, book: OrderBook, shop: Shop, output: Any) -> None:
    product = shop.add("products", quantity=4)["id"]
    book.place(taken=[{"productId": product, "quantity": 1}])

    assert sweep() == 1

    head = book.head()
    assert (head["status"], head["cancelReason"], head["restocked"]) == ("canceled", "not_accepted", True)
    assert not {"duePk", "queuePk", "callName"} & head.keys()
    assert shop.get(f"/products/{product}").json["quantity"] == 5
    (mail,) = book.mails()
    assert (mail["template"], mail["parameters"]["reason"]) == ("order-canceled", "not_accepted")
    assert [entry["actor"] for entry in book.history()] == [{"role": "system"}]
    assert [sale["eventId"] for sale in book.sales()] == [f"{ORDER_ID}:canceled"]
    assert '"OrdersNotAccepted":[1.0]' in output()
    assert sweep() == 0


def test_an_order_whose_time_is_not_over_stays(sweep: Any, book: OrderBook, monkeypatch: pytest.MonkeyPatch) -> None:
    book.place()
    monkeypatch.setattr(clock, "now", lambda: AFTER - timedelta(seconds=1))  # exactly the time
    assert sweep() == 0
    assert book.head()["status"] == "placed"


def test_an_order_that_is_paid_stays_for_the_staff(sweep: Any, book: OrderBook) -> None:
    book.place(payment={"method": "counter", "status": "paid", "tender": "cash"})
    book.place(SECOND_ID)
    assert sweep() == 1
    assert (book.head()["status"], book.head(SECOND_ID)["status"]) == ("placed", "canceled")


def test_a_run_without_time_leaves_the_orders_to_the_next_one(sweep: Any, book: OrderBook, output: Any) -> None:
    for order_id in (ORDER_ID, SECOND_ID, THIRD_ID):
        book.place(order_id)
    assert sweep(milliseconds=9_000) == 0
    assert "No time left; the next run continues" in output()
    assert {book.head(each)["status"] for each in (ORDER_ID, SECOND_ID, THIRD_ID)} == {"placed"}
    assert sweep() == 3
    assert {sale["orderId"] for sale in book.sales()} == {ORDER_ID, SECOND_ID, THIRD_ID}


def test_an_order_that_the_staff_accept_meanwhile_stays(
    sweep: Any, book: OrderBook, shop: Shop, in_between: InBetween
) -> None:
    book.place()
    url = f"/orders/{ORDER_ID}/status"

    def accept() -> None:
        assert shop.put(url, {"status": "accepted"}, role="staff").status == 200

    after_the_order_was_read(in_between, accept)
    assert sweep() == 0
    assert book.head()["status"] == "accepted"


def test_two_runs_at_once_cancel_an_order_once(sweep: Any, book: OrderBook, in_between: InBetween) -> None:
    book.place()
    counts: list[int] = []
    after_the_order_was_read(in_between, lambda: counts.append(sweep()))
    assert (sweep(), counts) == (0, [1])
    assert len(book.history()) == len(book.mails()) == len(book.sales()) == 1


def test_an_index_that_is_behind_does_no_harm(sweep: Any, book: OrderBook) -> None:
    """The index still has the order, which was accepted."""
    book.place(status="accepted", duePk="DUE", dueSk=f"{ACCEPT_BY}#{ORDER_ID}")
    assert sweep() == 0
    assert book.head()["status"] == "accepted"


def test_an_index_that_names_another_time_cancels_nothing(sweep: Any, book: OrderBook) -> None:
    book.place(acceptBy="2999-11-30T14:15:00.000Z")
    assert sweep() == 0
    assert book.head()["status"] == "placed"


def test_an_order_that_is_gone_meanwhile_fails_no_run(sweep: Any, book: OrderBook, in_between: InBetween) -> None:
    book.place()
    in_between({"Query"}, lambda: book.remove(*book.items()))
    assert sweep() == 0


def test_an_order_that_cannot_be_canceled_does_not_keep_the_others(
    sweep: Any, book: OrderBook, caplog: pytest.LogCaptureFixture
) -> None:
    book.place(ticket=[None])  # no version of the shop writes it
    book.place(SECOND_ID)
    with (
        caplog.at_level(logging.ERROR),
        pytest.raises(SweepFailed, match="1 things that are due cannot be done") as failed,
    ):
        sweep()
    assert isinstance(failed.value.__cause__, TypeError), "the shop's own error, not busy storage"
    assert [record.order for record in caplog.records] == [ORDER_ID]
    assert book.head(SECOND_ID)["status"] == "canceled"


@pytest.mark.usefixtures("impatient")
def test_an_outage_fails_the_run_and_the_next_one_does_the_work(sweep: Any, book: OrderBook, recording: Any) -> None:
    book.place()
    before = book.dump()
    for operation in ("Query", "TransactWriteItems"):
        recording.faults.append(Fault("error", operation=operation, times=10**9, code="ThrottlingException"))
        with pytest.raises(Exception, match=r"storage|1 things that are due cannot be done"):
            sweep()
        recording.faults.clear()
        assert book.dump() == before
    assert sweep() == 1


@pytest.mark.usefixtures("impatient")
def test_an_order_whose_writes_meet_others_all_the_time_does_not_keep_the_rest(
    sweep: Any, book: OrderBook, recording: Any, in_between: InBetween, output: Any
) -> None:
    book.place()
    book.place(SECOND_ID)
    queries = itertools.count(1)
    recording.faults.append(Fault("error", operation="TransactWriteItems", times=10**9, code="ThrottlingException"))
    # The first Query finds both orders, the third one reads the order that is swept last.
    in_between({"Query"}, lambda: recording.faults.clear() if next(queries) == 3 else None, times=3)
    with pytest.raises(SweepFailed, match="1 things that are due cannot be done") as failed:
        sweep()
    assert isinstance(failed.value.__cause__, StorageUnavailable)
    assert (book.head(SECOND_ID)["status"], book.head()["status"]) == ("placed", "canceled")
    (said,) = [line for line in output().splitlines() if "An order cannot be canceled now" in line]
    assert SECOND_ID in said


def test_a_role_that_aws_refuses_is_reported(sweep: Any, book: OrderBook, recording: Any, output: Any) -> None:
    recording.faults.append(Fault("error", times=10**9, code="AccessDeniedException"))
    with pytest.raises(Exception, match="storage"):
        sweep()
    assert '"CallsRefused":[1.0]' in output()


def test_a_lost_answer_cancels_once(sweep: Any, book: OrderBook, recording: Any) -> None:
    book.place()
    book.put({"pk": "SLOT#2026-11-30", "sk": DUE_FROM, "taken": 1, "expiresAt": 2_000_000_000})
    recording.faults.append(Fault("lost", operation="TransactWriteItems"))
    assert sweep() == 1
    slot = book.item("SLOT#2026-11-30", DUE_FROM)
    assert slot is not None
    assert slot["taken"] == 0
    assert len(book.history()) == len(book.mails()) == 1


def test_logs_have_no_personal_data(sweep: Any, book: OrderBook, output: Any) -> None:
    book.place()
    sweep()
    said = output()
    assert not [word for word in ("Ada", "ada@shop.example", "5145550123", "birthday") if word in said]
    assert json.loads(said.splitlines()[-1])
