"""The end of a hold: an order that is not paid expires, one that is paid gets placed, and nobody can pay afterwards."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from harness.shop.client import Shop as Api
from payments.commands.execution import execute
from payments.holds.expiry import GIVE_UP_AFTER, end_hold
from payments.holds.lapsing import capture_early
from payments.payment_provider import Rank, Unavailable
from tests.support.database.in_between import InBetween
from tests.support.payments.card_shop import CardShop
from tests.support.shop.card_orders import HOLD_UNTIL, TOTAL, card_order
from tests.support.shop.stored_orders import DAY, DUE_FROM, ORDER_ID

OVER = datetime.fromisoformat(HOLD_UNTIL).astimezone(UTC) + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _after_the_hold(shop: CardShop, at: Any) -> None:
    at(OVER)


def end(shop: CardShop) -> bool:
    return end_hold(ORDER_ID, shop.bank)


def expired(shop: CardShop) -> dict[str, Any]:
    """Return the head of the order, which has expired."""
    head = shop.book.head()
    assert head["status"] == "expired"
    assert not {"holdUntil", "duePk", "dueSk", "queuePk", "callName"} & head.keys()
    return head


class TestExpiry:
    def test_voids_the_payment_first_and_releases_stock_and_slot_second(self, shop: CardShop, recording: Any) -> None:
        cake = Api().add("products", quantity=4)["id"]
        payment = shop.order(taken=[{"productId": cake, "quantity": 1}])
        shop.book.put({"pk": f"SLOT#{DAY}", "sk": DUE_FROM, "taken": 3, "expiresAt": 2_000_000_000})
        shop.bank.calls.clear()
        recording.calls.clear()

        assert end(shop)

        assert shop.bank.calls == ["look", "void"]
        assert [call.operation for call in recording.calls] == ["Query", "TransactWriteItems"]
        assert shop.bank.rank(payment) is Rank.VOIDED
        assert expired(shop)["payment"] == {"method": "card", "status": "voided", "attempt": 1}
        assert shop.attempt()["status"] == "voided"
        (slot,) = [item for item in shop.book.items() if item["pk"] == f"SLOT#{DAY}"]
        assert slot["taken"] == 2
        assert Api().get(f"/products/{cake}").json["quantity"] == 5
        (entry,) = shop.book.history()
        assert {name: entry[name] for name in ("from", "to", "actor", "reason")} == {
            "from": "pending",
            "to": "expired",
            "actor": {"role": "system"},
            "reason": "not_paid",
        }
        assert shop.book.sales() == shop.commands() == []

    def test_tells_the_buyer_by_a_mail_without_a_link(self, shop: CardShop) -> None:
        shop.order()
        end(shop)
        (mail,) = shop.book.mails()
        assert (mail["template"], mail["to"]) == ("order-expired", "ada@shop.example")
        assert "token" not in mail

    def test_of_an_order_without_an_email_sends_no_mail(self, shop: CardShop) -> None:
        head, lines, _, history = card_order()
        shop.book.put(head, lines, history)
        assert end(shop)
        assert shop.book.mails() == []

    def test_sends_mail_to_a_mailbox_for_five_orders_a_day(self, shop: CardShop) -> None:
        """Anyone can let orders expire under a stranger's address."""
        for number in range(7):
            order_id = f"ord_01JD4W0Q8V5E2M7T9X3K6B1ZC{number}"
            shop.book.put(*card_order(order_id, customer=None, taken=[], slot=None))
            assert end_hold(order_id, shop.bank)
            assert shop.book.head(order_id)["status"] == "expired"
        assert len(shop.book.mails()) == 5

    def test_of_a_buyer_sends_mail_to_mailboxes_for_ten_orders_a_day(self, shop: CardShop) -> None:
        for number in range(11):
            order_id = f"ord_01JD4W0Q8V5E2M7T9X3K6B1Z{number:02}"
            head, lines, person, history = card_order(order_id, taken=[], slot=None)
            shop.book.put(head, lines, {**person, "email": f"{number}@shop.example"}, history)
            assert end_hold(order_id, shop.bank)
            assert shop.book.head(order_id)["status"] == "expired"
        assert len(shop.book.mails()) == 10

    def test_of_an_order_that_nobody_tried_to_pay_asks_nobody(self, shop: CardShop) -> None:
        shop.book.put(*card_order())
        assert end_hold(ORDER_ID, None)
        assert expired(shop)["payment"]["status"] == "none"

    def test_waits_until_the_hold_is_over(self, shop: CardShop, at: Any) -> None:
        shop.order()
        at(OVER - timedelta(seconds=2))
        assert not end(shop)
        assert shop.book.head()["status"] == "pending"

    def test_of_a_payment_whose_id_was_lost_finds_it_by_its_key(self, shop: CardShop) -> None:
        payment = shop.order()
        shop.forget_payment_id()
        assert end(shop)
        assert (shop.bank.payments, shop.bank.rank(payment)) == ([payment], Rank.VOIDED)

    def test_of_a_payment_that_never_reached_the_provider_leaves_it_voided_there(self, shop: CardShop) -> None:
        shop.order()
        shop.forget_payment_id()
        shop.bank.forget_keys()
        assert end(shop)
        assert shop.bank.rank(shop.bank.payments[-1]) is Rank.VOIDED

    def test_of_a_payment_that_the_provider_refuses_to_start_does_not_wait(self, shop: CardShop) -> None:
        shop.order()
        shop.forget_payment_id()
        shop.bank.forget_keys()
        shop.bank.refuses = {"start"}
        assert end(shop)
        assert expired(shop)["payment"]["status"] == "voided"

    def test_whose_void_was_recorded_already_asks_nobody(self, shop: CardShop) -> None:
        payment = shop.order(paid="waiting")
        shop.bank.close(payment)
        shop.book.put({**shop.attempt(), "status": "voided", "rank": 4})
        shop.bank.calls.clear()
        assert end(shop)
        assert shop.bank.calls == []

    def test_that_died_after_the_void_is_finished_by_the_next_sweep(self, shop: CardShop) -> None:
        shop.bank.lost = ["void"]
        shop.order()
        with pytest.raises(Unavailable):
            end(shop)
        assert shop.book.head()["status"] == "pending"

        assert end(shop)
        assert shop.bank.calls.count("void") == 1
        expired(shop)

    def test_that_two_sweeps_make_at_once_releases_once(self, shop: CardShop, in_between: InBetween) -> None:
        shop.order()
        shop.book.put({"pk": f"SLOT#{DAY}", "sk": DUE_FROM, "taken": 3, "expiresAt": 2_000_000_000})
        ended: list[bool] = []
        in_between({"Query"}, lambda: ended.append(end(shop)))

        assert (end(shop), ended) == (False, [True])
        (slot,) = [item for item in shop.book.items() if item["pk"] == f"SLOT#{DAY}"]
        assert slot["taken"] == 2
        assert len(shop.book.mails()) == len(shop.book.history()) == 1

    def test_is_not_repeated(self, shop: CardShop) -> None:
        shop.order()
        end(shop)
        before = shop.book.dump()
        assert not end(shop)
        assert shop.book.dump() == before


