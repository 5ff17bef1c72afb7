"""Cancellation of an order: by the staff and by the buyer, with everything that it returns."""

from typing import Any

import pytest

from harness.shop.client import Answer, Shop
from tests.support.database.in_between import InBetween
from tests.support.database.order_book import OrderBook
from tests.support.shop.stored_orders import BUYER, CAKE, DAY, DUE_FROM, LATTE, ORDER_ID, stored_order

URL = f"/orders/{ORDER_ID}/cancellation"
OWN_URL = f"/orders/mine/{ORDER_ID}/cancellation"


def cancel(shop: Shop, reason: str = "out_of_stock", **body: Any) -> Answer:
    return shop.post(URL, {"reason": reason, **body}, role="staff")


def sold(shop: Shop, quantity: int | None = 4) -> str:
    """Add a product whose stock an order has reserved; return its id."""
    return str(shop.add("products", quantity=quantity)["id"])


def place(book: OrderBook, *products: str, **changed: Any) -> None:
    """Write an order with three reserved pieces of each product, and two units of a slot that has five."""
    taken = [{"productId": product, "quantity": 3} for product in products]
    book.place(taken=taken, slot={"day": DAY, "from": DUE_FROM, "units": 2}, **changed)
    book.put({"pk": f"SLOT#{DAY}", "sk": DUE_FROM, "taken": 5, "expiresAt": 2_000_000_000})


def stock(shop: Shop, product: str) -> int | None:
    quantity: int | None = shop.get(f"/products/{product}").json["quantity"]
    return quantity


def taken_units(book: OrderBook) -> int:
    slot = book.item(f"SLOT#{DAY}", DUE_FROM)
    assert slot is not None
    return int(slot["taken"])


def test_a_cancellation_returns_stock_and_slot_and_tells_buyer_and_reports(shop: Shop, book: OrderBook) -> None:
    product = sold(shop)
    place(book, product)

    answer = cancel(shop, note="The oven is broken")

    assert (answer.status, answer.json["status"], answer.json["cancelReason"]) == (200, "canceled", "out_of_stock")
    assert (stock(shop, product), taken_units(book)) == (7, 3)
    (mail,) = book.mails()
    assert (mail["template"], mail["parameters"]["reason"]) == ("order-canceled", "out_of_stock")
    (sale,) = book.sales()
    assert (sale["eventId"], sale["type"], sale["total"]) == (f"{ORDER_ID}:canceled", "order.refunded", 1180)
    assert [(item["productId"], item["amount"]) for item in sale["items"]] == [(LATTE, 950), (CAKE, 230)]
    (entry,) = book.history()
    assert (entry["from"], entry["to"], entry["reason"]) == ("placed", "canceled", "out_of_stock")
    head = book.head()
    assert not {"queuePk", "queueSk", "duePk", "dueSk", "acceptBy", "callName"} & head.keys()
    assert "oven" not in str((head, entry))
    assert shop.get(f"/orders/{ORDER_ID}", role="staff").json["cancelNote"] == "The oven is broken"


def test_a_repeated_cancellation_changes_nothing(shop: Shop, book: OrderBook, recording: Any) -> None:
    product = sold(shop)
    place(book, product)
    first = cancel(shop)
    before = book.dump()
    recording.calls.clear()

    assert cancel(shop, "closing", restock=True).json == first.json
    assert [call.operation for call in recording.calls] == ["Query"]
    assert book.dump() == before


@pytest.mark.parametrize(
    ("status", "restock", "returned"),
    [
        ("placed", None, True),
        ("accepted", None, True),
        ("preparing", None, False),
        ("ready", None, False),
        ("accepted", False, False),
        ("ready", True, True),
    ],
)
def test_pieces_return_until_the_order_is_prepared_unless_the_staff_say_otherwise(
    shop: Shop, book: OrderBook, status: str, restock: bool | None, returned: bool
) -> None:
    product = sold(shop)
    place(book, product, status=status)

    cancel(shop, **({} if restock is None else {"restock": restock}))

    assert stock(shop, product) == (7 if returned else 4)
    assert book.head()["restocked"] is returned
    assert taken_units(book) == 3  # the slot is always free again


def test_what_is_gone_since_the_order_does_not_prevent_its_cancellation(shop: Shop, book: OrderBook) -> None:
    deleted, uncounted, counted = sold(shop), sold(shop), sold(shop)
    shop.delete(f"/products/{deleted}")
    shop.patch(f"/products/{uncounted}", {"quantity": None})
    taken = [{"productId": product, "quantity": 3} for product in (deleted, uncounted, counted)]
    # Neither the slot nor the personal data are left.
    book.put(*(item for item in stored_order(taken=taken) if item["sk"] != "PERSON"))

    answer = cancel(shop, note="Too late")

    assert (answer.status, answer.json["status"]) == (200, "canceled")
    assert (stock(shop, uncounted), stock(shop, counted)) == (None, 7)
    assert not [item for item in book.items() if item["sk"] in {"PERSON", DUE_FROM}]
    assert len(book.sales()) == 1


