"""Requests to every operation of orders of the deployed shop, and to those that a buyer and the stock need."""

from typing import Any

from scripts.rehearsal.visitor import Visitor

_BUYER = "gus@shop.example"


def sell(shop: Visitor, admin: str, catalog: dict[str, str]) -> dict[str, Any]:
    """Sell the product of the catalogue to a guest. Return the body of the order. `catalog`: the IDs by path."""
    product = catalog["products"]
    shop.send("PUT /products/{id}/stock", admin, id=product, body={"inStock": True, "quantity": 20})
    shop.send("POST /products/{id}/stock/adjustments", admin, id=product)
    guest = shop.send("POST /users/guests")["accessToken"]
    cart = _cart(catalog)
    total = shop.send("POST /orders/quote", body=cart)["totals"]["total"]
    order = {**cart, "expectedTotal": total, "customer": {"name": "Gus", "email": _BUYER}}
    first, second, third, fourth = (shop.send("POST /orders", guest, body=order)["id"] for _ in range(4))
    shop.send("GET /orders/mine", guest)
    shop.send("GET /orders/mine/{id}", guest, id=first)
    shop.send("GET /orders/mine/{id}/reorder", guest, id=first)
    shop.send("POST /orders/track", body={"token": shop.mailed_token(_BUYER, "orders/track")})
    shop.send("POST /orders/mine/{id}/cancellation", guest, id=first)
    _serve(shop, admin, second)
    shop.send("POST /orders/{id}/cancellation", admin, id=third)
    shop.sweep(fourth)
    if (status := shop.send("GET /orders/{id}", admin, id=fourth)["status"]) != "canceled":
        raise SystemExit(f"the sweeper leaves the order {status}")
    return order


def _serve(shop: Visitor, admin: str, order: str) -> None:
    """Accept an order, take the payment, and hand it over."""
    shop.send("GET /orders", admin)
    shop.send("GET /orders/queue", admin)
    for status in ("accepted", "preparing", "ready"):
        shop.send("PUT /orders/{id}/status", admin, id=order, body=_only_status(status))
    shop.send("POST /orders/{id}/payments", admin, id=order, body={"method": "terminal", "received": None})
    shop.send("PUT /orders/{id}/status", admin, id=order, body=_only_status("completed"))
    part = {"lines": [{"line": 1, "quantity": 1}], "tip": False, "deliveryFee": False, "amount": None}
    shop.send("POST /orders/{id}/refunds", admin, id=order, body={**part, "restock": True, "reason": "missing"})
    shop.send("GET /orders/{id}", admin, id=order)


def _only_status(status: str) -> dict[str, Any]:
    return {"status": status, "paid": None, "received": None}


def _cart(catalog: dict[str, str]) -> dict[str, Any]:
    """Return a cart with the product and the one addon of its required customization."""
    chosen = {"customizationId": catalog["customizations"], "addons": [{"addonId": catalog["addons"], "quantity": 1}]}
    return {"lines": [{"productId": catalog["products"], "quantity": 2, "selections": [chosen]}]}
