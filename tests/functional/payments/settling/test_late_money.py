"""Money that comes after its order has ended.

An order expired, because the provider could not be asked, and its buyer paid nevertheless. Or it was canceled.
"""

from datetime import timedelta
from typing import Any

import pytest

from bodega.clock import timestamp
from harness.shop.client import Shop
from payments.commands.execution import execute
from payments.payment_provider import Rank
from payments.settling.settling import Outcome, settle
from tests.support.database.in_between import InBetween
from tests.support.database.order_book import OrderBook
from tests.support.payments.card_shop import COMMAND_ID, command, started
from tests.support.payments.fake_provider import FakeProvider
from tests.support.shop.card_orders import DURING_HOLD, attempt, card_order, report, settings, unpaid_mark
from tests.support.shop.stored_orders import BUYER, DAY, DUE_FROM

pytestmark = pytest.mark.usefixtures("during_hold")


@pytest.fixture
def expired(book: OrderBook, shop: Shop) -> OrderBook:
    book.put(settings(capacity={"unit": "orders", "perSlot": 1}))
    product = shop.add("products", quantity=1)["id"]
    taken = [{"productId": product, "quantity": 1}]
    paid = {"attempt": 1, "command": COMMAND_ID}
    book.put(*card_order(status="expired", payment="none", paid=paid, taken=taken), attempt(), unpaid_mark())
    book.put(command("void", attempts=1, triedAt="2026-11-30T14:04:00.000Z"))
    return book


def test_late_money_places_the_order_if_stock_and_slot_are_left(expired: OrderBook, shop: Shop) -> None:
    assert settle(report()).outcome is Outcome.PLACED

    head = expired.head()
    assert (head["status"], head["payment"]["status"]) == ("placed", "authorized")
    assert (head["callName"], head["ticket"][0]["note"]) == ("Ada", "extra hot")
    assert shop.get(f"/products/{head['taken'][0]['productId']}").json["quantity"] == 0
    slot = expired.item(f"SLOT#{head['day']}", DUE_FROM)
    assert slot is not None
    assert slot["taken"] == 1
    assert expired.commands() == []
    assert len(expired.mails()) == len(expired.sales()) == 1
    assert expired.item(f"USER#{BUYER}", "UNPAID") is None


@pytest.mark.parametrize("buyer", ["has placed another order", "had the account erased"])
def test_late_money_is_voided_if_the_buyer(expired: OrderBook, buyer: str) -> None:
    """The buyer was told that the order expired. They would pay twice."""
    newer = unpaid_mark("ord_01JD4W0Q8V5E2M7T9X3K6B1NEW")
    if buyer == "has placed another order":
        expired.put(newer)
    else:
        expired.put({name: value for name, value in expired.head().items() if name != "customerId"})

    assert settle(report()).outcome is Outcome.GIVEN_UP

    assert expired.head()["status"] == "expired"
    mark = newer if buyer == "has placed another order" else unpaid_mark()
    assert expired.item(f"USER#{BUYER}", "UNPAID") == mark


@pytest.mark.parametrize(
    ("due", "day", "closed", "outcome"),
    [
        (timedelta(minutes=-5), DAY, False, Outcome.PLACED),
        (timedelta(minutes=-5), DAY, True, Outcome.GIVEN_UP),
        (timedelta(0), DAY, True, Outcome.GIVEN_UP),
        (timedelta(minutes=5), DAY, True, Outcome.PLACED),
        (timedelta(days=-1), "2026-11-29", False, Outcome.GIVEN_UP),
    ],
    ids=["late and open", "late and closed", "at the last moment and closed", "in time and closed", "of yesterday"],
)
def test_late_money_is_voided_if_nobody_would_make_the_order(
    expired: OrderBook, due: timedelta, day: str, closed: bool, outcome: Outcome
) -> None:
    expired.put({**expired.head(), "dueTo": timestamp(DURING_HOLD + due), "day": day})
    closure = {"from": DAY, "to": DAY}
    expired.put(settings(autoAccept=True, closures=[closure] if closed else []))

    assert settle(report()).outcome is outcome
    assert ([each["kind"] for each in expired.commands()] == ["capture"]) is (outcome is Outcome.PLACED)


