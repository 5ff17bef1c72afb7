"""The contract of providers that authorize a payment first, and capture or void it later."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from payments.payment_provider import Charge, Impossible, Rank, Report, Started
from tests.support.payments.accounts import Account, new_key

Start = Callable[..., Started]


def test_a_good_card_authorizes_the_payment_for_some_days(account: Account, start: Start) -> None:
    report = account.provider.look(start(card="good").id)

    assert (report.rank, report.captured, report.decline) == (Rank.AUTHORIZED, 0, None)
    assert report.capture_before is not None
    assert timedelta(days=1) < report.capture_before - datetime.now(UTC) < timedelta(days=32)


def test_a_capture_collects_the_amount_and_keeps_its_key(account: Account, start: Start) -> None:
    started, command = start(card="good"), new_key()
    before = account.provider.look(started.id)

    report = account.provider.capture(started.id, 1299, command)

    assert (report.rank, report.captured, report.commands) == (Rank.CAPTURED, 1299, (command,))
    assert (report.order_id, report.attempt) == (before.order_id, 1)
    assert account.provider.look(started.id)._replace(capture_before=None) == report._replace(capture_before=None)


def test_a_capture_with_its_key_happens_once(account: Account, start: Start) -> None:
    started, command = start(card="good"), new_key()
    first = account.provider.capture(started.id, 1299, command)

    assert account.provider.capture(started.id, 1299, command) == first


def test_a_capture_with_another_key_is_refused_with_the_report(account: Account, captured: Report) -> None:
    with pytest.raises(Impossible) as caught:
        account.provider.capture(captured.id, 1299, new_key())

    assert caught.value.report is not None
    assert (caught.value.report.rank, caught.value.report.captured) == (Rank.CAPTURED, 1299)
    assert caught.value.report.commands == captured.commands


def test_nothing_is_captured_before_the_customer_has_paid(account: Account, start: Start) -> None:
    started = start()
    with pytest.raises(Impossible) as caught:
        account.provider.capture(started.id, 1299, new_key())

    assert caught.value.report is not None
    assert caught.value.report.rank is Rank.WAITING


def test_no_more_is_captured_than_was_authorized(account: Account, start: Start) -> None:
    started = start(card="good")
    with pytest.raises(Impossible) as caught:
        account.provider.capture(started.id, 1300, new_key())

    assert caught.value.report is not None
    assert caught.value.report.rank is Rank.AUTHORIZED


def test_a_capture_of_a_part_releases_the_rest(account: Account, start: Start) -> None:
    report = account.provider.capture(start(card="good").id, 1000, new_key())

    assert (report.rank, report.amount, report.captured) == (Rank.CAPTURED, 1299, 1000)
    with pytest.raises(Impossible):
        account.provider.capture(report.id, 299, new_key())


@pytest.mark.parametrize("card", [None, "good"])
def test_a_voided_payment_stays_voided(account: Account, start: Start, card: str | None) -> None:
    started, command = start(card=card), new_key()

    report = account.provider.void(started.id, command)

    assert (report.rank, report.captured, report.refunded) == (Rank.VOIDED, 0, 0)
    assert account.provider.void(started.id, command).rank is Rank.VOIDED
    assert account.provider.void(started.id, new_key()).rank is Rank.VOIDED
    with pytest.raises(Impossible) as caught:
        account.provider.capture(started.id, 1299, new_key())
    assert caught.value.report is not None
    assert caught.value.report.rank is Rank.VOIDED


def test_starting_again_with_the_key_of_a_voided_payment_starts_no_other(account: Account, charge: Charge) -> None:
    started = account.provider.start(charge)
    account.provider.void(started.id, new_key())

    assert account.provider.start(charge).id == started.id


def test_a_captured_payment_is_not_voided(account: Account, captured: Report) -> None:
    with pytest.raises(Impossible) as caught:
        account.provider.void(captured.id, new_key())

    assert caught.value.report is not None
    assert (caught.value.report.rank, caught.value.report.captured) == (Rank.CAPTURED, 1299)


def test_what_is_only_authorized_is_not_refunded(account: Account, start: Start) -> None:
    started = start(card="good")
    with pytest.raises(Impossible) as caught:
        account.provider.refund(started.id, 300, new_key(), "ord_1")

    assert caught.value.report is not None
    assert caught.value.report.rank is Rank.AUTHORIZED


def test_a_payment_can_be_voided_while_the_bank_asks_its_customer(account: Account, start: Start) -> None:
    assert account.provider.void(start(card="secured").id, new_key()).rank is Rank.VOIDED
