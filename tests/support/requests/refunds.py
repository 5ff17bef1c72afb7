"""Refunds of the order of `stored_orders`, and what payments records of them."""

from typing import Any

from bodega import clock
from bodega.orders.concurrency import changed_order
from bodega.orders.reading import any_order
from bodega.orders.refund_writes import RefundChange, refund_failed, refund_succeeded
from bodega.orders.stored import StoredOrder
from bodega.orders.writes import Entry, change_order
from harness.shop.client import Answer, Shop
from tests.support.database.order_book import OrderBook
from tests.support.shop.stored_orders import ORDER_ID

URL = f"/orders/{ORDER_ID}/refunds"


def cad(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "CAD"}


def pieces(line: int = 1, quantity: int = 1, **more: Any) -> dict[str, Any]:
    return {"lines": [{"line": line, "quantity": quantity}], "reason": "missing", **more}


def amount(value: int) -> dict[str, Any]:
    return {"amount": cad(value), "reason": "quality"}


def refund(shop: Shop, body: dict[str, Any], key: str = "refund-1", role: str = "admin") -> Answer:
    return shop.post(URL, body, role=role, headers={"Idempotency-Key": key})


def refunds(book: OrderBook) -> list[dict[str, Any]]:
    return [item for item in book.items() if item["sk"].startswith("REFUND#")]


def commands(book: OrderBook) -> list[dict[str, Any]]:
    return [item for item in book.items() if item["sk"] == "COMMAND"]


def settle(kind: Any, refund_id: str, **more: Any) -> StoredOrder:
    """Record what became of a refund, as payments does."""

    def change(order: StoredOrder) -> Any:
        (item,) = (each for each in order.refunds if each["id"] == refund_id)
        at = clock.timestamp(clock.now())
        done: RefundChange = kind(order, item, at, **more)
        entry = Entry(order.head["status"], order.head["status"], at, {"role": "provider"}, done.reason)
        change_order(order.head, done.change, entry, mail=done.mail, more=done.more, releases=done.releases)
        return done.change.applied(order.head)

    return changed_order(any_order(ORDER_ID), change)


def succeed(refund_id: str) -> None:
    settle(refund_succeeded, refund_id)


def fail(refund_id: str, alert_email: str | None = None) -> None:
    settle(refund_failed, refund_id, alert_email=alert_email)
