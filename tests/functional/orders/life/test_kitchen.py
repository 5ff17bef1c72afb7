"""Orders as the staff see them: the queue and its pace, a day's list, and one order with its history."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bodega import clock
from harness.shop.client import STAFF, Shop
from tests.support.database.order_book import OrderBook
from tests.support.shop.stored_orders import DAY, ORDER_ID

QUEUE = "/orders/queue"
CLOSED = {"pk": "STORE", "sk": "SETTINGS", "version": 1, "hours": {}}


def order_id(number: int) -> str:
    return f"ord_01JD4W0Q8V5E2M7T9X3K6B1Z{number:02d}"


def queued(book: OrderBook, number: int, due: str, **changed: Any) -> str:
    """Write an open order that is due at a time; return its id."""
    one = order_id(number)
    changed = {"number": f"{number:03d}", "queueSk": f"{due}#{number:03d}#{one}", "dueFrom": due, **changed}
    return book.place(one, changed.pop("status", "placed"), **changed)


def listed(book: OrderBook, number: int, placed_at: str, status: str = "completed") -> str:
    one = order_id(number)
    return book.place(one, status, placedAt=placed_at, daySk=f"{placed_at}#{one}", customer=None)


def test_the_queue_has_the_open_orders_by_due_time(shop: Shop, book: OrderBook) -> None:
    late = queued(book, 1, "2026-11-30T18:00:00.000Z", status="accepted")
    soon = queued(book, 2, "2026-11-30T15:00:00.000Z")
    same = queued(book, 3, "2026-11-30T15:00:00.000Z", status="ready")
    for number, status in enumerate(("completed", "canceled"), start=4):
        book.place(order_id(number), status)

    page = shop.get(QUEUE, role="staff").json

    assert [ticket["id"] for ticket in page["items"]] == [soon, same, late]
    assert page["items"][0]["callName"] == "Ada"
    assert "ada@shop.example" not in str(page)


def test_large_tickets_leave_no_order_out_of_the_queue(shop: Shop, book: OrderBook) -> None:
    large = [{"quantity": 1, "name": "Tea", "options": [], "note": "🍵" * 200}] * 50
    for number in range(26):
        queued(book, number, "2026-11-30T15:00:00.000Z", ticket=large)
    last = queued(book, 26, "2026-11-30T18:00:00.000Z")

    tickets = shop.get(QUEUE, role="staff").json["items"]

    assert (len(tickets), tickets[-1]["id"]) == (27, last)


def test_the_queue_fits_in_a_response_however_its_notes_are_escaped(shop: Shop, book: OrderBook) -> None:
    quoted = [{"quantity": 1, "name": "Tea", "options": [], "note": '"' * 200}] * 50
    for number in range(50):
        queued(book, number, "2026-11-30T15:00:00.000Z", ticket=quoted * 3)

    body = shop.get(QUEUE, role="staff").body

    assert 3_000_000 < len(json.dumps(body)) < 6_000_000


def test_the_queue_can_be_of_one_way_to_hand_over(shop: Shop, book: OrderBook) -> None:
    inside = queued(book, 1, "2026-11-30T15:00:00.000Z", fulfilment={"type": "dineIn", "table": "7", "asap": True})
    outside = queued(book, 2, "2026-11-30T15:00:00.000Z")
    for fulfilment, one in (("dineIn", inside), ("pickup", outside)):
        page = shop.get(f"{QUEUE}?fulfilment={fulfilment}", role="staff").json
        assert [ticket["id"] for ticket in page["items"]] == [one]
    assert shop.get(f"{QUEUE}?fulfilment=delivery", role="staff").status == 422


def test_the_server_sets_the_pace_of_the_polls(shop: Shop, book: OrderBook) -> None:
    assert shop.get(QUEUE, role="staff").json["pollAfter"] == 15
    book.place()
    assert shop.get(QUEUE, role="staff").json["pollAfter"] == 3
    book.put(CLOSED)
    assert shop.get(QUEUE, role="staff").json["pollAfter"] == 60


def test_a_poll_without_a_change_is_a_304(shop: Shop, book: OrderBook) -> None:
    book.place()
    tag = shop.get(QUEUE, role="staff").headers["ETag"]
    unchanged = shop.get(QUEUE, role="staff", headers={"If-None-Match": tag})
    assert (unchanged.status, unchanged.body, unchanged.headers["ETag"]) == (304, None, tag)
    shop.put(f"/orders/{ORDER_ID}/status", {"status": "accepted"}, role="staff")
    changed = shop.get(QUEUE, role="staff", headers={"If-None-Match": tag})
    assert (changed.status, changed.json["items"][0]["status"]) == (200, "accepted")


def test_a_days_list_has_the_newest_first(shop: Shop, book: OrderBook) -> None:
    placed = [listed(book, number, f"2026-11-30T14:{number:02d}:00.000Z") for number in range(5)]
    book.place(order_id(9), day="2026-11-29", dayPk="DAY#2026-11-29")

    first = shop.get(f"/orders?day={DAY}&limit=3", role="staff").json
    second = shop.get(f"/orders?day={DAY}&limit=3&cursor={first['nextCursor']}", role="staff").json

    assert [order["id"] for order in first["items"] + second["items"]] == placed[::-1]
    assert second["nextCursor"] is None


def test_a_days_list_can_be_of_one_status(shop: Shop, book: OrderBook) -> None:
    wanted = [listed(book, number, f"2026-11-30T14:{number:02d}:00.000Z", "canceled") for number in range(0, 6, 2)]
    for number in range(1, 6, 2):
        listed(book, number, f"2026-11-30T14:{number:02d}:00.000Z", "completed")

    url = f"/orders?day={DAY}&status=canceled&limit=2"
    first = shop.get(url, role="staff").json
    second = shop.get(f"{url}&cursor={first['nextCursor']}", role="staff").json

    assert [order["id"] for order in first["items"] + second["items"]] == wanted[::-1]
    assert len(first["items"]) == 2


def test_the_current_business_day_is_the_default_and_its_pages_continue_after_it(
    shop: Shop, book: OrderBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed = [listed(book, number, f"2026-11-30T14:{number:02d}:00.000Z") for number in range(2)]
    book.put({"pk": "STORE", "sk": "SETTINGS", "version": 1, "dayEndsAt": "04:00"})
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 1, 8, 59, tzinfo=UTC))  # 03:59 in Toronto
    first = shop.get("/orders?limit=1", role="staff").json
    assert [order["id"] for order in first["items"]] == [placed[1]]

    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert shop.get("/orders?limit=1", role="staff").json["items"] == []
    second = shop.get(f"/orders?limit=1&cursor={first['nextCursor']}", role="staff").json
    assert [order["id"] for order in second["items"]] == [placed[0]]


@pytest.mark.parametrize("query", ["day=tomorrow", "day=2026-02-30", "day=20261130", "status=open", "limit=0"])
def test_a_query_that_makes_no_sense_is_refused(shop: Shop, book: OrderBook, query: str) -> None:
    assert shop.get(f"/orders?{query}", role="staff").status == 422


def test_a_cursor_belongs_to_its_filters(shop: Shop, book: OrderBook) -> None:
    for number in range(2):
        listed(book, number, f"2026-11-30T14:{number:02d}:00.000Z")
    cursor = shop.get(f"/orders?day={DAY}&limit=1", role="staff").json["nextCursor"]
    assert shop.get(f"/orders?day=2026-11-29&cursor={cursor}", role="staff").code == "invalid_cursor"


def test_one_order_has_its_person_payment_and_history(shop: Shop, book: OrderBook) -> None:
    book.place()
    shop.put(f"/orders/{ORDER_ID}/status", {"status": "accepted"}, role="staff")
    shop.post(f"/orders/{ORDER_ID}/payments", {"method": "terminal"}, role="staff", headers={"Idempotency-Key": "1"})

    answer = shop.get(f"/orders/{ORDER_ID}", role="staff")

    order = answer.json
    assert (answer.headers["ETag"], order["customer"]["phone"], order["cancelNote"]) == ('"3"', "+15145550123", None)
    assert order["payment"]["tender"] == "terminal"
    steps = [(entry["from"], entry["to"], entry["reason"], entry["actor"]["id"]) for entry in order["history"]]
    assert steps == [
        (None, "placed", None, None),
        ("placed", "accepted", None, STAFF["userId"]),
        ("accepted", "accepted", "paid_terminal", STAFF["userId"]),
    ]


@pytest.mark.parametrize("role", ["guest", "customer"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/orders", None),
        ("GET", QUEUE, None),
        ("GET", f"/orders/{ORDER_ID}", None),
        ("PUT", f"/orders/{ORDER_ID}/status", {"status": "accepted"}),
        ("POST", f"/orders/{ORDER_ID}/cancellation", {"reason": "other"}),
        ("POST", f"/orders/{ORDER_ID}/payments", {"method": "cash"}),
    ],
)
def test_buyers_are_refused_by_the_function_too(
    shop: Shop, book: OrderBook, role: str, method: str, path: str, body: Any
) -> None:
    book.place()
    assert shop.call(method, path, body=body, role=role).status == 403


@pytest.mark.parametrize("path", ["/orders/mine", f"/orders/mine/{ORDER_ID}", f"/orders/mine/{ORDER_ID}/reorder"])
def test_staff_have_no_orders_of_their_own(shop: Shop, book: OrderBook, path: str) -> None:
    assert shop.get(path, role="staff").status == 403