def test_an_event_that_a_till_has_reported_does_not_prevent_the_cancellation(shop: Shop, book: OrderBook) -> None:
    product = sold(shop)
    place(book, product)
    event = {
        "eventId": f"{ORDER_ID}:canceled",
        "type": "order.refunded",
        "orderId": ORDER_ID,
        "occurredAt": "2026-11-30T14:05:00Z",
        "items": [{"productId": LATTE, "name": "Latte", "quantity": 1, "amount": {"amount": 950, "currency": "CAD"}}],
        "total": {"amount": 950, "currency": "CAD"},
    }
    assert shop.post("/analytics/events", {"events": [event]}).status == 202

    assert cancel(shop).status == 200
    assert stock(shop, product) == 7
    assert len(book.sales()) == 1


@pytest.mark.parametrize(
    ("status", "payment", "after", "refunds"),
    [
        ("accepted", "due", "none", 1),
        ("preparing", "paid", "refunded", 1),
        ("ready", "due", "none", 1),
        ("ready", "paid", "paid", 0),
    ],
)
def test_a_payment_is_returned_unless_the_order_was_ready_and_money_that_stays_is_revenue(
    shop: Shop, book: OrderBook, status: str, payment: str, after: str, refunds: int
) -> None:
    paid = {"amount": 1356, "tender": "terminal"} if payment == "paid" else {}
    place(book, status=status, payment={"method": "counter", "status": payment, **paid})
    assert cancel(shop).json["payment"]["status"] == after
    assert len(book.sales()) == refunds
    (mail,) = book.mails()
    assert mail["parameters"].get("money") == ("counter" if after == "refunded" else None)


def test_a_completed_order_is_not_canceled(shop: Shop, book: OrderBook) -> None:
    place(book, status="completed")
    answer = cancel(shop)
    assert (answer.code, answer.json["allowed"]) == ("transition_not_allowed", [])
    own = shop.post(OWN_URL, role="customer")
    assert (own.code, own.json["allowed"]) == ("transition_not_allowed", [])


def test_the_status_in_between_decides_about_the_stock(shop: Shop, book: OrderBook, in_between: InBetween) -> None:
    product = sold(shop)
    place(book, product, status="accepted")
    status_url = f"/orders/{ORDER_ID}/status"
    in_between({"Query"}, lambda: shop.put(status_url, {"status": "preparing"}, role="staff"))
    assert cancel(shop).json["version"] == 3
    assert stock(shop, product) == 4


@pytest.mark.parametrize(
    ("status", "cancel_until", "expected"),
    [
        ("placed", "accepted", 200),
        ("accepted", "accepted", 409),
        ("accepted", "preparing", 200),
        ("preparing", "preparing", 409),
        ("ready", "preparing", 409),
    ],
)
def test_a_buyer_cancels_until_the_order_says(
    shop: Shop, book: OrderBook, status: str, cancel_until: str, expected: int
) -> None:
    product = sold(shop)
    place(book, product, status=status, cancelUntil=cancel_until)

    answer = shop.post(OWN_URL, role="customer")

    assert answer.status == expected
    assert stock(shop, product) == (7 if expected == 200 else 4)
    if expected == 200:
        assert answer.json["cancelReason"] == "customer"
        assert shop.post(OWN_URL, role="customer").json == answer.json
        assert book.history()[0]["actor"] == {"role": "customer"}


def test_only_the_staff_cancel_a_paid_order(shop: Shop, book: OrderBook) -> None:
    place(book, payment={"method": "counter", "status": "paid", "tender": "cash", "amount": 1356})
    before = book.dump()

    answer = shop.post(OWN_URL, role="customer")

    assert (answer.status, answer.code, answer.json["allowed"]) == (409, "transition_not_allowed", [])
    assert book.dump() == before
    assert cancel(shop).json["payment"]["status"] == "refunded"
    assert shop.post(OWN_URL, role="customer").status == 200  # it is canceled already


def test_an_order_that_is_paid_while_the_buyer_cancels_it_stays(
    shop: Shop, book: OrderBook, in_between: InBetween
) -> None:
    place(book)
    paid = {"method": "terminal"}
    url, key = f"/orders/{ORDER_ID}/payments", {"Idempotency-Key": "till"}
    in_between({"Query"}, lambda: shop.post(url, paid, role="staff", headers=key))

    assert shop.post(OWN_URL, role="customer").code == "transition_not_allowed"
    assert (book.head()["status"], book.head()["payment"]["status"]) == ("placed", "paid")


def test_a_guest_cancels_their_own_order_and_nobody_elses(shop: Shop, book: OrderBook) -> None:
    place(book, customer="usr_01JD4W0Q8V5E2M7T9X3K6B1GST")
    assert shop.post(OWN_URL, role="customer").status == 404
    assert shop.post(OWN_URL, role="guest").status == 200
    assert book.mails()[0]["listPk"] != f"MAIL#{BUYER}"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/reason"),
        ({"reason": "not_accepted"}, "/reason"),
        ({"reason": "other", "note": "x" * 201}, "/note"),
        ({"reason": "other", "restock": "yes"}, "/restock"),
        ({"reason": "other", "note": "card 4242 4242 4242 4242"}, "/note"),
    ],
)
def test_a_body_that_makes_no_sense_is_refused(shop: Shop, book: OrderBook, body: dict[str, Any], pointer: str) -> None:
    place(book)
    answer = shop.post(URL, body, role="staff")
    assert (answer.status, answer.pointers) == (422, [pointer])
