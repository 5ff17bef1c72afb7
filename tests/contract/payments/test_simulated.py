"""What a sandbox does not do on demand, at the stand-in: time passes, banks change their minds, and calls fail."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from payments.payment_provider import (
    Charge,
    Declined,
    Dispute,
    Impossible,
    Rank,
    RefundReport,
    Report,
    Started,
    Unavailable,
)
from tests.support.payments.accounts import StripeAccount, new_key
from tests.support.payments.stand_in import StandInHandle

DAY = 86_400
Start = Callable[..., Started]


@pytest.fixture
def account(stand_in_account: StripeAccount) -> StripeAccount:
    return stand_in_account


def events(account: StripeAccount, stand_in: StandInHandle) -> list[Any]:
    """Take all events that the stand-in sends, as the port reads them."""
    found = []
    for _, body, headers in stand_in.pending():
        lower = {name.lower(): value for name, value in headers.items()}
        found.append(account.provider.read_event(lower, body, account.webhook_keys()))
    return [event for event in found if event is not None]


def test_every_step_of_a_payment_is_told_by_an_event(
    account: StripeAccount, start: Start, stand_in: StandInHandle
) -> None:
    account.provider.capture(start(card="good").id, 1299, "cmd_1")

    reports = [event for event in events(account, stand_in) if isinstance(event, Report)]
    assert [report.rank for report in reports][-2:] == [Rank.AUTHORIZED, Rank.CAPTURED]
    assert reports[-1].commands == ("cmd_1",)


def test_an_authorization_lapses(account: StripeAccount, start: Start, stand_in: StandInHandle) -> None:
    started = start(card="good")
    stand_in.advance(8 * DAY)

    assert account.provider.look(started.id).rank is Rank.VOIDED
    assert events(account, stand_in)[-1].rank is Rank.VOIDED
    with pytest.raises(Impossible) as caught:
        account.provider.capture(started.id, 1299, new_key())
    assert caught.value.report is not None
    assert caught.value.report.rank is Rank.VOIDED


@pytest.mark.parametrize(
    ("outcome", "rank", "decline"),
    [("complete", Rank.AUTHORIZED, None), ("fail", Rank.WAITING, "payment_intent_authentication_failure")],
)
def test_the_customer_ends_3d_secure(
    account: StripeAccount, start: Start, stand_in: StandInHandle, outcome: str, rank: Rank, decline: str | None
) -> None:
    started = start(card="secured")
    stand_in.authenticate(started.id, outcome)

    report = account.provider.look(started.id)
    assert (report.rank, report.decline) == (rank, decline)


def test_3d_secure_that_ends_after_the_void_pays_nothing(
    account: StripeAccount, start: Start, stand_in: StandInHandle
) -> None:
    started = start(card="secured")
    account.provider.void(started.id, new_key())

    assert stand_in.authenticate(started.id).status == 400
    assert account.provider.look(started.id).rank is Rank.VOIDED


def test_a_capture_that_the_bank_refuses_is_declined_with_the_report(
    account: StripeAccount, start: Start, stand_in: StandInHandle
) -> None:
    started = start()
    stand_in.pay(started.secret, "pm_card_captureFail")
    with pytest.raises(Declined) as caught:
        account.provider.capture(started.id, 1299, new_key())

    assert caught.value.report is not None
    assert caught.value.report.captured == 0


def test_a_command_is_executed_once_although_its_key_was_forgotten(
    account: StripeAccount, start: Start, stand_in: StandInHandle
) -> None:
    started, capture, refund = start(card="good"), new_key(), new_key()
    report = account.provider.capture(started.id, 1299, capture)
    account.provider.refund(started.id, 300, refund, report.order_id)
    stand_in.forget_keys()

    assert account.provider.capture(started.id, 1299, capture)._replace(refunded=0) == report
    found = account.provider.find_refund(started.id, refund)
    assert found is not None
    assert found.amount == 300


@pytest.mark.parametrize("kind", ["cut", "cut_after", "unavailable", "rate_limit", "error", "error_after"])
@pytest.mark.parametrize("operation", ["capture", "cancel", "refund"])
def test_a_call_that_fails_can_be_repeated_with_its_key_and_has_one_effect(
    account: StripeAccount, start: Start, stand_in: StandInHandle, operation: str, kind: str
) -> None:
    """An "error" is stored under the key, as Stripe does for a day, so the call is repeated with a second key."""
    started, command = start(card="good"), new_key()
    if operation == "refund":
        account.provider.capture(started.id, 1299, new_key())
    call: Callable[[], Any] = {
        "capture": lambda: account.provider.capture(started.id, 1299, command),
        "cancel": lambda: account.provider.void(started.id, command),
        "refund": lambda: account.provider.refund(started.id, 300, command, "ord_1"),
    }[operation]
    stand_in.fault(kind, operation)
    with pytest.raises(Unavailable):
        call()
    first, second = call(), call()

    assert second == first
    (intent,), refunds = (stand_in.books()[name] for name in ("payment_intents", "refunds"))
    assert (intent["status"], intent["amount_received"], [refund["amount"] for refund in refunds]) == {
        "capture": ("succeeded", 1299, []),
        "cancel": ("canceled", 0, []),
        "refund": ("succeeded", 1299, [300]),
    }[operation]


@pytest.mark.parametrize("kind", ["cut", "cut_after", "unavailable", "rate_limit", "error", "error_after"])
def test_a_start_that_fails_can_be_repeated(
    account: StripeAccount, start: Start, stand_in: StandInHandle, began: datetime, kind: str
) -> None:
    charge = Charge("ord_1", 1, 1299, "CAD", "ord_1-1")
    stand_in.fault(kind, "create")
    with pytest.raises(Unavailable):
        account.provider.start(charge)
    first, second = account.provider.start(charge), account.provider.start(charge)

    assert second == first
    account.pay(first, "good")
    # After an internal error there can be a second payment, which nobody can pay: its secret was never sent.
    assert [report.rank for report in account.provider.list_since(began - timedelta(seconds=5))].count(
        Rank.AUTHORIZED
    ) == 1


def test_a_refund_that_the_bank_returns_is_told(account: StripeAccount, start: Start, stand_in: StandInHandle) -> None:
    started, command = start(), new_key()
    stand_in.pay(started.secret, "pm_card_refundFail")
    order_id = account.provider.capture(started.id, 1299, new_key()).order_id
    refund = account.provider.refund(started.id, 300, command, order_id)
    stand_in.advance(120)

    assert refund.status == "succeeded"
    assert events(account, stand_in)[-1] == refund._replace(status="failed")
    found = account.provider.find_refund(started.id, command)
    assert isinstance(found, RefundReport)
    assert found.status == "failed"
    assert account.provider.look(started.id).refunded == 0


def test_a_dispute_is_told(account: StripeAccount, start: Start, stand_in: StandInHandle) -> None:
    started = start()
    stand_in.pay(started.secret, "pm_card_createDispute")
    account.provider.capture(started.id, 1299, new_key())

    (dispute,) = [event for event in events(account, stand_in) if isinstance(event, Dispute)]
    assert (dispute.payment_id, dispute.amount, dispute.currency) == (started.id, 1299, "CAD")


def test_lists_of_more_than_one_page_are_complete(
    account: StripeAccount, start: Start, stand_in: StandInHandle
) -> None:
    started = start(20000, card="good")
    order_id = account.provider.capture(started.id, 20000, new_key()).order_id
    first = new_key()
    for command in [first, *(new_key() for _ in range(100))]:
        account.provider.refund(started.id, 100, command, order_id)

    found = account.provider.find_refund(started.id, first)
    assert found is not None
    assert found.command == first
