"""What every payment provider has to do: the contract of the port."""

import os
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
)
from tests.support.payments.accounts import Account

Start = Callable[..., Started]


def key() -> str:
    return f"cmd_{os.urandom(8).hex()}"


@pytest.fixture
def charge() -> Charge:
    order_id = f"ord_{os.urandom(8).hex()}"
    return Charge(order_id, 2, 1299, "CAD", f"{order_id}-2")


@pytest.fixture
def captured(account: Account, start: Start) -> Report:
    """A payment of 12.99 that is captured."""
    return account.provider.capture(start(card="good").id, 1299, key())


# ---------------------------------------------------------------- start and look
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


def test_an_unknown_payment_is_refused(account: Account, captured: Report) -> None:
    with pytest.raises(Impossible) as caught:
        account.provider.look(captured.id[:-6] + "000000")

    assert caught.value.report is None


# ---------------------------------------------------------------- the customer pays
def test_a_good_card_authorizes_the_payment_for_some_days(account: Account, start: Start) -> None:
    report = account.provider.look(start(card="good").id)

    assert (report.rank, report.captured, report.decline) == (Rank.AUTHORIZED, 0, None)
    assert report.capture_before is not None
    assert timedelta(days=1) < report.capture_before - datetime.now(UTC) < timedelta(days=32)


def test_after_a_declined_card_another_one_pays(account: Account, start: Start) -> None:
    started = start(card="declined")
    declined = account.provider.look(started.id)
    account.pay(started, "good")

    assert (declined.rank, declined.decline) == (Rank.WAITING, "insufficient_funds")
    assert account.provider.look(started.id).rank is Rank.AUTHORIZED


def test_a_payment_waits_while_the_bank_asks_its_customer(account: Account, start: Start) -> None:
    started = start(card="secured")

    assert account.provider.look(started.id).rank is Rank.WAITING
    assert account.provider.void(started.id, key()).rank is Rank.VOIDED


# ---------------------------------------------------------------- capture
def test_a_capture_collects_the_amount_and_keeps_its_key(account: Account, start: Start) -> None:
    started, command = start(card="good"), key()
    before = account.provider.look(started.id)

    report = account.provider.capture(started.id, 1299, command)

    assert (report.rank, report.captured, report.commands) == (Rank.CAPTURED, 1299, (command,))
    assert (report.order_id, report.attempt) == (before.order_id, 1)
    assert account.provider.look(started.id)._replace(capture_before=None) == report._replace(capture_before=None)


def test_a_capture_with_its_key_happens_once(account: Account, start: Start) -> None:
    started, command = start(card="good"), key()
    first = account.provider.capture(started.id, 1299, command)

    assert account.provider.capture(started.id, 1299, command) == first


def test_a_capture_with_another_key_is_refused_with_the_report(account: Account, captured: Report) -> None:
    with pytest.raises(Impossible) as caught:
        account.provider.capture(captured.id, 1299, key())

    assert caught.value.report is not None
    assert (caught.value.report.rank, caught.value.report.captured) == (Rank.CAPTURED, 1299)
    assert caught.value.report.commands == captured.commands


def test_nothing_is_captured_before_the_customer_has_paid(account: Account, start: Start) -> None:
    started = start()
    with pytest.raises(Impossible) as caught:
        account.provider.capture(started.id, 1299, key())

    assert caught.value.report is not None
    assert caught.value.report.rank is Rank.WAITING


def test_no_more_is_captured_than_was_authorized(account: Account, start: Start) -> None:
    started = start(card="good")
    with pytest.raises(Impossible) as caught:
        account.provider.capture(started.id, 1300, key())

    assert caught.value.report is not None
    assert caught.value.report.rank is Rank.AUTHORIZED


def test_a_capture_of_a_part_releases_the_rest(account: Account, start: Start) -> None:
    report = account.provider.capture(start(card="good").id, 1000, key())

    assert (report.rank, report.amount, report.captured) == (Rank.CAPTURED, 1299, 1000)
    with pytest.raises(Impossible):
        account.provider.capture(report.id, 299, key())


# ---------------------------------------------------------------- void
@pytest.mark.parametrize("card", [None, "good"])
def test_a_voided_payment_stays_voided(account: Account, start: Start, card: str | None) -> None:
    started, command = start(card=card), key()

    report = account.provider.void(started.id, command)

    assert (report.rank, report.captured, report.refunded) == (Rank.VOIDED, 0, 0)
    assert account.provider.void(started.id, command).rank is Rank.VOIDED
    assert account.provider.void(started.id, key()).rank is Rank.VOIDED
    with pytest.raises(Impossible) as caught:
        account.provider.capture(started.id, 1299, key())
    assert caught.value.report is not None
    assert caught.value.report.rank is Rank.VOIDED


