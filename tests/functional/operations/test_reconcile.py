"""make reconcile on the orders table and the stand-in for Stripe: books that agree, and books that somebody changed."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from bodega import business_day, deadline
from bodega.clock import timestamp
from bodega.dynamodb import Put
from bodega.orders import payment_items
from harness.aws.dynamodb_proxy import Recording
from harness.aws.policy_simulator import running
from payments.payment_provider import Charge, PaymentProvider
from payments.provider_choice import chosen_provider
from scripts.reconcile.__main__ import parser, run
from tests.support.database.order_book import OrderBook
from tests.support.payments.stand_in import StandInHandle
from tests.support.shop.card_orders import TOTAL, attempt, card_order
from tests.support.shop.stored_orders import ORDER_ID

REFUND = "rfd_01JD4W0Q8V5E2M7T9X3K6B1ZC2"
STARTED = datetime.now(UTC) - timedelta(hours=1)
LATER = "ord_01JD4W0Q8V5E2M7T9X3K6B1ZC2"


@pytest.fixture
def book(dynamodb: Any, orders: str, recording: Recording, secrets_url: str) -> OrderBook:
    return OrderBook(dynamodb, {"ORDERS_TABLE": orders})


@pytest.fixture
def provider(stand_in: StandInHandle, monkeypatch: pytest.MonkeyPatch) -> PaymentProvider:
    monkeypatch.setattr(deadline, "remaining", lambda: deadline.BUDGET)  # as outside of a request
    found = chosen_provider()
    assert found is not None
    return found


def day(ahead: int = 0) -> str:
    """Return the day on which the payments were started, or one so many days later."""
    return (STARTED.astimezone(business_day.zone()).date() + timedelta(days=ahead)).isoformat()


def reconcile(*arguments: str) -> int:
    """Run the command for the day on which the payments were started, with an operator's rights."""
    with running(None):
        return run(parser().parse_args(["--day", day(), *arguments]))


def pay(provider: PaymentProvider, stand_in: StandInHandle, order_id: str = ORDER_ID) -> str:
    """Authorize the payment of an order at the provider; return its ID."""
    started = provider.start(Charge(order_id, 1, TOTAL, "CAD", f"{order_id}-1"))
    stand_in.pay(started.secret)
    return started.id


def store(
    book: OrderBook, intent: str, status: str, *, order_id: str = ORDER_ID, refunded: int = 0, days_ahead: int = 0
) -> None:
    """Write an order that was completed and paid, an hour ago. `days_ahead`: when it was to be due."""
    at, due = timestamp(STARTED), day(days_ahead)
    keys = {"day": due, "dayPk": f"DAY#{due}", "daySk": f"{at}#{order_id}"}
    paid = {"amount": TOTAL, "refunded": refunded}
    summary = {"captured": "paid", "authorized": "authorized"}.get(status, status)
    book.put(
        *card_order(order_id, "completed", summary, paid=paid if summary != "authorized" else {}, **keys),
        {**attempt(order_id), "status": status, "intent": intent, "createdAt": at, "updatedAt": at},
    )


def store_refund(book: OrderBook, amount: int, command: str) -> None:
    item = {"pk": f"ORDER#{ORDER_ID}", "sk": f"REFUND#{REFUND}", "id": REFUND, "amount": amount, "status": "succeeded"}
    book.put({**item, "commandId": command, "createdAt": timestamp(STARTED), "expiresAt": 2_111_000_000})


def test_books_that_agree(
    book: OrderBook, provider: PaymentProvider, stand_in: StandInHandle, capsys: pytest.CaptureFixture[str]
) -> None:
    intent = pay(provider, stand_in)
    provider.capture(intent, TOTAL, "cmd_1")
    provider.refund(intent, 300, "cmd_2", ORDER_ID)
    store(book, intent, "partially_refunded", refunded=300)
    store_refund(book, 300, "cmd_2")

    assert reconcile() == 0

    said = capsys.readouterr().out
    assert f"{day()}       1     13.56      3.00  10.56             10.56" in said
    assert said.endswith("No differences.\n")


def test_a_refund_by_hand_and_a_payment_without_an_order(
    book: OrderBook, provider: PaymentProvider, stand_in: StandInHandle, capsys: pytest.CaptureFixture[str]
) -> None:
    intent = pay(provider, stand_in)
    provider.capture(intent, TOTAL, "cmd_1")
    store(book, intent, "captured")
    provider.refund(intent, 100, "", "")
    # Its order was lost, and the provider says when it was started.
    lost = pay(provider, stand_in, LATER)

    assert reconcile() == 1
    said = capsys.readouterr().out
    assert f"refund_not_in_table  {ORDER_ID}  re_" in said
    assert "(provider 1.00 CAD, table 0.00 CAD)" in said

    today = datetime.now(UTC).astimezone(business_day.zone()).date().isoformat()
    with running(None):
        assert run(parser().parse_args(["--since", day(), "--until", today])) == 1
    assert f"order_missing  {LATER}  {lost}: holds money of an order that does not exist" in capsys.readouterr().out


def test_a_capture_that_the_provider_does_not_have_and_a_command_that_waits(
    book: OrderBook, provider: PaymentProvider, stand_in: StandInHandle, capsys: pytest.CaptureFixture[str]
) -> None:
    intent = pay(provider, stand_in)
    store(book, intent, "captured")
    head, payment = book.head(), attempt()
    waiting = payment_items.capture_command(head, payment, timestamp(STARTED))
    book.put(cast(Put, waiting.writes["command"].write).item)

    assert reconcile() == 1

    said = capsys.readouterr().out
    assert f"command_overdue  {ORDER_ID}  {waiting.id}: capture, 0 attempts" in said
    assert f"not_captured  {ORDER_ID}  {intent}: " in said


def test_a_preorder_whose_payment_the_provider_does_not_have(
    book: OrderBook, provider: PaymentProvider, capsys: pytest.CaptureFixture[str]
) -> None:
    """The index has it on the day on which it is due, up to six days after its payment."""
    store(book, "pi_unknown", "captured", days_ahead=6)

    assert reconcile() == 1
    assert f"payment_not_at_provider  {ORDER_ID}" in capsys.readouterr().out


def test_it_reads_one_index_and_one_partition_for_each_order_and_writes_nothing(
    book: OrderBook, provider: PaymentProvider, stand_in: StandInHandle, recording: Recording
) -> None:
    intent = pay(provider, stand_in)
    provider.capture(intent, TOTAL, "cmd_1")
    store(book, intent, "captured")
    recording.calls.clear()

    assert reconcile() == 0

    assert {call.operation for call in recording.calls} == {"Query"}


def test_a_provider_that_does_not_answer(
    book: OrderBook, provider: PaymentProvider, stand_in: StandInHandle, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in.down()

    assert reconcile() == 1

    assert "The payment provider did not answer" in capsys.readouterr().err


def test_a_shop_without_a_provider(book: OrderBook, capsys: pytest.CaptureFixture[str]) -> None:
    assert reconcile() == 1

    assert "no payment provider" in capsys.readouterr().err
