"""Reconciliation finds each kind of difference between the provider's books and the orders table, and no others."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from bodega.orders.stored import StoredOrder
from payments.payment_provider import Rank, RefundReport, Report
from scripts.reconcile.books import Command, Provided
from scripts.reconcile.output import lines, write_csv
from scripts.reconcile.reconciliation import Period, Result, by_day, reconcile, totals

ZONE = ZoneInfo("America/Toronto")
PERIOD = Period(datetime(2026, 11, 29, tzinfo=ZONE), datetime(2026, 11, 30, tzinfo=ZONE))
STARTED = datetime(2026, 11, 29, 17, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
ORDER, INTENT, REFUND, COMMAND = "ord_1", "pi_1", "rfd_1", "cmd_1"


@dataclass
class Books:
    """An order of 18.11 that was captured, and 5.00 of it refunded, in both books. Tests break them."""

    head: dict[str, Any] = field(
        default_factory=lambda: {
            "id": ORDER,
            "number": "047",
            "status": "completed",
            "payment": {
                "method": "card",
                "status": "partially_refunded",
                "amount": 1811,
                "refunded": 500,
                "attempt": 1,
            },
        }
    )
    payments: list[dict[str, Any]] = field(
        default_factory=lambda: [
            {
                "attempt": 1,
                "status": "partially_refunded",
                "amount": 1811,
                "currency": "CAD",
                "intent": INTENT,
                "createdAt": STARTED.isoformat(),
                "updatedAt": STARTED.isoformat(),
            }
        ]
    )
    refunds: list[dict[str, Any]] = field(
        default_factory=lambda: [
            {
                "id": REFUND,
                "status": "succeeded",
                "amount": 500,
                "commandId": COMMAND,
                "createdAt": STARTED.isoformat(),
            }
        ]
    )
    reports: list[Report] = field(
        default_factory=lambda: [
            Report(INTENT, Rank.CAPTURED, 1811, 1811, "CAD", ORDER, 1, refunded=500, created=STARTED)
        ]
    )
    returned: list[RefundReport] = field(
        default_factory=lambda: [RefundReport("re_1", INTENT, ORDER, COMMAND, 500, "CAD", "succeeded")]
    )
    commands: list[Command] = field(default_factory=list)
    exists: bool = True

    def reconciled(self) -> Result:
        order = StoredOrder(
            head=self.head, lines={}, person=None, history=[], payments=self.payments, refunds=self.refunds
        )
        books = Provided({ORDER: self.reports}, {INTENT: self.returned})
        return reconcile(PERIOD, books, {ORDER: order if self.exists else None}, self.commands, NOW)

    def change(self, **members: Any) -> None:
        """Change the one report of the provider."""
        self.reports = [self.reports[0]._replace(**members)]

    def only_authorized(self, status: str = "placed") -> None:
        self.head["status"] = status
        self.head["payment"] = {"method": "card", "status": "authorized", "attempt": 1}
        self.payments[0]["status"] = "authorized"
        self.refunds, self.returned = [], []
        self.change(rank=Rank.AUTHORIZED, captured=0, refunded=0)


def test_books_that_agree_have_no_difference() -> None:
    result = Books().reconciled()
    assert result.differences == []
    assert (len(result.rows), result.moving) == (1, 0)


@pytest.mark.parametrize("status", ["placed", "accepted", "ready"])
def test_an_authorized_payment_of_a_live_order_is_no_difference(status: str) -> None:
    books = Books()
    books.only_authorized(status)
    assert books.reconciled().differences == []


def _missing_order(books: Books) -> None:
    books.exists = False


def _missing_payment(books: Books) -> None:
    books.payments[0]["intent"] = "pi_other"


def _ended_order(books: Books) -> None:
    books.only_authorized("expired")


def _not_recorded(books: Books) -> None:
    books.only_authorized("pending")
    books.payments[0]["status"] = "waiting"


def _void_not_done(books: Books) -> None:
    books.only_authorized("placed")
    books.payments[0]["status"] = "voided"


def _lapsed(books: Books) -> None:
    books.only_authorized("accepted")
    books.change(rank=Rank.VOIDED)


def _not_captured(books: Books) -> None:
    books.change(rank=Rank.AUTHORIZED, captured=0)


def _captured_less(books: Books) -> None:
    books.change(captured=1800)


def _capture_not_recorded(books: Books) -> None:
    books.only_authorized("accepted")
    books.change(rank=Rank.CAPTURED, captured=1811)


def _other_amount(books: Books) -> None:
    books.change(amount=1812)


def _other_currency(books: Books) -> None:
    books.change(currency="USD")


def _charged_twice(books: Books) -> None:
    books.reports.append(books.reports[0]._replace(id="pi_2"))


def _not_at_provider(books: Books) -> None:
    books.reports, books.returned = [], []


def _refund_missing(books: Books) -> None:
    books.returned = []


def _refund_failed(books: Books) -> None:
    books.returned[0] = books.returned[0]._replace(status="failed")


def _refund_doubled(books: Books) -> None:
    books.returned.append(books.returned[0]._replace(id="re_2"))


def _refund_by_hand(books: Books) -> None:
    books.returned.append(RefundReport("re_2", INTENT, "", "", 100, "CAD", "succeeded"))


def _refund_of_another_amount(books: Books) -> None:
    books.returned[0] = books.returned[0]._replace(amount=501)


def _refund_not_recorded(books: Books) -> None:
    books.refunds[0]["status"] = "pending"


def _refund_recorded_as_failed(books: Books) -> None:
    books.refunds[0]["status"] = "failed"
    books.head["payment"]["refunded"] = 0


def _sum_of_refunds(books: Books) -> None:
    books.head["payment"]["refunded"] = 400


def _paid_without_payment(books: Books) -> None:
    books.only_authorized("accepted")
    books.head["payment"] |= {"status": "paid", "amount": 1811}


def _old_command(books: Books) -> None:
    books.commands.append(Command("cmd_2", ORDER, "refund", 9, NOW - timedelta(minutes=11)))


@pytest.mark.parametrize(
    ("code", "broken"),
    [
        ("order_missing", _missing_order),
        ("payment_missing", _missing_payment),
        ("ended_order", _ended_order),
        ("authorization_not_recorded", _not_recorded),
        ("authorization_not_recorded", _void_not_done),
        ("authorization_gone", _lapsed),
        ("not_captured", _not_captured),
        ("captured_amount", _captured_less),
        ("capture_not_recorded", _capture_not_recorded),
        ("amount", _other_amount),
        ("currency", _other_currency),
        ("second_payment", _charged_twice),
        ("payment_not_at_provider", _not_at_provider),
        ("refund_missing", _refund_missing),
        ("refund_missing", _refund_failed),
        ("refund_doubled", _refund_doubled),
        ("refund_not_in_table", _refund_by_hand),
        ("refund_amount", _refund_of_another_amount),
        ("refund_not_recorded", _refund_not_recorded),
        ("refund_not_failed", _refund_recorded_as_failed),
        ("order_and_refunds", _sum_of_refunds),
        ("order_and_payments", _paid_without_payment),
        ("command_overdue", _old_command),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else "",
)
def test_a_broken_book_is_a_difference(code: str, broken: Callable[[Books], None]) -> None:
    books = Books()
    broken(books)
    assert code in {difference.code for difference in books.reconciled().differences}


def test_a_refunded_payment_of_an_order_that_does_not_exist_holds_no_money() -> None:
    books = Books(exists=False)
    books.change(refunded=1811)
    assert books.reconciled().differences == []


def test_a_canceled_order_that_still_pays_is_no_difference_while_its_void_waits() -> None:
    books = Books()
    books.only_authorized("canceled")
    books.head["payment"]["command"] = "cmd_2"
    books.commands = [Command("cmd_2", ORDER, "void", 1, NOW - timedelta(minutes=30))]
    assert [difference.code for difference in books.reconciled().differences] == ["command_overdue"]


def test_an_order_whose_payment_changes_is_left_out() -> None:
    late = (NOW - timedelta(minutes=1)).isoformat()
    for change in ("command", "payment", "refund"):
        books = Books(returned=[])
        if change == "command":
            books.commands = [Command("cmd_2", ORDER, "refund", 0, NOW - timedelta(seconds=5))]
        elif change == "payment":
            books.payments[0]["updatedAt"] = late
        else:
            books.refunds[0]["createdAt"] = late
        result = books.reconciled()
        assert (result.differences, result.moving) == ([], 1), change


def test_a_refund_at_the_counter_is_not_expected_at_the_provider() -> None:
    books = Books()
    books.refunds.append({"id": "rfd_2", "status": "succeeded", "amount": 100, "createdAt": STARTED.isoformat()})
    books.head["payment"]["refunded"] = 600
    assert books.reconciled().differences == []


def test_an_order_that_was_paid_in_cash_after_its_capture_was_refused_is_no_difference() -> None:
    books = Books()
    books.only_authorized("completed")
    books.change(rank=Rank.VOIDED)
    books.payments[0]["status"] = "voided"
    books.head["payment"] |= {"status": "paid", "tender": "cash", "amount": 1810}
    assert books.reconciled().differences == []


@pytest.mark.parametrize(("hours", "inside"), [(-13, False), (-12, True), (11, True), (12, False)])
def test_an_order_belongs_to_the_day_of_its_first_payment_in_the_shops_time_zone(hours: int, inside: bool) -> None:
    books = Books()
    noon = datetime(2026, 11, 29, 12, tzinfo=ZONE).astimezone(UTC)
    books.payments[0]["createdAt"] = (noon + timedelta(hours=hours)).isoformat()
    rows = books.reconciled().rows
    assert [row.day for row in rows] == [date(2026, 11, 29)] * inside


def test_totals_are_net_of_refunds_on_both_sides() -> None:
    result = Books().reconciled()
    ((_, rows),) = by_day(result.rows).items()
    assert totals(rows) == (1, 1811, 500, 1811, 500)
    text = "\n".join(lines(PERIOD, result, "CAD"))
    assert "2026-11-29       1     18.11      5.00  13.11             13.11" in text
    assert text.endswith("No differences.")


def test_the_file_has_a_line_for_each_order_with_its_differences(tmp_path: Path) -> None:
    books = Books()
    _refund_by_hand(books)
    file = tmp_path / "books.csv"
    write_csv(file, books.reconciled(), "CAD")
    (row,) = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    assert cast(dict[str, str], row) == {
        "day": "2026-11-29",
        "order": ORDER,
        "number": "047",
        "payments": INTENT,
        "status": "completed",
        "payment_status": "partially_refunded",
        "currency": "CAD",
        "captured": "18.11",
        "refunded": "6.00",
        "net": "12.11",
        "captured_in_table": "18.11",
        "refunded_in_table": "5.00",
        "net_in_table": "13.11",
        "differences": "refund_not_in_table",
    }


def test_a_difference_is_printed_with_both_amounts() -> None:
    books = Books()
    _captured_less(books)
    text = "\n".join(lines(PERIOD, books.reconciled(), "CAD"))
    assert "captured_amount  ord_1  pi_1: " in text
    assert "(provider 18.00 CAD, table 18.11 CAD)" in text
    assert "Differences: 1." in text
