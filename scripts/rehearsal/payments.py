"""Requests to every operation of card payments of the deployed shop, with the stand-in for Stripe as its provider."""

from typing import Any

from scripts.rehearsal.provider import Provider
from scripts.rehearsal.visitor import Visitor, wait_until

_WEBHOOK = "POST /webhooks/payments"


def sell_by_card(shop: Visitor, provider: Provider, admin: str, order: dict[str, Any]) -> None:
    """Sell by card: one order is captured and refunded, one is voided, and one is never paid.

    `order`: the body of an order of a guest.
    """
    guest = shop.send("POST /users/guests")["accessToken"]
    body = {**order, "payment": {"method": "card"}}

    paid = shop.send("POST /orders", guest, body=body)["id"]
    provider.pay(_start(shop, guest, paid))
    shop.send("POST /orders/mine/{id}/payments/refresh", guest, id=paid)
    _change(shop, admin, paid, "accepted")
    # Only the worker behind the stream captures and refunds.
    wait_until(lambda: _status_of_payment(shop, admin, paid) == "paid", "the capture")
    _refund(shop, admin, paid)
    wait_until(lambda: _status_of_payment(shop, admin, paid) == "partially_refunded", "the refund")

    voided = shop.send("POST /orders", guest, body=body)["id"]
    provider.pay(_start(shop, guest, voided))
    for webhook in provider.webhooks():
        shop.deliver(_WEBHOOK, webhook.body, webhook.headers)
    shop.send("POST /orders/{id}/cancellation", admin, id=voided)
    wait_until(lambda: _status_of_payment(shop, admin, voided) == "voided", "the void")

    unpaid = shop.send("POST /orders", guest, body=body)["id"]
    _start(shop, guest, unpaid)
    shop.end_hold(unpaid)
    if (status := shop.send("GET /orders/{id}", admin, id=unpaid)["status"]) != "expired":
        raise SystemExit(f"the sweeper of payments leaves the order {status}")


def _start(shop: Visitor, guest: str, order: str) -> str:
    """Start the payment of an order; return its client secret."""
    return str(shop.send("POST /orders/mine/{id}/payments", guest, id=order)["clientSecret"])


def _change(shop: Visitor, admin: str, order: str, status: str) -> None:
    shop.send("PUT /orders/{id}/status", admin, id=order, body={"status": status, "paid": None, "received": None})


def _refund(shop: Visitor, admin: str, order: str) -> None:
    part = {"lines": [{"line": 1, "quantity": 1}], "tip": False, "deliveryFee": False, "amount": None}
    shop.send("POST /orders/{id}/refunds", admin, id=order, body={**part, "restock": True, "reason": "missing"})


def _status_of_payment(shop: Visitor, admin: str, order: str) -> str:
    return str(shop.send("GET /orders/{id}", admin, id=order)["payment"]["status"])
