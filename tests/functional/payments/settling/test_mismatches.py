"""Reports of payments that no attempt of an order explains: a person has to look at them."""

from typing import Any

import pytest

from payments.payment_provider import Rank
from payments.settling.settling import Outcome, settle
from tests.support.database.order_book import OrderBook
from tests.support.payments.card_shop import command
from tests.support.shop.card_orders import TOTAL, attempt, card_order, report
from tests.support.shop.stored_orders import stored_order

pytestmark = pytest.mark.usefixtures("during_hold")


class TestMismatch:
    @pytest.mark.parametrize(
        "changed",
        [
            {"id": "pi_2"},
            {"amount": TOTAL - 1},
            {"currency": "USD"},
            {"attempt": 2},
            {"order_id": "ord_01JD4W0Q8V5E2M7T9X3K6B1NEW"},
            {"order_id": "../../etc/passwd"},
        ],
        ids=lambda changed: next(iter(changed)),
    )
    def test_changes_nothing_and_is_counted(self, pending: OrderBook, output: Any, changed: dict[str, Any]) -> None:
        before = pending.dump()

        assert settle(report(**changed)).outcome is Outcome.MISMATCHED
        assert pending.dump() == before
        assert "A payment matches no attempt to pay an order" in output()

    @pytest.mark.parametrize("status", ["voided", "failed"])
    def test_of_a_captured_payment_that_the_order_has_lost_is_counted(
        self, book: OrderBook, output: Any, status: str
    ) -> None:
        paid = {"attempt": 1, "tender": "cash"}
        lost = attempt(status="voided") | {"status": status}
        book.put(*card_order(status="accepted", payment="paid", paid=paid), lost)
        before = book.dump()

        assert settle(report(Rank.CAPTURED)).outcome is Outcome.MISMATCHED
        assert settle(report()).outcome is Outcome.UNCHANGED
        assert book.dump() == before
        assert output().count("A payment matches no attempt to pay an order") == 1

    def test_of_an_order_at_the_counter_changes_nothing(self, book: OrderBook) -> None:
        book.put(*stored_order())

        assert settle(report()).outcome is Outcome.MISMATCHED

    def test_of_an_attempt_that_did_not_place_the_order_changes_nothing(self, authorized: OrderBook) -> None:
        authorized.put(attempt(number=2, intent="pi_2"))

        assert settle(report(id="pi_2", attempt=2)).outcome is Outcome.MISMATCHED
        assert authorized.commands() == [command("capture")]
