"""A small catalogue to order from, callers with accounts, and request bodies of quotes and orders."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bodega.attributes import to_attributes
from harness.shop.client import CALLERS, Answer, Shop

_keys = itertools.count()


def money(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "CAD"}


@dataclass
class Catalogue:
    """A coffee with a required size and milks, a cake that is counted, and tea that is counted, as created."""

    shop: Shop
    items: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        """Return the ID of an item."""
        return str(self.items[name]["id"])

    def add(self, kind: str, name: str, **fields: Any) -> str:
        self.items[name] = self.shop.add(kind, name=name, **fields)
        return self[name]

    def quantity(self, name: str) -> int | None:
        """Return the pieces that are left now."""
        left: int | None = self.shop.get(f"/products/{self[name]}").json["quantity"]
        return left


def seed_catalogue(shop: Shop) -> Catalogue:
    found = Catalogue(shop)
    add = found.add
    for name, price in {"Small": 0, "Large": 100, "Oat milk": 75, "Sugar": 0, "Cream": 50}.items():
        add("addons", name, price=money(price))
    add("customizations", "Size", addonIds=[found["Small"], found["Large"]], required=True, minimum=1, maximum=1)
    add("customizations", "Milk", addonIds=[found["Oat milk"]], maximum=1)
    add("customizations", "Sweet", addonIds=[found["Sugar"]], maxPerAddon=3, maximum=3)
    add("customizations", "Top", addonIds=[found["Cream"]], maximum=1)
    add("products", "Coffee", price=money(475), customizationIds=[found["Size"], found["Milk"], found["Sweet"]])
    add("products", "Cake", price=money(500), quantity=20, customizationIds=[found["Top"]])
    add("products", "Tea", price=money(300), quantity=30)
    return found


def selection(catalogue: Catalogue, customization: str, *addons: str, quantity: int = 1) -> dict[str, Any]:
    chosen = [{"addonId": catalogue[addon], "quantity": quantity} for addon in addons]
    return {"customizationId": catalogue[customization], "addons": chosen}


def typical_cart(catalogue: Catalogue) -> dict[str, Any]:
    """Return the typical order: three lines, two of them counted, four customizations, five addons in all."""
    return {
        "lines": [
            {
                "productId": catalogue["Coffee"],
                "quantity": 2,
                "selections": [
                    selection(catalogue, "Size", "Large"),
                    selection(catalogue, "Milk", "Oat milk"),
                    selection(catalogue, "Sweet", "Sugar", quantity=2),
                ],
                "note": "extra hot",
            },
            {
                "productId": catalogue["Cake"],
                "quantity": 1,
                "selections": [selection(catalogue, "Top", "Cream")],
            },
            {"productId": catalogue["Tea"], "quantity": 1},
        ],
        "fulfilment": {"type": "pickup", "at": None},
    }


TYPICAL_TOTAL = 2 * (475 + 100 + 75) + 550 + 300


def cart_of(catalogue: Catalogue, name: str, quantity: int = 1, **members: Any) -> dict[str, Any]:
    """Return a cart with one line."""
    return {
        "lines": [{"productId": catalogue[name], "quantity": quantity}],
        "fulfilment": {"type": "pickup", "at": None},
        **members,
    }


def order_of(cart: Mapping[str, Any], total: int, **members: Any) -> dict[str, Any]:
    return {
        **cart,
        "expectedTotal": money(total),
        "payment": {"method": "counter"},
        "customer": {"name": "Ada Lovelace", "phone": None, "email": "ada@shop.example"},
        **members,
    }


def place(shop: Shop, order: Mapping[str, Any], *, role: str = "guest", key: str | None = None, **event: Any) -> Answer:
    """Place an order, with a new idempotency key unless one is given."""
    headers = {"Idempotency-Key": key or f"key-{next(_keys)}"}
    return shop.post("/orders", dict(order), role=role, headers=headers, **event)


def profile_item(caller_role: str, **members: Any) -> dict[str, Any]:
    """Return the profile of the caller with this role, an item of the accounts table."""
    caller = CALLERS[caller_role]
    assert caller is not None
    return {
        "pk": f"USER#{caller['userId']}",
        "sk": "PROFILE",
        "id": caller["userId"],
        "role": caller_role,
        "status": "active",
        "tokenVersion": 1,
        "version": 1,
        "firstName": "Grace",
        "lastName": "Hopper",
        "phone": "+15145550123",
        "email": "Grace@shop.example",
        "emailKey": "grace@shop.example",
        "emailVerified": True,
        **members,
    }


def profile_row(caller_role: str, **members: Any) -> dict[str, Any]:
    """Return the same in DynamoDB's JSON."""
    return to_attributes(profile_item(caller_role, **members))
