"""Recovery with Stripe's official package at the stand-in: its ledger has each charge and each refund once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bodega import clock, deadline
from payments.commands.execution import execute
from payments.holds.expiry import GIVE_UP_AFTER, end_hold
from payments.payment_provider import Charge, PaymentProvider, Unavailable
from payments.provider_choice import chosen_provider
from tests.support.database.order_book import OrderBook
from tests.support.payments.card_shop import COMMAND_ID, command, refund_item
from tests.support.payments.stand_in import StandInHandle
from tests.support.shop.card_orders import TOTAL, attempt, card_order, unpaid_mark
from tests.support.shop.stored_orders import ORDER_ID

_LOST = {"kind": "cut_after"}
_REPLAYED = {"kind": "error_after"}


class Desk:
    """A shop whose provider is the stand-in. `now`: the time of both."""

    def __init__(self, book: OrderBook, stand_in: StandInHandle, provider: PaymentProvider) -> None:
        self.book = book
        self.stand_in = stand_in
        self.provider = provider
        self.now = clock.now()
        self.secret = ""

    def order(self, status: str, paid: str = "authorized", *, pay: bool = True, **head: Any) -> str:
        """Write an order with a payment at the provider, which is paid or not; return the payment's id."""
        deadline.start()
        started = self.provider.start(Charge(ORDER_ID, 1, TOTAL, "CAD", f"{ORDER_ID}-1"))
        self.secret = started.secret
        if pay:
            assert self.stand_in.pay(started.secret).status == 200
        members: dict[str, Any] = {"attempt": 1, "command": COMMAND_ID}
        if paid == "captured":
            self.provider.capture(started.id, TOTAL, "cmd_of_the_capture")
            members |= {"amount": TOTAL, "refunded": 500}
        if status == "pending":
            until = clock.timestamp(self.now)
            head |= {"holdUntil": until, "dueSk": f"{until}#{ORDER_ID}"}
            del members["command"]
        shown = {"authorized": "authorized", "captured": "paid"}.get(paid, "due")
        self.book.put(*card_order(status=status, payment=shown, paid=members, **head))
        self.book.put(attempt(status=paid, intent=started.id), unpaid_mark())
        return started.id

    def command(self, kind: str, **changed: Any) -> None:
        self.book.put(command(kind, createdAt=clock.timestamp(self.now), **changed))

    def try_command(self, command_id: str = COMMAND_ID) -> bool:
        deadline.start()
        try:
            return execute(command_id, self.provider)
        except Unavailable:
            return False

    def settle(self, tries: int = 8) -> None:
        """Execute the commands that there are, until there are none."""
        for _ in range(tries):
            for each in self.commands():
                self.try_command(each)
        assert self.commands() == []

    def commands(self) -> list[str]:
        return [item["pk"].removeprefix("COMMAND#") for item in self.book.items() if item["sk"] == "COMMAND"]

    @property
    def payments(self) -> list[tuple[str, int]]:
        """The status and the captured amount of each payment in the ledger."""
        return [(each["status"], each["amount_received"]) for each in self.stand_in.books()["payment_intents"]]

    @property
    def refunds(self) -> list[int]:
        return [each["amount"] for each in self.stand_in.books()["refunds"]]


