"""`POST /orders/{id}/payments`: cash with rounding and change, and the card terminal, each once."""

import time
from typing import Any

import pytest

from harness.shop.client import STAFF, Answer, Shop
from tests.support.database.in_between import InBetween
from tests.support.database.order_book import OrderBook
from tests.support.shop.stored_orders import ORDER_ID

URL = f"/orders/{ORDER_ID}/payments"
CASH = {"method": "cash", "received": {"amount": 2000, "currency": "CAD"}}
TERMINAL = {"method": "terminal"}


def cad(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "CAD"}


def pay(shop: Shop, body: Any = TERMINAL, key: str = "till-1") -> Answer:
    return shop.post(URL, body, role="staff", headers={"Idempotency-Key": key})


@pytest.fixture
def order(book: OrderBook) -> OrderBook:
    """An order in a shop whose smallest coin is 5 cents."""
    book.place(status="accepted")
    book.put({"pk": "STORE", "sk": "SETTINGS", "cashRounding": 5, "version": 1})
    return book


def test_cash_is_recorded_with_rounding_and_change(shop: Shop, order: OrderBook) -> None:
    answer = pay(shop, CASH)

    assert (answer.status, answer.json["status"], answer.headers["ETag"]) == (201, "accepted", '"2"')
    payment = answer.json["payment"]
    assert (payment["amount"], payment["change"], payment["rounding"]) == (cad(1355), cad(645), cad(-1))
    assert answer.json["totals"]["total"] == cad(1355)
    assert shop.get(f"/orders/{ORDER_ID}", role="staff").json["payment"] == payment
    (entry,) = order.history()
    assert (entry["from"], entry["to"], entry["reason"]) == ("accepted", "accepted", "paid_cash")
    assert entry["actor"] == {"role": "staff", "id": STAFF["userId"]}
    assert order.head()["queuePk"] == "QUEUE"  # it still has to be prepared


def test_an_order_that_is_paid_does_not_wait_for_its_acceptance_any_more(shop: Shop, book: OrderBook) -> None:
    """The sweeper would look at it every minute, and must not cancel it."""
    book.place()
    assert pay(shop).json["status"] == "placed"
    head = book.head()
    assert not {"acceptBy", "duePk", "dueSk"} & head.keys()
    assert head["queuePk"] == "QUEUE"
    accepted = shop.put(f"/orders/{ORDER_ID}/status", {"status": "accepted"}, role="staff")
    assert accepted.json["status"] == "accepted"


def test_the_terminal_takes_the_exact_total(shop: Shop, order: OrderBook) -> None:
    payment = pay(shop).json["payment"]
    assert (payment["tender"], payment["amount"], payment["change"]) == ("terminal", cad(1356), None)


def test_a_repeated_request_is_replayed_and_records_nothing(shop: Shop, order: OrderBook) -> None:
    first = pay(shop, CASH)
    before = order.dump()
    again = pay(shop, CASH)
    assert (again.status, again.json, again.headers["Idempotency-Replayed"]) == (201, first.json, "true")
    assert order.dump() == before


def test_a_second_payment_is_refused(shop: Shop, order: OrderBook) -> None:
    pay(shop, CASH)
    second = pay(shop, TERMINAL, key="till-2")
    assert (second.status, second.code, second.json["paymentStatus"]) == (409, "order_not_payable", "paid")
    reused = pay(shop, TERMINAL)
    assert (reused.status, reused.code) == (422, "idempotency_key_reused")


def test_of_two_payments_at_once_one_is_recorded(shop: Shop, order: OrderBook, in_between: InBetween) -> None:
    in_between({"Query"}, lambda: pay(shop, TERMINAL, key="till-2"))
    assert pay(shop, CASH).code == "order_not_payable"
    assert order.head()["payment"]["tender"] == "terminal"


def test_the_same_request_twice_at_once_is_recorded_once(shop: Shop, order: OrderBook, in_between: InBetween) -> None:
    in_between({"Query"}, lambda: pay(shop, CASH))
    assert pay(shop, CASH).headers["Idempotency-Replayed"] == "true"
    assert len(order.history()) == 1


def test_a_key_of_more_than_a_day_ago_replays_nothing(shop: Shop, order: OrderBook) -> None:
    pay(shop, CASH)
    (record,) = [item for item in order.items() if item["sk"].startswith("REQUEST#")]
    order.put({**record, "expiresAt": int(time.time())})  # the table deletes expired items late

    assert pay(shop, CASH).code == "order_not_payable"


def test_too_little_cash_is_refused_with_the_amount_due(shop: Shop, order: OrderBook) -> None:
    answer = pay(shop, {"method": "cash", "received": cad(1350)})
    assert (answer.status, answer.json["errors"]) == (
        422,
        [{"pointer": "/received/amount", "detail": "must be at least 13.55 CAD, the amount due in cash"}],
    )
    assert order.head()["version"] == 1


@pytest.mark.parametrize(
    ("status", "payment"),
    [("completed", "paid"), ("canceled", "none"), ("canceled", "refunded"), ("accepted", "none")],
)
def test_an_order_without_anything_to_pay_is_refused(shop: Shop, book: OrderBook, status: str, payment: str) -> None:
    book.place(status=status, payment={"method": "counter", "status": payment})
    answer = pay(shop)
    assert (answer.code, answer.json["paymentStatus"]) == ("order_not_payable", payment)


def test_a_paid_order_is_completed_without_another_payment(shop: Shop, order: OrderBook) -> None:
    pay(shop)
    answer = shop.put(f"/orders/{ORDER_ID}/status", {"status": "completed"}, role="staff")
    assert (answer.status, answer.json["payment"]["tender"]) == (200, "terminal")


def test_a_key_is_required(shop: Shop, order: OrderBook) -> None:
    answer = shop.post(URL, CASH, role="staff")
    assert (answer.status, answer.json["errors"][0]["header"]) == (422, "Idempotency-Key")


def test_the_record_of_the_request_has_no_personal_data(shop: Shop, order: OrderBook) -> None:
    pay(shop, CASH)
    (record,) = [item for item in order.items() if item["sk"].startswith("REQUEST#")]
    assert (record["pk"], record["answer"]) == (f"USER#{STAFF['userId']}", {"orderId": ORDER_ID})


@pytest.mark.parametrize(
    "body", [{"method": "card"}, {"method": "terminal", "received": cad(2000)}, {"method": "cash", "total": cad(1)}]
)
def test_a_body_that_makes_no_sense_is_refused(shop: Shop, order: OrderBook, body: dict[str, Any]) -> None:
    assert pay(shop, body).status == 422
