"""The execution of refund commands."""

from datetime import timedelta
from typing import Any

import pytest

from payments.commands.following import follow
from payments.payment_provider import Unavailable
from tests.support.payments.card_shop import COMMAND_ID, CardShop, command, refund_item, run
from tests.support.shop.card_orders import DURING_HOLD
from tests.support.shop.stored_orders import ORDER_ID


class TestRefund:
    @pytest.fixture
    def paid(self, shop: CardShop) -> str:
        """The captured payment of an order, of which a refund is commanded."""
        payment = shop.order("accepted", "captured", refunded=0)
        head = shop.book.head()
        shop.book.put({**head, "payment": {**head["payment"], "refunded": 500}})
        shop.book.put(command("refund", amount=500, refundId="rfd_1"), refund_item())
        return payment

    def test_returns_the_money(self, shop: CardShop, paid: str) -> None:
        assert run(shop)

        assert shop.bank.refunded(paid) == 500
        assert (shop.refunds()[0]["status"], shop.commands()) == ("succeeded", [])
        assert shop.book.head()["payment"]["status"] == "partially_refunded"

    def test_whose_answer_is_lost_returns_it_once(self, shop: CardShop, paid: str) -> None:
        shop.bank.lost = ["refund"]
        assert not run(shop)
        assert run(shop)
        assert shop.bank.refunded(paid) == 500
        assert shop.refunds()[0]["status"] == "succeeded"

    def test_that_is_a_day_old_returns_it_once_although_the_key_is_forgotten(
        self, shop: CardShop, paid: str, at: Any
    ) -> None:
        shop.bank.lost = ["refund"]
        assert not run(shop)
        shop.bank.forget_keys()
        at(DURING_HOLD + timedelta(hours=25))

        assert run(shop)
        assert shop.bank.refunded(paid) == 500

    def test_of_a_restored_command_returns_it_once_although_the_key_is_forgotten(
        self, shop: CardShop, paid: str, at: Any
    ) -> None:
        """A backup has the command and the order as they were before the refund."""
        before = [item for item in shop.book.items() if item["pk"] in {f"ORDER#{ORDER_ID}", f"COMMAND#{COMMAND_ID}"}]
        assert run(shop)
        shop.book.put(*before)
        shop.bank.forget_keys()
        at(DURING_HOLD + timedelta(hours=25))

        assert run(shop)
        assert shop.bank.refunded(paid) == 500
        assert shop.commands() == []

    def test_that_has_a_result_already_ends(self, shop: CardShop, paid: str) -> None:
        """A restored command would otherwise be tried for ever."""
        run(shop)
        shop.book.put(command("refund", amount=500, refundId="rfd_1"))

        assert run(shop)
        assert (shop.bank.refunded(paid), shop.commands()) == (500, [])

    def test_under_way_ends_the_command_and_leaves_the_refund_pending(self, shop: CardShop, paid: str) -> None:
        shop.bank.refund_status = "pending"
        assert run(shop)
        (refund,) = shop.refunds()
        assert (refund["status"], shop.commands()) == ("pending", [])
        assert refund["dueSk"] == "2026-11-30T14:15:00.000Z#rfd_1"

    def test_under_way_is_asked_about_until_it_has_a_result(self, shop: CardShop, paid: str, at: Any) -> None:
        """Its event is lost."""
        shop.bank.refund_status = "pending"
        run(shop)
        at(DURING_HOLD + timedelta(hours=2))
        assert not follow(ORDER_ID, "rfd_1", shop.bank)
        assert shop.refunds()[0]["dueSk"] == "2026-11-30T18:06:00.000Z#rfd_1"

        shop.bank.end_refunds("succeeded")
        assert follow(ORDER_ID, "rfd_1", shop.bank)
        (refund,) = shop.refunds()
        assert (refund["status"], "duePk" in refund) == ("succeeded", False)
        assert shop.book.head()["payment"]["status"] == "partially_refunded"

    def test_under_way_that_gets_no_answer_is_asked_about_later(self, shop: CardShop, paid: str, at: Any) -> None:
        shop.bank.refund_status = "pending"
        run(shop)
        at(DURING_HOLD + timedelta(hours=2))
        shop.bank.down = True
        with pytest.raises(Unavailable):
            follow(ORDER_ID, "rfd_1", shop.bank)
        assert shop.refunds()[0]["dueSk"] == "2026-11-30T18:06:00.000Z#rfd_1"

    def test_whose_event_was_faster_leaves_the_index(self, shop: CardShop, paid: str) -> None:
        run(shop)
        shop.book.put({**shop.refunds()[0], "duePk": "DUE#PAYMENTS", "dueSk": "2026-11-30T14:05:00.000Z#rfd_1"})
        shop.bank.calls.clear()
        assert not follow(ORDER_ID, "rfd_1", shop.bank)
        assert ("duePk" in shop.refunds()[0], shop.bank.calls) == (False, [])

    def test_that_is_refused_fails(self, shop: CardShop, paid: str) -> None:
        shop.bank.refuses = {"refund"}
        assert run(shop)
        assert (shop.refunds()[0]["status"], shop.commands()) == ("failed", [])
        assert shop.book.head()["payment"]["refunded"] == 0
