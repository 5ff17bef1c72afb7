"""Items that have expired in the meantime stay gone: what is left of their orders stays readable."""

from typing import Any

import pytest

from payments.commands import store
from payments.commands.execution import execute
from payments.commands.following import follow
from payments.holds.expiry import end_hold
from payments.holds.lapsing import capture_early
from payments.holds.store import leave_index
from payments.payment_provider import RefundReport
from payments.settling.refunds import RefundOutcome, settle_refund
from tests.support.database.in_between import InBetween
from tests.support.payments.card_shop import COMMAND_ID, CardShop, command, refund_item
from tests.support.shop.card_orders import attempt, card_order
from tests.support.shop.stored_orders import ORDER_ID

LATER = "2026-11-30T14:15:00.000Z"
LEFT = [[], card_order(status="placed", payment="authorized")]


@pytest.mark.parametrize("due", [None, LATER])
def test_a_refund_that_nobody_has_to_look_at_any_more_stays_gone(shop: CardShop, due: str | None) -> None:
    store.look_again(ORDER_ID, "rfd_1", due)

    assert shop.book.items() == []


def test_a_refund_stays_gone_when_its_command_ends(shop: CardShop) -> None:
    shop.book.put(command("refund", amount=500, refundId="rfd_1"))
    before = shop.book.items()

    store.hand_over(COMMAND_ID, ORDER_ID, "rfd_1", LATER)

    assert shop.book.items() == before


def test_an_attempt_stays_gone_when_it_leaves_the_index(shop: CardShop) -> None:
    leave_index(ORDER_ID, attempt(status="authorized"))

    assert shop.book.items() == []


def test_a_refund_that_expires_while_its_result_comes_stays_gone(shop: CardShop, in_between: InBetween) -> None:
    payment = shop.order("accepted", "captured", refunded=0)
    shop.book.put({**shop.book.head(), "payment": {**shop.book.head()["payment"], "refunded": 500}}, refund_item())
    in_between({"Query"}, lambda: shop.book.remove(refund_item()))

    report = RefundReport("re_1", payment, ORDER_ID, COMMAND_ID, 500, "CAD", "succeeded")
    assert settle_refund(report) is RefundOutcome.MISMATCHED
    assert shop.refunds() == []


def test_a_command_whose_order_is_gone_calls_nobody(shop: CardShop) -> None:
    shop.book.put(command("capture"))

    assert not execute(COMMAND_ID, shop.bank)
    assert shop.bank.calls == []


@pytest.mark.parametrize("left", LEFT, ids=["nothing", "the order"])
def test_a_refund_that_is_gone_is_not_asked_about(shop: CardShop, left: list[Any]) -> None:
    shop.book.put(*left)

    assert not follow(ORDER_ID, "rfd_1", shop.bank)
    assert shop.bank.calls == []


@pytest.mark.parametrize("left", LEFT, ids=["nothing", "the order"])
def test_an_authorization_that_is_gone_is_not_captured(shop: CardShop, left: list[Any]) -> None:
    shop.book.put(*left)

    assert not capture_early(ORDER_ID)
    assert shop.commands() == []


def test_a_hold_whose_order_is_gone_has_ended(shop: CardShop) -> None:
    assert not end_hold(ORDER_ID, shop.bank)