@pytest.mark.parametrize(
    "stock",
    [{"quantity": 0, "inStock": True}, {"quantity": 5, "inStock": False}, {"quantity": None, "inStock": True}],
    ids=["sold out", "not in stock", "not counted"],
)
def test_late_money_is_voided_if_the_stock_is_gone(expired: OrderBook, shop: Shop, stock: dict[str, Any]) -> None:
    product = expired.head()["taken"][0]["productId"]
    assert shop.put(f"/products/{product}/stock", stock).status == 200

    assert settle(report()).outcome is Outcome.GIVEN_UP

    head = expired.head()
    assert (head["status"], head["payment"]["command"]) == ("expired", COMMAND_ID)
    assert [each["pk"] for each in expired.commands()] == [f"COMMAND#{COMMAND_ID}"]
    assert expired.attempt()["status"] == "authorized"
    assert expired.mails() == expired.sales() == []


def test_late_money_is_voided_if_the_slot_is_full(expired: OrderBook, shop: Shop, output: Any) -> None:
    head = expired.head()
    expired.put({"pk": f"SLOT#{head['day']}", "sk": DUE_FROM, "taken": 1})

    assert settle(report()).outcome is Outcome.GIVEN_UP
    assert "An order was paid too late; its payment is voided" in output()
    assert shop.get(f"/products/{head['taken'][0]['productId']}").json["quantity"] == 1


@pytest.mark.parametrize("tried", ["2026-11-30T14:04:55.000Z", "2026-11-30T14:04:45.000Z"])
def test_late_money_is_voided_while_the_worker_is_voiding_it(expired: OrderBook, tried: str) -> None:
    """A call takes up to 15 seconds."""
    expired.put(command("void", attempts=1, triedAt=tried))

    assert settle(report()).outcome is Outcome.GIVEN_UP
    assert len(expired.commands()) == 1


def test_late_money_places_the_order_if_the_store_has_no_capacity_any_more(expired: OrderBook) -> None:
    expired.put(settings(), {"pk": f"SLOT#{DAY}", "sk": DUE_FROM, "taken": 1})

    assert settle(report()).outcome is Outcome.PLACED
    assert "slot" not in expired.head()


def test_late_money_places_the_order_although_the_command_that_would_void_it_is_gone(expired: OrderBook) -> None:
    expired.remove(command("void"))

    assert settle(report()).outcome is Outcome.PLACED
    assert "command" not in expired.head()["payment"]


def test_late_money_that_places_the_order_while_the_worker_looks_at_it_is_not_refunded(
    expired: OrderBook, bank: FakeProvider, in_between: InBetween
) -> None:
    payment = started(bank)
    bank.pay(payment)
    bank.take(payment)
    in_between({"Query"}, lambda: settle(report(Rank.CAPTURED)))

    execute(COMMAND_ID, bank)

    head = expired.head()
    assert (head["status"], head["payment"]["status"], expired.commands()) == ("placed", "paid", [])


@pytest.mark.parametrize("rank", [Rank.AUTHORIZED, Rank.CAPTURED])
def test_late_money_of_a_canceled_order_is_voided_by_one_command(book: OrderBook, rank: Rank) -> None:
    book.put(*card_order(status="canceled", payment="none", paid={"attempt": 1}), attempt())

    assert settle(report(rank)).outcome is Outcome.GIVEN_UP
    assert settle(report(rank)).outcome is Outcome.UNCHANGED

    (found,) = book.commands()
    assert (found["kind"], found["pk"]) == ("void", f"COMMAND#{book.head()['payment']['command']}")
    assert book.head()["status"] == "canceled"


def test_late_money_of_a_canceled_order_waits_for_the_command_that_there_is(book: OrderBook) -> None:
    paid = {"attempt": 1, "command": COMMAND_ID}
    book.put(*card_order(status="canceled", payment="none", paid=paid), attempt(), command("void"))

    assert settle(report()).outcome is Outcome.GIVEN_UP
    assert [each["pk"] for each in book.commands()] == [f"COMMAND#{COMMAND_ID}"]
    assert book.head()["payment"]["command"] == COMMAND_ID
