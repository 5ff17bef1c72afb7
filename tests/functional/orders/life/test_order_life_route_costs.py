"""What each route of an order's life costs, and a run of the sweeper: the figures of docs/operations.md."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bodega import clock
from harness.aws.policy_simulator import running
from harness.shop.client import CUSTOMER, Shop
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from tests.support.database.order_book import OrderBook
from tests.support.database.route_costs import Meter, routes_below
from tests.support.shop.stored_orders import CHARGED, DAY, DUE_FROM, ORDER_ID, PAID, attempt

OWN_TESTS = frozenset({"POST /orders/quote", "POST /orders"})
OF_PAYMENTS = "/orders/mine/{id}/payments"
TOKEN = "q2Ao1l8nCz0X3m7QjYg4Vw9kTe6rBs5uHd1fPiLxNyE"
OPEN_ORDERS, ORDERS_OF_THE_DAY = 30, 60
ONE, MINE = f"/orders/{ORDER_ID}", f"/orders/mine/{ORDER_ID}"
TILL = {"Idempotency-Key": "till"}

Send = Callable[[], Any]


@pytest.fixture
def meter(recording: Any, book: OrderBook) -> Meter:
    return Meter(recording, book.rows)


def order_id(number: int) -> str:
    return f"ord_01JD4W0Q8V5E2M7T9X3K6B{number:04d}"


def one_order(shop: Shop, book: OrderBook, status: str = "placed", **changed: Any) -> None:
    """Write an order of two counted products and a slot, and the settings of the shop."""
    products = [shop.add("products", quantity=9)["id"] for _ in range(2)]
    slot = {"day": DAY, "from": DUE_FROM, "units": 1}
    taken = [{"productId": product, "quantity": 1} for product in products]
    book.place(ORDER_ID, status, taken=taken, slot=slot, **changed)
    book.put({"pk": f"SLOT#{DAY}", "sk": DUE_FROM, "taken": 4, "expiresAt": 2_000_000_000})
    book.put({"pk": "STORE", "sk": "SETTINGS", "cashRounding": 5, "version": 1})


def several_orders(book: OrderBook, count: int, status: str, customer: str | None) -> None:
    for number in range(count):
        one, placed_at = order_id(number), f"2026-11-30T14:00:{number % 60:02d}.000Z"
        keys = {"daySk": f"{placed_at}#{one}", "queueSk": f"{DUE_FROM}#{number:03d}#{one}"}
        own = {"customerSk": f"{placed_at}#{one}"} if customer else {}
        open_keys = keys if status == "accepted" else {"daySk": keys["daySk"]}
        book.place(one, status, customer=customer, placedAt=placed_at, **open_keys, **own)


Prepare = Callable[[Shop, OrderBook], Send]


def list_of_the_day(shop: Shop, book: OrderBook) -> Send:
    several_orders(book, ORDERS_OF_THE_DAY, "completed", None)
    return lambda: shop.get(f"/orders?day={DAY}", role="staff")


def queue(shop: Shop, book: OrderBook) -> Send:
    several_orders(book, OPEN_ORDERS, "accepted", None)
    return lambda: shop.get("/orders/queue", role="staff")


def own_list(shop: Shop, book: OrderBook) -> Send:
    several_orders(book, ORDERS_OF_THE_DAY, "completed", CUSTOMER["userId"])
    return lambda: shop.get("/orders/mine", role="customer")


def tracked(shop: Shop, book: OrderBook) -> Send:
    one_order(shop, book)
    digest = hashlib.sha256(TOKEN.encode()).hexdigest()
    book.put({"pk": f"TRACK#{digest}", "sk": "TRACK", "orderId": ORDER_ID, "expiresAt": 4_000_000_000})
    return lambda: shop.post("/orders/track", {"token": TOKEN}, role="nobody")


def of_one(
    method: str, url: str, role: str, body: Any = None, status: str = "placed", headers: dict[str, str] | None = None
) -> Prepare:
    def prepare(shop: Shop, book: OrderBook) -> Send:
        one_order(shop, book, status)
        return lambda: shop.call(method, url, body=body, role=role, headers=headers)

    return prepare


def refunded(shop: Shop, book: OrderBook) -> Send:
    one_order(shop, book, "completed", payment=CHARGED)
    book.put(attempt())
    body = {"lines": [{"line": 1, "quantity": 1}], "reason": "missing"}
    return lambda: shop.post(f"{ONE}/refunds", body, role="admin", headers=TILL)


PREPARED: dict[str, Prepare] = {
    "GET /orders": list_of_the_day,
    "GET /orders/queue": queue,
    "GET /orders/mine": own_list,
    "GET /orders/{id}": of_one("GET", ONE, "staff"),
    "GET /orders/mine/{id}": of_one("GET", MINE, "customer"),
    "GET /orders/mine/{id}/reorder": of_one("GET", f"{MINE}/reorder", "customer"),
    "PUT /orders/{id}/status": of_one(
        "PUT", f"{ONE}/status", "staff", {"status": "completed", "paid": "cash"}, "ready"
    ),
    "POST /orders/{id}/cancellation": of_one("POST", f"{ONE}/cancellation", "staff", {"reason": "closing"}),
    "POST /orders/{id}/payments": of_one("POST", f"{ONE}/payments", "staff", {"method": "cash"}, headers=TILL),
    "POST /orders/{id}/refunds": refunded,
    "POST /orders/mine/{id}/cancellation": of_one("POST", f"{MINE}/cancellation", "customer"),
    "POST /orders/track": tracked,
}


@pytest.mark.parametrize(
    "route", [route for route in routes_below("orders") if route not in OWN_TESTS and OF_PAYMENTS not in route]
)
def test_a_request_has_the_documented_cost(route: str, shop: Shop, book: OrderBook, meter: Meter) -> None:
    assert route in PREPARED, f"add a request of {route}"
    meter.check(route, PREPARED[route](shop, book))


@pytest.mark.parametrize(
    ("source", "target", "calls", "mails"),
    [
        ("placed", "accepted", [["Query", 1, 0], ["TransactWriteItems", 8, 5]], 1),
        ("accepted", "preparing", [["Query", 1, 0], ["TransactWriteItems", 6, 3]], 0),
        ("preparing", "ready", [["Query", 1, 0], ["TransactWriteItems", 8, 4]], 1),
        ("ready", "ready", [["Query", 1, 0]], 0),
    ],
)
def test_each_step_of_an_order_has_a_known_cost(
    shop: Shop, book: OrderBook, meter: Meter, source: str, target: str, calls: list[Any], mails: int
) -> None:
    book.place(status=source)
    assert meter.measure(lambda: shop.put(f"{ONE}/status", {"status": target}, role="staff")) == (calls, mails)


@pytest.mark.parametrize(
    ("payment", "attempt_status", "send", "calls"),
    [
        ("authorized", "authorized", ("PUT", f"{ONE}/status", {"status": "accepted"}), [8 + 2, 5 + 1]),
        # With the command that voids the payment; the refund is another item.
        ("authorized", "authorized", ("POST", f"{ONE}/cancellation", {"reason": "closing"}), [20 + 2, 7 + 1]),
        ("paid", "captured", ("POST", f"{ONE}/cancellation", {"reason": "closing"}), [20 + 2 + 2, 7 + 1]),
    ],
)
def test_a_card_costs_the_command_that_moves_its_money(
    shop: Shop,
    book: OrderBook,
    meter: Meter,
    payment: str,
    attempt_status: str,
    send: tuple[str, str, Any],
    calls: list[int],
) -> None:
    paid = {"amount": CHARGED["amount"]} if payment == "paid" else {}
    one_order(shop, book, payment={"method": "card", "status": payment, "attempt": 1, **paid})
    book.put(attempt(status=attempt_status))
    method, url, body = send

    measured, mails = meter.measure(lambda: shop.call(method, url, body=body, role="staff"))

    assert (measured, mails) == ([["Query", 1, 0], ["TransactWriteItems", *calls]], 1)


def test_a_refund_at_the_counter_has_the_event_and_the_mail_in_its_transaction(
    shop: Shop, book: OrderBook, meter: Meter
) -> None:
    one_order(shop, book, "completed", payment=PAID)
    body = {"lines": [{"line": 1, "quantity": 1}], "reason": "missing"}

    measured = meter.measure(lambda: shop.post(f"{ONE}/refunds", body, role="admin", headers=TILL))

    assert measured == ([["Query", 1, 0], ["TransactWriteItems", 18, 3]], 1)


def sweep() -> Any:
    with running("sweeper"):
        return load_app("orders", "sweeper").handler({}, lambda_context("sweeper", 60_000))


def test_a_run_of_the_sweeper_with_nothing_due_has_the_documented_cost(book: OrderBook, meter: Meter) -> None:
    several_orders(book, OPEN_ORDERS, "accepted", None)
    meter.check("sweeper", sweep)


def test_an_overdue_order_costs_a_read_and_a_transaction(
    shop: Shop, book: OrderBook, meter: Meter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 1, tzinfo=UTC))
    one_order(shop, book)
    calls, mails = meter.measure(sweep)
    assert (calls, mails) == ([["Query", 0, 0.5], ["Query", 1, 0], ["TransactWriteItems", 20, 7]], 1)
