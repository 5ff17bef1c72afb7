"""Which orders and payments agree, and on which day they belong."""

from datetime import UTC, date, datetime, timedelta

import pytest

from payments.payment_provider import Rank
from scripts.reconcile.books import Command
from scripts.reconcile.output import lines
from scripts.reconcile.reconciliation import by_day, totals
from tests.support.payments.two_books import NOW, ORDER, PERIOD, STARTED, ZONE, Books


def test_books_that_agree_have_no_difference() -> None:
    result = Books().reconciled()
    assert result.differences == []
    assert (len(result.rows), result.moving) == (1, 0)


@pytest.mark.parametrize("status", ["placed", "accepted", "ready"])
def test_an_authorized_payment_of_a_live_order_is_no_difference(status: str) -> None:
    books = Books()
    books.only_authorized(status)
    assert books.reconciled().differences == []


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