class TestPaidInTime:
    def test_an_order_whose_webhook_was_lost_is_placed(self, shop: CardShop) -> None:
        shop.bank.pay(shop.order())
        assert not end(shop)

        assert (shop.book.head()["status"], shop.attempt()["status"]) == ("placed", "authorized")
        assert [mail["template"] for mail in shop.book.mails()] == ["order-received"]
        assert len(shop.book.sales()) == 1

    def test_an_order_whose_payment_id_was_lost_is_placed(self, shop: CardShop) -> None:
        payment = shop.order()
        shop.forget_payment_id()
        shop.bank.pay(payment)
        assert not end(shop)
        assert shop.book.head()["status"] == "placed"
        assert shop.attempt()["intent"] == payment


class TestProviderDown:
    def test_the_order_waits_half_an_hour(self, shop: CardShop, at: Any) -> None:
        shop.order()
        shop.bank.down = True
        before = shop.book.dump()
        for late in (timedelta(), GIVE_UP_AFTER - timedelta(seconds=2)):
            at(OVER + late)
            with pytest.raises(Unavailable):
                end(shop)
        assert shop.book.dump() == before

    def test_the_order_then_expires_with_a_command_that_voids_the_payment(self, shop: CardShop, at: Any) -> None:
        payment = shop.order()
        shop.bank.down = True
        at(OVER + GIVE_UP_AFTER)
        assert end(shop)

        (void,) = shop.commands()
        assert void["kind"] == "void"
        assert expired(shop)["payment"] == {
            "method": "card",
            "status": "none",
            "attempt": 1,
            "command": void["pk"].removeprefix("COMMAND#"),
        }
        assert shop.attempt()["status"] == "waiting"
        assert [mail["template"] for mail in shop.book.mails()] == ["order-expired"]

        shop.bank.down = False
        assert execute(void["pk"].removeprefix("COMMAND#"), shop.bank)
        assert shop.bank.rank(payment) is Rank.VOIDED
        assert shop.book.head()["payment"]["status"] == "voided"

    def test_money_that_came_in_the_meantime_places_the_order(self, shop: CardShop, at: Any) -> None:
        payment = shop.order(taken=[], slot=None)
        shop.bank.down = True
        at(OVER + GIVE_UP_AFTER)
        end(shop)
        shop.bank.pay(payment)
        shop.bank.down = False

        assert execute(shop.commands()[0]["pk"].removeprefix("COMMAND#"), shop.bank)
        assert (shop.book.head()["status"], shop.bank.rank(payment)) == ("placed", Rank.AUTHORIZED)
        assert shop.commands() == []

    def test_money_of_another_amount_does_not_keep_the_stock_for_ever(self, shop: CardShop, at: Any) -> None:
        payment = shop.order()
        shop.bank.pay(payment)
        shop.book.put({**shop.attempt(), "amount": TOTAL + 1})
        assert not end(shop)
        assert shop.book.head()["status"] == "pending"

        at(OVER + GIVE_UP_AFTER)
        assert end(shop)
        assert expired(shop)["payment"]["status"] == "none"
        assert [command["kind"] for command in shop.commands()] == ["void"]

    def test_an_order_that_is_not_to_be_asked_about_waits(self, shop: CardShop) -> None:
        shop.order()
        assert not end_hold(ORDER_ID, None)
        assert shop.book.head()["status"] == "pending"


