"""The contract of every payment provider: refunds."""

import pytest

from payments.payment_provider import Impossible, Rank, RefundReport, Report
from tests.support.payments.accounts import Account, new_key


def test_a_payment_is_refunded_in_parts_until_nothing_is_left(account: Account, captured: Report) -> None:
    command = new_key()
    first = account.provider.refund(captured.id, 300, command, captured.order_id)
    account.provider.refund(captured.id, 999, new_key(), captured.order_id)

    assert first._replace(id="") == RefundReport("", captured.id, captured.order_id, command, 300, "CAD", first.status)
    assert first.status in ("pending", "succeeded")
    assert account.provider.look(captured.id).refunded == 1299
    with pytest.raises(Impossible):
        account.provider.refund(captured.id, 1, new_key(), captured.order_id)


def test_no_more_is_refunded_than_was_captured(account: Account, captured: Report) -> None:
    with pytest.raises(Impossible) as caught:
        account.provider.refund(captured.id, 1300, new_key(), captured.order_id)

    assert caught.value.report is not None
    assert (caught.value.report.rank, caught.value.report.refunded) == (Rank.CAPTURED, 0)


def test_a_refund_with_its_key_happens_once(account: Account, captured: Report) -> None:
    command = new_key()
    first = account.provider.refund(captured.id, 300, command, captured.order_id)

    assert account.provider.refund(captured.id, 300, command, captured.order_id).id == first.id
    assert account.provider.look(captured.id).refunded == 300


def test_a_refund_is_found_by_its_key(account: Account, captured: Report) -> None:
    command = new_key()
    account.provider.refund(captured.id, 100, new_key(), captured.order_id)
    refund = account.provider.refund(captured.id, 300, command, captured.order_id)

    found = account.provider.find_refund(captured.id, command)

    assert found is not None
    assert (found.id, found.command, found.amount) == (refund.id, command, 300)
    assert account.provider.find_refund(captured.id, new_key()) is None
