"""The contract of every payment provider: payments, lists and events."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from payments.payment_provider import (
    Charge,
    Impossible,
    InvalidSignature,
    Rank,
    RefundReport,
    Report,
    Started,
    Unavailable,
)
from tests.support.payments.accounts import Account, new_key

Start = Callable[..., Started]
Take = Callable[..., Report]


def test_a_started_payment_waits_for_its_customer(account: Account, charge: Charge) -> None:
    started = account.provider.start(charge)

    assert started.rank is Rank.WAITING
    assert started.secret
    report = account.provider.look(started.id)
    assert report._replace(created=None) == Report(
        started.id, Rank.WAITING, 1299, 0, "CAD", charge.order_id, charge.attempt
    )
    assert report.created is not None
    assert abs(report.created - datetime.now(UTC)) < timedelta(minutes=5)


def test_starting_again_with_the_key_returns_the_same_payment_and_secret(account: Account, charge: Charge) -> None:
    first, second = account.provider.start(charge), account.provider.start(charge)

    assert (second.id, second.secret) == (first.id, first.secret)


def test_a_key_belongs_to_one_charge(account: Account, charge: Charge) -> None:
    account.provider.start(charge)

    with pytest.raises(Impossible):
        account.provider.start(charge._replace(amount=1300))


def test_another_key_starts_another_payment(account: Account, charge: Charge) -> None:
    first = account.provider.start(charge)

    assert account.provider.start(charge._replace(attempt=3, key=f"{charge.order_id}-3")).id != first.id


def test_an_amount_below_the_smallest_is_refused(account: Account, charge: Charge) -> None:
    with pytest.raises(Impossible) as caught:
        account.provider.start(charge._replace(amount=account.smallest - 1))

    assert caught.value.report is None


def test_an_unknown_payment_is_the_key_of_another_account(account: Account, captured: Report) -> None:
    unknown = captured.id[:-6] + "000000"

    with pytest.raises(Unavailable):
        account.provider.look(unknown)
    with pytest.raises(Unavailable):
        account.provider.void(unknown, new_key())


def test_after_a_declined_card_another_one_pays(account: Account, start: Start) -> None:
    started = start(card="declined")
    declined = account.provider.look(started.id)
    account.pay(started, "good")

    assert (declined.rank, declined.decline) == (Rank.WAITING, "insufficient_funds")
    assert account.provider.look(started.id).rank in (Rank.AUTHORIZED, Rank.CAPTURED)


def test_a_payment_waits_while_the_bank_asks_its_customer(account: Account, start: Start) -> None:
    assert account.provider.look(start(card="secured").id).rank is Rank.WAITING


def test_a_currency_without_decimals_keeps_its_amounts(account: Account, take: Take) -> None:
    report = take(1500, "JPY")
    refund = account.provider.refund(report.id, 500, new_key(), report.order_id)

    assert (report.amount, report.captured, report.currency) == (1500, 1500, "JPY")
    assert (refund.amount, refund.currency) == (500, "JPY")
    assert account.provider.look(report.id).refunded == 500


def test_payments_are_listed_from_a_moment_on(
    account: Account, began: datetime, captured: Report, start: Start
) -> None:
    waiting = start()

    reports = {report.id: report for report in account.provider.list_since(began - timedelta(seconds=5))}

    assert (reports[captured.id].rank, reports[captured.id].captured) == (Rank.CAPTURED, 1299)
    assert reports[waiting.id].rank is Rank.WAITING
    assert waiting.id not in {report.id for report in account.provider.list_since(began + timedelta(days=1))}


def test_refunds_are_listed_from_a_moment_on(account: Account, began: datetime, captured: Report) -> None:
    refund = account.provider.refund(captured.id, 300, new_key(), captured.order_id)

    assert refund.id in {found.id for found in account.provider.list_refunds_since(began - timedelta(seconds=5))}
    assert refund.id not in {found.id for found in account.provider.list_refunds_since(began + timedelta(days=1))}


def test_an_event_about_a_payment_is_its_report(account: Account, captured: Report) -> None:
    headers, body = account.event("payment", captured.id)

    report = account.provider.read_event(headers, body, account.webhook_keys())

    assert isinstance(report, Report)
    assert report._replace(capture_before=None) == captured._replace(capture_before=None)


def test_an_event_about_a_refund_names_order_and_command(account: Account, captured: Report) -> None:
    command = new_key()
    refund = account.provider.refund(captured.id, 300, command, captured.order_id)
    headers, body = account.event("refund", refund.id)

    report = account.provider.read_event(headers, body, account.webhook_keys())

    assert isinstance(report, RefundReport)
    assert report._replace(status=refund.status) == refund


def test_an_event_that_was_changed_or_not_signed_is_refused(account: Account, captured: Report) -> None:
    headers, body = account.event("payment", captured.id)
    for sent, received, keys in (
        (headers, body.replace(b"1299", b"1298"), account.webhook_keys()),
        (headers, body, ["another"]),
        ({}, body, account.webhook_keys()),
    ):
        with pytest.raises(InvalidSignature):
            account.provider.read_event(sent, received, keys)
