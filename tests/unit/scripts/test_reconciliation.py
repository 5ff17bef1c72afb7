"""Reconciliation finds each kind of difference between the provider's books and the orders table, and no others."""

import csv
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from payments.payment_provider import Rank, RefundReport
from scripts.reconcile.books import Command
from scripts.reconcile.output import lines, write_csv
from tests.support.payments.two_books import INTENT, NOW, ORDER, PERIOD, Books


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
