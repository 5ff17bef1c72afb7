"""Everything that can happen to card payments and that the shop counts, one after the other."""

from datetime import timedelta

import pytest

from bodega import clock
from harness.shop.client import Shop
from payments import provider_choice
from payments.commands.execution import execute
from payments.holds.expiry import end_hold
from payments.payment_provider import Dispute, Rank, RefundReport
from payments.settling.refunds import settle_refund
from payments.settling.settling import settle
from tests.support.database.order_book import OrderBook
from tests.support.payments.card_shop import COMMAND_ID, CardShop, command, started
from tests.support.payments.fake_provider import FakeProvider, event_of, sign
from tests.support.shop.card_orders import DURING_HOLD, TOTAL, attempt, card_order, report
from tests.support.shop.stored_orders import ORDER_ID, PLACED_AT

_KEY = "the key of webhooks"
_UNPAID = "ord_01JD4W0Q8V5E2M7T9X3K6B1ZC2"
_REFUND = "rfd_01JD4W0Q8V5E2M7T9X3K6B1RFD"


def cause_all(shop: Shop, book: OrderBook, patch: pytest.MonkeyPatch) -> None:
    """Let each of them happen once or more."""
    bank = FakeProvider()
    for module in ("starting.starting", "settling.refreshing", "settling.webhook"):
        patch.setattr(f"payments.{module}.chosen_provider", lambda: bank)
    patch.setattr(provider_choice, "_webhook_keys", lambda _: [_KEY])
    patch.setattr(clock, "now", lambda: DURING_HOLD)
    _receive_webhooks(shop, book, started(bank))
    _start_without_provider(shop, book, bank)
    _lapse(book)
    _fail_a_refund(book)
    _execute_a_command(CardShop(book, bank))
    patch.setattr(clock, "now", lambda: DURING_HOLD + timedelta(hours=1))
    book.put(*card_order(_UNPAID))
    assert end_hold(_UNPAID, bank)


def _receive_webhooks(shop: Shop, book: OrderBook, payment: str) -> None:
    """Receive one without a signature, one of another amount, and a dispute of a payment."""
    book.put(*card_order(paid={"attempt": 1}), attempt())
    events = (report(amount=1), Dispute("dp_1", payment, TOTAL, "CAD", "fraudulent", "needs_response"))
    bodies = [(event_of(event), _KEY) for event in events]
    for body, key in [(b"{}", "another key"), *bodies]:
        headers = {"Content-Type": "application/json", "Fake-Signature": sign(key, body)}
        answer = shop.post("/webhooks/payments", role="nobody", headers=headers, raw_body=body.decode())
        assert answer.status == (204 if key == _KEY else 400)


def _start_without_provider(shop: Shop, book: OrderBook, bank: FakeProvider) -> None:
    bank.down = True
    assert shop.post(f"/orders/mine/{ORDER_ID}/payments", role="customer").status == 503
    bank.down = False


def _lapse(book: OrderBook) -> None:
    """Let the authorization of an accepted order lapse."""
    book.put(*card_order(status="accepted", payment="authorized", paid={"attempt": 1}), attempt(status="authorized"))
    settle(report(Rank.VOIDED))


def _fail_a_refund(book: OrderBook) -> None:
    paid = {"attempt": 1, "amount": TOTAL, "refunded": 500}
    book.put(*card_order(status="accepted", payment="paid", paid=paid), attempt(status="captured"))
    key = {"pk": f"ORDER#{ORDER_ID}", "sk": f"REFUND#{_REFUND}"}
    refund = {"id": _REFUND, "amount": 500, "taxes": [], "status": "pending", "reason": "customer"}
    book.put({**key, **refund, "commandId": COMMAND_ID, "createdAt": PLACED_AT, "expiresAt": 2_111_000_000})
    settle_refund(RefundReport("re_1", attempt()["intent"], ORDER_ID, COMMAND_ID, 500, "CAD", "failed"))


def _execute_a_command(shop: CardShop) -> None:
    shop.order("accepted", "authorized", COMMAND_ID)
    shop.book.put(command("capture"))
    assert execute(COMMAND_ID, shop.bank)