def test_starting_again_with_the_key_of_a_voided_payment_starts_no_other(account: Account, charge: Charge) -> None:
    started = account.provider.start(charge)
    account.provider.void(started.id, key())

    assert account.provider.start(charge).id == started.id


def test_a_captured_payment_is_not_voided(account: Account, captured: Report) -> None:
    with pytest.raises(Impossible) as caught:
        account.provider.void(captured.id, key())

    assert caught.value.report is not None
    assert (caught.value.report.rank, caught.value.report.captured) == (Rank.CAPTURED, 1299)


# ---------------------------------------------------------------- refunds
def test_a_payment_is_refunded_in_parts_until_nothing_is_left(account: Account, captured: Report) -> None:
    command = key()
    first = account.provider.refund(captured.id, 300, command, captured.order_id)
    account.provider.refund(captured.id, 999, key(), captured.order_id)

    assert first._replace(id="") == RefundReport("", captured.id, captured.order_id, command, 300, "CAD", first.status)
    assert first.status in ("pending", "succeeded")
    assert account.provider.look(captured.id).refunded == 1299
    with pytest.raises(Impossible):
        account.provider.refund(captured.id, 1, key(), captured.order_id)


def test_no_more_is_refunded_than_was_captured(account: Account, captured: Report) -> None:
    with pytest.raises(Impossible) as caught:
        account.provider.refund(captured.id, 1300, key(), captured.order_id)

    assert caught.value.report is not None
    assert (caught.value.report.rank, caught.value.report.refunded) == (Rank.CAPTURED, 0)


def test_a_refund_with_its_key_happens_once(account: Account, captured: Report) -> None:
    command = key()
    first = account.provider.refund(captured.id, 300, command, captured.order_id)

    assert account.provider.refund(captured.id, 300, command, captured.order_id).id == first.id
    assert account.provider.look(captured.id).refunded == 300


def test_what_is_only_authorized_is_not_refunded(account: Account, start: Start) -> None:
    started = start(card="good")
    with pytest.raises(Impossible) as caught:
        account.provider.refund(started.id, 300, key(), "ord_1")

    assert caught.value.report is not None
    assert caught.value.report.rank is Rank.AUTHORIZED


def test_a_refund_is_found_by_its_key(account: Account, captured: Report) -> None:
    command = key()
    account.provider.refund(captured.id, 100, key(), captured.order_id)
    refund = account.provider.refund(captured.id, 300, command, captured.order_id)

    found = account.provider.find_refund(captured.id, command)

    assert found is not None
    assert (found.id, found.command, found.amount) == (refund.id, command, 300)
    assert account.provider.find_refund(captured.id, key()) is None


# ---------------------------------------------------------------- currencies, lists, events
def test_a_currency_without_decimals_keeps_its_amounts(account: Account, start: Start) -> None:
    started = start(1500, "JPY", card="good")
    report = account.provider.capture(started.id, 1500, key())
    refund = account.provider.refund(started.id, 500, key(), report.order_id)

    assert (report.amount, report.captured, report.currency) == (1500, 1500, "JPY")
    assert (refund.amount, refund.currency) == (500, "JPY")
    assert account.provider.look(started.id).refunded == 500


def test_payments_are_listed_from_a_moment_on(
    account: Account, began: datetime, captured: Report, start: Start
) -> None:
    waiting = start()

    reports = {report.id: report for report in account.provider.list_since(began - timedelta(seconds=5))}

    assert (reports[captured.id].rank, reports[captured.id].captured) == (Rank.CAPTURED, 1299)
    assert reports[waiting.id].rank is Rank.WAITING
    assert waiting.id not in {report.id for report in account.provider.list_since(began + timedelta(days=1))}


def test_refunds_are_listed_from_a_moment_on(account: Account, began: datetime, captured: Report) -> None:
    refund = account.provider.refund(captured.id, 300, key(), captured.order_id)

    assert refund.id in {found.id for found in account.provider.list_refunds_since(began - timedelta(seconds=5))}
    assert refund.id not in {found.id for found in account.provider.list_refunds_since(began + timedelta(days=1))}


def test_an_event_about_a_payment_is_its_report(account: Account, captured: Report) -> None:
    headers, body = account.event("payment", captured.id)

    report = account.provider.read_event(headers, body, account.webhook_keys())

    assert isinstance(report, Report)
    assert report._replace(capture_before=None) == captured._replace(capture_before=None)


def test_an_event_about_a_refund_names_order_and_command(account: Account, captured: Report) -> None:
    command = key()
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
