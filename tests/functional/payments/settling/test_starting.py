"""Starting the payment of a pending order: one payment at the provider, however often the request comes."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from bodega import clock, deadline
from harness.aws.dynamodb_proxy import Fault
from harness.shop.client import Answer, Shop
from payments.payment_provider import Charge, InProgress, Rank, Started
from payments.starting import starting
from tests.support.database.in_between import InBetween
from tests.support.database.order_book import OrderBook
from tests.support.payments.fake_provider import FakeProvider
from tests.support.shop.card_orders import HOLD_UNTIL, TOTAL, attempt, card_order
from tests.support.shop.stored_orders import ORDER_ID, stored_order

pytestmark = pytest.mark.usefixtures("during_hold")

URL = f"/orders/mine/{ORDER_ID}/payments"


def start(shop: Shop, role: str = "customer") -> Answer:
    return shop.post(URL, role=role)


def attempts(book: OrderBook) -> list[dict[str, Any]]:
    return [item for item in book.items() if item["sk"].startswith("PAYMENT#")]


@pytest.fixture
def pending(book: OrderBook) -> OrderBook:
    """A shop with a pending order that nobody has started to pay."""
    book.put(*card_order())
    return book


def test_the_answer_has_what_the_browser_pays_with(shop: Shop, pending: OrderBook, provider: FakeProvider) -> None:
    answer = start(shop)

    assert answer.status == 201, answer
    assert answer.json == {
        "provider": "stripe",
        "clientSecret": "pi_1_secret",
        "publishableKey": "pk_test_shop",
        "status": "waiting",
        "expiresAt": HOLD_UNTIL,
    }
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_provider_gets_the_total_and_the_key_of_the_attempt(
    shop: Shop, pending: OrderBook, provider: FakeProvider
) -> None:
    start(shop)

    report = provider.look("pi_1")
    assert (report.amount, report.currency, report.order_id, report.attempt) == (TOTAL, "CAD", ORDER_ID, 1)


def test_the_attempt_is_stored_without_the_secret(shop: Shop, pending: OrderBook, provider: FakeProvider) -> None:
    start(shop)

    (found,) = attempts(pending)
    assert {name: found[name] for name in ("provider", "attempt", "status", "rank", "amount", "currency", "key")} == {
        "provider": "stripe",
        "attempt": 1,
        "status": "waiting",
        "rank": 1,
        "amount": TOTAL,
        "currency": "CAD",
        "key": f"{ORDER_ID}-1",
    }
    assert found["intent"] == "pi_1"
    assert pending.head()["payment"] == {"method": "card", "status": "due", "attempt": 1}
    assert "pi_1_secret" not in str(pending.dump())


def test_a_repeated_request_returns_the_same_payment(shop: Shop, pending: OrderBook, provider: FakeProvider) -> None:
    first, second = start(shop), start(shop)

    assert first.json == second.json
    assert (len(provider.payments), len(attempts(pending))) == (1, 1)


def test_two_requests_at_once_lead_to_one_payment(
    shop: Shop, pending: OrderBook, provider: FakeProvider, in_between: InBetween
) -> None:
    answers: list[Answer] = []
    in_between({"Query"}, lambda: answers.append(start(shop)))

    answers.append(start(shop))

    assert [answer.status for answer in answers] == [201, 201]
    assert answers[0].json == answers[1].json
    assert (len(provider.payments), len(attempts(pending))) == (1, 1)


def test_a_request_waits_for_another_one_that_starts_the_payment(
    shop: Shop, pending: OrderBook, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("payments.starting.starting.time.sleep", pauses.append)
    started, busy = provider.start, [InProgress("key_in_use")] * 2

    def start_after_the_other(charge: Charge) -> Started:
        if busy:
            raise busy.pop()
        return started(charge)

    monkeypatch.setattr(provider, "start", start_after_the_other)

    assert start(shop).status == 201
    assert len(pauses) == 2


def test_a_request_does_not_wait_longer_than_its_time(
    shop: Shop, pending: OrderBook, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(starting, "time", SimpleNamespace(sleep=pauses.append))
    monkeypatch.setattr(starting, "jitter", lambda longest: longest * 1.5)
    monkeypatch.setattr(deadline, "time", SimpleNamespace(monotonic=lambda: sum(pauses)))
    started = provider.start

    def busy(charge: Charge) -> Started:
        if len(pauses) > 20:
            return started(charge)
        raise InProgress("key_in_use")

    monkeypatch.setattr(provider, "start", busy)

    assert start(shop).code == "payments_unavailable"
    # The last call begins 3 seconds after the first one. One of the provider's can take 2.5 seconds.
    assert pauses == [0.5] * 6


def test_a_lost_answer_of_the_provider_is_repeated_with_the_same_key(
    shop: Shop, pending: OrderBook, provider: FakeProvider
) -> None:
    provider.down = True
    answer = start(shop)
    assert (answer.status, answer.code, answer.headers["Retry-After"]) == (503, "payments_unavailable", "2")
    assert [found["status"] for found in attempts(pending)] == ["starting"]
    provider.down = False

    assert start(shop).status == 201
    assert [(found["status"], found["intent"]) for found in attempts(pending)] == [("waiting", "pi_1")]


def test_a_crash_after_the_provider_answered_leads_to_the_same_payment(
    shop: Shop, pending: OrderBook, provider: FakeProvider, recording: Any, impatient: None
) -> None:
    recording.faults = [Fault("refused", "UpdateItem", times=99)]
    assert start(shop).status == 503
    recording.faults = []

    assert start(shop).json["clientSecret"] == "pi_1_secret"
    assert len(provider.payments) == 1


def test_a_report_that_came_first_is_kept(
    shop: Shop, book: OrderBook, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.put(*card_order(paid={"attempt": 1}), attempt(status="starting"))
    started = provider.start

    def paid_meanwhile(charge: Any) -> Any:
        found = started(charge)
        book.put(attempt(status="authorized"))
        return found

    monkeypatch.setattr(provider, "start", paid_meanwhile)

    assert start(shop).status == 201
    assert [found["status"] for found in attempts(book)] == ["authorized"]


def test_a_payment_that_was_voided_is_followed_by_another_one(
    shop: Shop, book: OrderBook, provider: FakeProvider
) -> None:
    book.put(*card_order(paid={"attempt": 1}), attempt(status="voided"))

    assert start(shop).status == 201

    assert [found["status"] for found in attempts(book)] == ["voided", "waiting"]
    assert attempts(book)[1]["key"] == f"{ORDER_ID}-2"
    assert book.head()["payment"]["attempt"] == 2


def test_a_payment_that_was_made_says_so(
    shop: Shop, pending: OrderBook, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider, "start", lambda _: Started("pi_1", "pi_1_secret", Rank.AUTHORIZED))

    assert start(shop).json["status"] == "authorized"


def test_an_order_whose_hold_is_over_is_not_payable(
    shop: Shop, pending: OrderBook, provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(HOLD_UNTIL).astimezone(UTC))

    answer = start(shop)

    assert (answer.status, answer.code, answer.json["paymentStatus"]) == (409, "order_not_payable", "due")
    assert (provider.calls, attempts(pending)) == ([], [])


@pytest.mark.parametrize(("status", "payment"), [("placed", "authorized"), ("expired", "voided"), ("canceled", "none")])
def test_an_order_that_is_not_pending_is_not_payable(
    shop: Shop, book: OrderBook, provider: FakeProvider, status: str, payment: str
) -> None:
    book.put(*card_order(status=status, payment=payment))

    answer = start(shop)

    assert (answer.code, answer.json["paymentStatus"]) == ("order_not_payable", payment)
    assert provider.calls == []


def test_an_order_that_is_canceled_meanwhile_is_not_payable(
    shop: Shop, pending: OrderBook, provider: FakeProvider, in_between: InBetween
) -> None:
    canceled = {**pending.head(), "status": "canceled", "version": 2}
    in_between({"Query"}, lambda: pending.put(canceled))

    assert start(shop).code == "order_not_payable"
    assert (provider.calls, attempts(pending)) == ([], [])


def test_an_order_at_the_counter_is_not_payable_by_card(shop: Shop, book: OrderBook, provider: FakeProvider) -> None:
    book.put(*stored_order())

    assert start(shop).code == "order_not_payable"


def test_a_shop_without_cards_takes_none(shop: Shop, pending: OrderBook) -> None:
    assert start(shop).code == "order_not_payable"
    assert attempts(pending) == []


def test_an_amount_that_the_provider_refuses_is_not_payable(
    shop: Shop, pending: OrderBook, provider: FakeProvider, output: Any
) -> None:
    provider.refuses = {"start"}

    assert start(shop).code == "order_not_payable"
    assert "The payment provider refuses to start a payment" in output()


def test_another_buyers_order_is_not_found(shop: Shop, pending: OrderBook, provider: FakeProvider) -> None:
    assert start(shop, role="guest").status == 404
    assert shop.post("/orders/mine/ord_1/payments", role="customer").status == 404
    assert provider.calls == []


def test_no_output_has_the_secret_or_the_buyer(
    shop: Shop, pending: OrderBook, provider: FakeProvider, output: Any
) -> None:
    start(shop)
    provider.down = True
    start(shop)

    found = output()
    assert '"PaymentsUnavailable":[1.0]' in found
    assert "pi_1_secret" not in found
    assert not [text for text in ("Ada", "ada@shop.example", "5145550123") if text in found]


def test_roles_without_orders_of_their_own_may_not_pay(shop: Shop, pending: OrderBook, provider: FakeProvider) -> None:
    assert [start(shop, role=role).status for role in ("staff", "admin")] == [403, 403]
