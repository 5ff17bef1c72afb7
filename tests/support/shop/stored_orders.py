"""Orders as they are stored in the orders table: one of three pieces for 13.56, with every attribute."""

from typing import Any

ORDER_ID = "ord_01JD4W0Q8V5E2M7T9X3K6B1ZCN"
BUYER = "usr_01JD4W0Q8V5E2M7T9X3K6B1CST"
LATTE = "prd_01JD4W0Q8V5E2M7T9X3K6B1TTE"
CAKE = "prd_01JD4W0Q8V5E2M7T9X3K6B1CAK"
PLACED_AT = "2026-11-30T14:00:00.000Z"
ACCEPT_BY = "2026-11-30T14:10:00.000Z"
DUE_FROM = "2026-11-30T14:15:00.000Z"
DUE_TO = "2026-11-30T14:30:00.000Z"
DAY = "2026-11-30"
OPEN = frozenset({"placed", "accepted", "preparing", "ready"})
RETENTION = 2_111_000_000
PAID = {"method": "counter", "status": "paid", "tender": "terminal", "amount": 1356, "paidAt": PLACED_AT}
"""The payment of an order that was paid at the card terminal."""
CHARGED = {"method": "card", "status": "paid", "amount": 1356, "paidAt": PLACED_AT, "attempt": 1}
"""The payment of an order whose card was charged, with `attempt()`."""

Items = list[dict[str, Any]]


def totals(**changed: Any) -> dict[str, Any]:
    return {
        "items": 1180,
        "discount": 0,
        "taxes": [{"name": "GST", "rate": 5000, "included": False, "base": 1180, "amount": 59}],
        "deliveryFee": 0,
        "tip": 117,
        "rounding": 0,
        "total": 1356,
        **changed,
    }


def lines() -> Items:
    """Return the priced lines: two lattes with oat milk, and a cake."""
    return [
        {
            "line": 1,
            "productId": LATTE,
            "productVersion": 3,
            "name": "Latte",
            "quantity": 2,
            "unit": {
                "base": 400,
                "addons": [
                    {
                        "customizationId": "cus_01JD4W0Q8V5E2M7T9X3K6B1MKK",
                        "addonId": "add_01JD4W0Q8V5E2M7T9X3K6B10AT",
                        "name": "Oat milk",
                        "quantity": 1,
                        "each": 75,
                    }
                ],
                "amount": 475,
            },
            "gross": 950,
            "discounts": [],
            "net": 950,
            "taxes": [{"name": "GST", "rate": 5000, "amount": 47}],
        },
        {
            "line": 2,
            "productId": CAKE,
            "productVersion": 8,
            "name": "Cake",
            "quantity": 1,
            "unit": {"base": 230, "addons": [], "amount": 230},
            "gross": 230,
            "discounts": [],
            "net": 230,
            "taxes": [{"name": "GST", "rate": 5000, "amount": 12}],
        },
    ]


def head(
    order_id: str = ORDER_ID, status: str = "placed", customer: str | None = BUYER, **changed: Any
) -> dict[str, Any]:
    """Return the head of an order. An order that is not placed has been changed once for each status since."""
    queue = {"queuePk": "QUEUE", "queueSk": f"{DUE_FROM}#047#{order_id}"} if status in OPEN else {}
    due = {"duePk": "DUE", "dueSk": f"{ACCEPT_BY}#{order_id}", "acceptBy": ACCEPT_BY} if status == "placed" else {}
    owner = (
        {"customerId": customer, "customerPk": f"CUSTOMER#{customer}", "customerSk": f"{PLACED_AT}#{order_id}"}
        if customer
        else {}
    )
    ticket = [
        {"quantity": 2, "name": "Latte", "options": ["Oat milk"], "note": "extra hot"},
        {"quantity": 1, "name": "Cake", "options": []},
    ]
    ended = status not in OPEN
    return {
        "pk": f"ORDER#{order_id}",
        "sk": "ORDER",
        "id": order_id,
        "number": "047",
        "day": DAY,
        "status": status,
        "placedAt": PLACED_AT,
        "updatedAt": PLACED_AT,
        "dueFrom": DUE_FROM,
        "dueTo": DUE_TO,
        "fulfilment": {"type": "pickup", "asap": True},
        "totals": totals(),
        "itemCount": 3,
        "currency": "CAD",
        "payment": {"method": "counter", "status": "due"},
        "placedBy": "customer" if customer else "staff",
        "ticket": [{name: each[name] for name in each if name != "note" or not ended} for each in ticket],
        **({} if ended else {"callName": "Ada"}),
        "taken": [{"productId": CAKE, "quantity": 1}],
        "slot": {"day": DAY, "from": DUE_FROM, "units": 1},
        "cancelUntil": "accepted",
        "version": 1,
        "dayPk": f"DAY#{DAY}",
        "daySk": f"{PLACED_AT}#{order_id}",
        "expiresAt": RETENTION,
        **owner,
        **queue,
        **due,
        **changed,
    }


def person(order_id: str = ORDER_ID, **changed: Any) -> dict[str, Any]:
    return {
        "pk": f"ORDER#{order_id}",
        "sk": "PERSON",
        "name": "Ada",
        "phone": "+15145550123",
        "email": "ada@shop.example",
        "note": "for the birthday",
        "lineNotes": {"1": "extra hot"},
        "token": {"purpose": "track", "nonce": "5" * 64, "kid": "version-1"},
        "expiresAt": RETENTION,
        **changed,
    }


def stored_lines(order_id: str = ORDER_ID) -> dict[str, Any]:
    taxes = {"pricesInclude": False, "rounding": "total", "mode": "half_up", "categories": []}
    return {"pk": f"ORDER#{order_id}", "sk": "LINES", "lines": lines(), "taxes": taxes, "expiresAt": RETENTION}


def attempt(order_id: str = ORDER_ID, **changed: Any) -> dict[str, Any]:
    """Return an attempt to pay an order by card, which has charged it."""
    return {
        "pk": f"ORDER#{order_id}",
        "sk": "PAYMENT#1",
        "provider": "stripe",
        "attempt": 1,
        "status": "captured",
        "rank": 3,
        "amount": 1356,
        "currency": "CAD",
        "key": f"{order_id}-1",
        "intent": "pi_1",
        "createdAt": PLACED_AT,
        "updatedAt": PLACED_AT,
        "capturedAt": PLACED_AT,
        "expiresAt": RETENTION,
        **changed,
    }


def stored_order(order_id: str = ORDER_ID, status: str = "placed", **changed: Any) -> Items:
    """Return the items of an order, as its placing writes them."""
    history = {
        "pk": f"ORDER#{order_id}",
        "sk": f"HISTORY#{PLACED_AT}#01JD4W0Q8V5E2M7T9X3K6B1ZCN",
        "from": None,
        "to": "placed",
        "at": PLACED_AT,
        "actor": {"role": "customer"},
        "expiresAt": RETENTION,
    }
    return [head(order_id, status, **changed), stored_lines(order_id), person(order_id), history]
