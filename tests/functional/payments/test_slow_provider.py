"""A provider that answers after a request's time is over: what it answers is recorded all the same.

The first call to DynamoDB after each call of the provider is throttled, so it needs time for another attempt.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bodega import deadline
from harness.aws.dynamodb_proxy import Fault, Recording
from payments.commands.execution import execute
from payments.commands.following import follow
from payments.holds.expiry import end_hold
from payments.payment_provider import Rank, Unavailable
from tests.support.payments.card_shop import COMMAND_ID, CardShop, command, refund_item
from tests.support.shop.card_orders import HOLD_UNTIL
from tests.support.shop.stored_orders import ORDER_ID

OVER = datetime.fromisoformat(HOLD_UNTIL) + timedelta(seconds=1)


@pytest.fixture
def slowly(shop: CardShop, recording: Recording, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets the provider take longer for a call than a request may take. The deadline's clock stands still otherwise."""
    clock = SimpleNamespace(now=0.0)
    call = shop.bank._call

    def slow_call(*arguments: Any) -> Any:
        clock.now += deadline.BUDGET + 1
        recording.faults = [Fault("error", code="ThrottlingException")]
        return call(*arguments)

    def begin() -> None:
        monkeypatch.setattr(deadline, "time", SimpleNamespace(monotonic=lambda: clock.now))
        monkeypatch.setattr(shop.bank, "_call", slow_call)
        deadline.start()

    return begin


def test_a_capture_pays_the_order(shop: CardShop, slowly: Callable[[], None]) -> None:
    shop.order("accepted", "authorized", COMMAND_ID)
    shop.book.put(command("capture"))
    slowly()

    assert execute(COMMAND_ID, shop.bank)
    assert (shop.book.head()["payment"]["status"], shop.commands()) == ("paid", [])


def test_a_void_is_recorded(shop: CardShop, slowly: Callable[[], None]) -> None:
    shop.order("canceled", "authorized", COMMAND_ID)
    shop.book.put(command("void"))
    slowly()

    assert execute(COMMAND_ID, shop.bank)
    assert (shop.attempt()["status"], shop.commands()) == ("voided", [])


def refundable(shop: CardShop) -> str:
    payment = shop.order("completed", "captured")
    shop.book.put(refund_item(), command("refund", amount=500, refundId="rfd_1"))
    return payment


def test_a_refund_is_recorded(shop: CardShop, slowly: Callable[[], None]) -> None:
    refundable(shop)
    slowly()

    assert execute(COMMAND_ID, shop.bank)
    assert ([each["status"] for each in shop.refunds()], shop.commands()) == (["succeeded"], [])


def test_a_command_without_an_answer_is_put_off(shop: CardShop, slowly: Callable[[], None]) -> None:
    shop.order("accepted", "authorized", COMMAND_ID)
    shop.book.put(command("capture"))
    shop.bank.down = True
    slowly()

    with pytest.raises(Unavailable):
        execute(COMMAND_ID, shop.bank)
    (waiting,) = shop.commands()
    assert waiting["dueSk"] == f"2026-11-30T14:06:00.000Z#{COMMAND_ID}"


def under_way(shop: CardShop) -> None:
    shop.bank.refund_status = "pending"
    refundable(shop)
    assert execute(COMMAND_ID, shop.bank)


def test_the_result_of_a_refund_that_took_its_time_is_recorded(shop: CardShop, slowly: Callable[[], None]) -> None:
    under_way(shop)
    shop.bank.end_refunds("succeeded")
    slowly()

    assert follow(ORDER_ID, "rfd_1", shop.bank)
    assert [each["status"] for each in shop.refunds()] == ["succeeded"]


def test_a_refund_without_an_answer_is_asked_about_later(
    shop: CardShop, slowly: Callable[[], None], at: Callable[[datetime], None]
) -> None:
    under_way(shop)
    (before,) = shop.refunds()
    shop.bank.down = True
    at(datetime.fromisoformat("2026-11-30T15:00:00.000Z"))
    slowly()

    with pytest.raises(Unavailable):
        follow(ORDER_ID, "rfd_1", shop.bank)
    (after,) = shop.refunds()
    assert after["dueSk"] > before["dueSk"]


def test_an_order_whose_payment_was_closed_expires(
    shop: CardShop, slowly: Callable[[], None], at: Callable[[datetime], None]
) -> None:
    payment = shop.order()
    at(OVER)
    slowly()

    assert end_hold(ORDER_ID, shop.bank)
    assert (shop.bank.rank(payment), shop.book.head()["status"]) == (Rank.VOIDED, "expired")


def test_an_order_that_was_paid_in_the_last_second_is_placed(
    shop: CardShop, slowly: Callable[[], None], at: Callable[[datetime], None]
) -> None:
    shop.bank.pay(shop.order())
    at(OVER)
    slowly()

    end_hold(ORDER_ID, shop.bank)
    assert shop.book.head()["status"] == "placed"