@pytest.fixture
def desk(book: OrderBook, stand_in: StandInHandle, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(deadline, "BUDGET", 60.0)  # on a busy machine, a test calls the provider for longer than usual
    provider = chosen_provider()
    assert provider is not None
    return Desk(book, stand_in, provider)


@pytest.fixture
def later(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Moves the clocks of shop and provider."""

    def move(span: timedelta) -> None:
        desk.now += span
        monkeypatch.setattr(clock, "now", lambda: desk.now)
        desk.stand_in.advance(span.total_seconds())

    return move


@pytest.mark.parametrize(
    "fault", [_LOST, _REPLAYED, {"kind": "cut"}, {"kind": "rate_limit"}], ids=lambda each: each["kind"]
)
def test_a_capture_whose_answer_fails_charges_once(desk: Desk, fault: dict[str, str]) -> None:
    desk.order("accepted")
    desk.command("capture")
    desk.stand_in.fault(operation="capture", **fault)
    assert not desk.try_command()

    desk.settle()
    assert desk.payments == [("succeeded", TOTAL)]
    assert desk.book.head()["payment"]["status"] == "paid"


def test_a_capture_to_whose_key_an_error_is_replayed_charges_once(desk: Desk) -> None:
    """The provider has not executed it, and answers its key with an error for a day."""
    desk.order("accepted")
    desk.command("capture")
    desk.stand_in.fault("error", "capture")

    desk.settle()
    assert desk.payments == [("succeeded", TOTAL)]


@pytest.mark.parametrize(
    ("operation", "result"),
    [("capture", ("succeeded", TOTAL)), ("cancel", ("canceled", 0)), ("refund", ("succeeded", TOTAL))],
)
def test_a_command_is_executed_after_an_incident_in_which_each_attempt_stored_an_error(
    desk: Desk, operation: str, result: tuple[str, int]
) -> None:
    if operation == "refund":
        refunded(desk)
    else:
        desk.order("accepted" if operation == "capture" else "canceled")
        desk.command("capture" if operation == "capture" else "void")
    desk.stand_in.fault("error", operation, times=6)
    assert not any(desk.try_command() for _ in range(3))

    desk.settle()
    assert (desk.payments, desk.refunds) == ([result], [500] if operation == "refund" else [])


@pytest.mark.parametrize("fault", [_LOST, _REPLAYED, {"kind": "cut"}], ids=lambda each: each["kind"])
def test_a_void_whose_answer_fails_ends_the_authorization(desk: Desk, fault: dict[str, str]) -> None:
    desk.order("canceled")
    desk.command("void")
    desk.stand_in.fault(operation="cancel", **fault)
    assert not desk.try_command()

    desk.settle()
    assert desk.payments == [("canceled", 0)]
    assert desk.book.head()["payment"]["status"] == "voided"


def test_a_void_that_a_capture_has_overtaken_becomes_a_refund(desk: Desk) -> None:
    payment = desk.order("canceled")
    desk.command("void")
    desk.provider.capture(payment, TOTAL, "cmd_of_a_person")

    desk.settle()
    assert (desk.payments, desk.refunds) == ([("succeeded", TOTAL)], [TOTAL])
    assert desk.book.head()["payment"]["status"] == "refunded"


@pytest.mark.parametrize("fault", [_LOST, _REPLAYED, {"kind": "unavailable"}], ids=lambda each: each["kind"])
def test_a_refund_whose_answer_fails_is_made_once(desk: Desk, fault: dict[str, str]) -> None:
    refunded(desk)
    desk.stand_in.fault(operation="refund", **fault)
    assert not desk.try_command()

    desk.settle()
    assert desk.refunds == [500]
    assert desk.book.head()["payment"]["status"] == "partially_refunded"


def test_a_refund_that_is_25_hours_old_is_not_made_twice_although_its_key_is_forgotten(
    desk: Desk, later: Callable[[timedelta], None]
) -> None:
    refunded(desk)
    desk.stand_in.fault("cut_after", "refund")
    assert not desk.try_command()
    before = [item for item in desk.book.items() if item["pk"].startswith(("ORDER#", "COMMAND#"))]
    later(timedelta(hours=25))
    desk.stand_in.forget_keys()

    desk.settle()
    assert desk.refunds == [500]
    desk.book.put(*before)  # a restored backup
    desk.settle()
    assert desk.refunds == [500]


def test_a_capture_that_is_25_hours_old_charges_once_although_its_key_is_forgotten(
    desk: Desk, later: Callable[[timedelta], None]
) -> None:
    desk.order("accepted")
    desk.command("capture")
    before = [item for item in desk.book.items() if item["pk"].startswith(("ORDER#", "COMMAND#"))]
    desk.settle()
    desk.book.put(*before)  # a restored backup, from before the first attempt
    later(timedelta(hours=25))
    desk.stand_in.forget_keys()

    desk.settle()
    assert desk.payments == [("succeeded", TOTAL)]
    assert desk.book.head()["payment"]["status"] == "paid"


def test_an_authorization_that_lapsed_leaves_the_order_unpaid(desk: Desk, later: Callable[[timedelta], None]) -> None:
    desk.order("accepted")
    later(timedelta(days=8))
    desk.command("capture")

    desk.settle()
    assert desk.payments == [("canceled", 0)]
    assert desk.book.head()["payment"]["status"] == "failed"


class TestHold:
    @pytest.fixture(autouse=True)
    def _after_the_hold(self, desk: Desk, later: Callable[[timedelta], None]) -> None:
        later(timedelta())

    def end(self, desk: Desk, later: Callable[[timedelta], None]) -> bool:
        later(timedelta(seconds=1))
        deadline.start()
        try:
            return end_hold(ORDER_ID, desk.provider)
        except Unavailable:
            return False

    def test_that_nobody_paid_ends_with_a_payment_that_nobody_can_pay(self, desk: Desk, later: Any) -> None:
        desk.order("pending", "waiting", pay=False)
        assert self.end(desk, later)

        assert desk.book.head()["status"] == "expired"
        assert desk.payments == [("canceled", 0)]
        assert desk.stand_in.pay(desk.secret).status == 400

    def test_that_was_paid_places_the_order_without_any_webhook(self, desk: Desk, later: Any) -> None:
        desk.order("pending", "waiting")
        assert not self.end(desk, later)
        assert desk.book.head()["status"] == "placed"

    @pytest.mark.parametrize("fault", [_LOST, _REPLAYED], ids=lambda each: each["kind"])
    def test_whose_void_has_no_answer_ends_with_the_next_sweep(
        self, desk: Desk, later: Any, fault: dict[str, str]
    ) -> None:
        desk.order("pending", "waiting", pay=False)
        desk.stand_in.fault(operation="cancel", **fault)
        assert not self.end(desk, later)
        assert desk.book.head()["status"] == "pending"

        assert self.end(desk, later)
        assert (desk.book.head()["status"], desk.payments) == ("expired", [("canceled", 0)])

    def test_whose_start_had_no_answer_finds_and_voids_the_payment(self, desk: Desk, later: Any) -> None:
        desk.order("pending", "waiting", pay=False)
        starting = {**attempt(status="starting"), "key": f"{ORDER_ID}-1"}
        desk.book.put(starting)
        assert self.end(desk, later)
        assert desk.payments == [("canceled", 0)]

    @pytest.mark.parametrize("stock", [True, False], ids=["stock is there", "stock is gone"])
    def test_that_was_given_up_is_placed_or_voided_when_the_provider_is_back(
        self, desk: Desk, later: Any, *, stock: bool
    ) -> None:
        """3-D Secure ends at minute 20 of a ten-minute hold. The shop reaches the provider again after minute 40."""
        taken = [] if stock else [{"productId": "prd_01JD4W0Q8V5E2M7T9X3K6B1CAK", "quantity": 1}]
        due = clock.timestamp(desk.now + timedelta(hours=1))
        payment = desk.order("pending", "waiting", pay=False, taken=taken, slot=None, dueTo=due)
        assert desk.stand_in.pay(desk.secret, "pm_card_authenticationRequired").status == 200
        desk.stand_in.down()
        assert not self.end(desk, later)
        desk.stand_in.up()
        desk.stand_in.authenticate(payment)
        desk.stand_in.down()
        later(GIVE_UP_AFTER)
        assert self.end(desk, later)
        assert desk.book.head()["status"] == "expired"
        assert not desk.try_command(desk.commands()[0])

        desk.stand_in.up()
        desk.settle()
        assert desk.book.head()["status"] == ("placed" if stock else "expired")
        assert desk.payments == [("requires_capture" if stock else "canceled", 0)]


def refunded(desk: Desk) -> None:
    """Write a paid order, of which 5.00 are to be refunded."""
    desk.order("accepted", "captured")
    head = desk.book.head()
    payment = {name: value for name, value in head["payment"].items() if name != "command"}
    desk.book.put({**head, "payment": payment})
    desk.command("refund", amount=500, refundId="rfd_1")
    desk.book.put({**refund_item(), "createdAt": clock.timestamp(desk.now)})