class TestLapsing:
    DUE = datetime(2026, 12, 6, 14, 6, tzinfo=UTC)

    @pytest.fixture
    def authorized(self, shop: CardShop, at: Any) -> str:
        """The payment of an accepted order whose capture nobody commanded, a day before it lapses."""
        payment = shop.order("placed", "authorized")
        due = {"duePk": "DUE#PAYMENTS", "dueSk": f"2026-12-06T14:05:00.000Z#{ORDER_ID}"}
        shop.book.put({**shop.attempt(), **due})
        at(self.DUE)
        return payment

    def test_commands_the_capture_once(self, shop: CardShop, authorized: str) -> None:
        assert capture_early(ORDER_ID)
        assert not capture_early(ORDER_ID)

        (capture,) = shop.commands()
        assert shop.book.head()["payment"]["command"] == capture["pk"].removeprefix("COMMAND#")
        assert "duePk" not in shop.attempt()
        assert execute(capture["pk"].removeprefix("COMMAND#"), shop.bank)
        assert shop.bank.rank(authorized) is Rank.CAPTURED
        assert [entry["reason"] for entry in shop.book.history()] == ["authorization_lapses", "captured"]

    def test_of_a_payment_that_was_captured_meanwhile_commands_nothing(self, shop: CardShop) -> None:
        shop.order("accepted", "captured")
        assert not capture_early(ORDER_ID)
        assert (shop.commands(), shop.book.history()) == ([], [])

    def test_waits_for_its_time(self, shop: CardShop, authorized: str, at: Any) -> None:
        at(self.DUE - timedelta(minutes=2))
        assert not capture_early(ORDER_ID)
        assert shop.commands() == []

    @pytest.mark.parametrize(("status", "paid"), [("canceled", {}), ("accepted", {"command": "cmd_1"})])
    def test_leaves_an_order_that_has_ended_or_has_a_command(
        self, shop: CardShop, authorized: str, status: str, paid: dict[str, Any]
    ) -> None:
        head = shop.book.head()
        shop.book.put({**head, "status": status, "payment": {**head["payment"], **paid}})
        assert not capture_early(ORDER_ID)
        assert (shop.commands(), "duePk" in shop.attempt()) == ([], False)
