"""The typical order: three lines, two of counted products, with four customizations and five addons.

Its requests, and what the stub returns to them: a store that is always open and has one tax.
"""

import json
from collections.abc import Mapping
from typing import Any

from benchmarks.programs.events import Event, browser_event
from benchmarks.programs.sample_data import SESSION_ID, USER_ID, Item, sample_id, stored, user
from benchmarks.programs.stub import Prepared

ROUTES = ("quote", "order")
TOTAL = 4095
"""(2 × (475 + 100 + 75) + 2 × 900 + 800) and 5 %, in minor units."""

_SAVED = "2026-01-31T09:30:00.000Z"
_COMMON = {"description": "", "inStock": True, "version": 3, "createdAt": _SAVED, "updatedAt": _SAVED, "refs": 1}
# The addons of each customization, with their prices.
_CHOICES = (
    ("Size", {"Small": 0, "Large": 100}),
    ("Milk", {"Oat milk": 75}),
    ("Sweet", {"Sugar": 0}),
    ("Top", {"Cream": 50, "Cherry": 100}),
)
# Name, price, pieces in stock, the numbers of its customizations.
_PRODUCTS = (("Flat white", 475, None, (0, 1, 2)), ("Lemon tart", 750, 400, (3,)), ("Cinnamon bun", 800, 300, ()))
_ADDON_IDS = {
    name: sample_id("add", number) for number, name in enumerate(name for _, addons in _CHOICES for name in addons)
}


def order_events() -> dict[str, Event]:
    """Return an event for each of ROUTES. A customer places the order."""
    order = {
        **_cart(),
        "expectedTotal": _money(TOTAL),
        "payment": {"method": "counter"},
        "customer": {"name": "Ada", "phone": "+15145550123", "email": "ada@example.com"},
        "note": "No nuts, please.",
    }
    key = {"Idempotency-Key": "0197a3a0-5c1d-7c43-9d6a-2f6c0e8f4b11", "Authorization": "Bearer e30.e30.e30"}
    json_body = {"Content-Type": "application/json"}
    placing = browser_event("orders/place", **json_body, **key)
    caller = {"principalId": USER_ID, "userId": USER_ID, "role": "customer", "sessionId": SESSION_ID}
    placing["requestContext"]["authorizer"] |= caller
    return {
        "quote": {**browser_event("orders/quote", **json_body), "body": json.dumps(_cart())},
        "order": {**placing, "body": json.dumps(order)},
    }


def prepared(environment: Mapping[str, str]) -> Prepared:
    """Return the responses to the calls of an order. `environment`: the variables of the function, with its tables."""
    catalog = [*_products(), *_customizations(), *_addons()]
    for_quote = {environment["CATALOG_TABLE"]: catalog, environment["ORDERS_TABLE"]: [_settings()]}
    for_order = {**for_quote, environment["ACCOUNTS_TABLE"]: [user("customer")]}
    number = stored(pk="NUMBER#2026-01-31", sk="NUMBER", last=47, expiresAt=4_102_444_800, writeMark="0" * 32)
    return {
        ("BatchGetItem", "REQUEST#"): {"Responses": for_order, "UnprocessedKeys": {}},
        ("BatchGetItem", "SETTINGS"): {"Responses": for_quote, "UnprocessedKeys": {}},
        ("UpdateItem", "NUMBER#"): {"Attributes": number},
    }


def _cart() -> dict[str, Any]:
    lines = [
        _line(0, 2, {"Size": {"Large": 1}, "Milk": {"Oat milk": 1}, "Sweet": {"Sugar": 2}}, "extra hot"),
        _line(1, 2, {"Top": {"Cream": 1, "Cherry": 1}}),
        _line(2, 1, {}),
    ]
    return {"lines": lines, "fulfilment": {"type": "pickup", "at": None}}


def _line(
    product: int, quantity: int, chosen: Mapping[str, Mapping[str, int]], note: str | None = None
) -> dict[str, Any]:
    numbers = {name: number for number, (name, _) in enumerate(_CHOICES)}
    selections = [
        {
            "customizationId": sample_id("cus", numbers[name]),
            "addons": [{"addonId": _ADDON_IDS[addon], "quantity": number} for addon, number in addons.items()],
        }
        for name, addons in chosen.items()
    ]
    return {
        "productId": sample_id("prd", product),
        "quantity": quantity,
        "selections": selections,
        **({"note": note} if note else {}),
    }


def _products() -> list[Item]:
    return [
        _catalog_item(
            "PRODUCT", sample_id("prd", number), name, price=_money(price), quantity=pieces, spiciness=0,
            images=[f"https://images.example.com/product-{number:02d}.webp"], taxCategory=None,
            customizationIds=[sample_id("cus", each) for each in customizations],
        )
        for number, (name, price, pieces, customizations) in enumerate(_PRODUCTS)
    ]  # fmt: skip


def _customizations() -> list[Item]:
    return [
        _catalog_item(
            "CUSTOMIZATION", sample_id("cus", number), name, addonIds=[_ADDON_IDS[addon] for addon in addons],
            required=number == 0, minimum=int(number == 0), maximum=2, maxPerAddon=2,
        )
        for number, (name, addons) in enumerate(_CHOICES)
    ]  # fmt: skip


def _addons() -> list[Item]:
    """Return the addons of the cart: it names all but the small size."""
    prices = {name: price for _, addons in _CHOICES for name, price in addons.items()}
    del prices["Small"]
    return [_catalog_item("ADDON", _ADDON_IDS[name], name, price=_money(price)) for name, price in prices.items()]


def _catalog_item(kind: str, item_id: str, name: str, **fields: Any) -> Item:
    key_name = f"{name.casefold()}\x1f{item_id}"
    return stored(pk=kind, sk=item_id, nameKey=key_name, id=item_id, name=name, **_COMMON, **fields)


def _settings() -> Item:
    categories = [{"id": "standard", "name": "Standard", "rates": [{"name": "GST", "rate": 5_000}]}]
    return stored(
        pk="STORE", sk="SETTINGS", name="Corner Shop", hours=None, leadMinutes=15, slotMinutes=15,
        taxes={"pricesInclude": False, "rounding": "total", "mode": "half_up", "categories": categories},
        fulfilments=["pickup"], version=2, updatedAt=_SAVED,
    )  # fmt: skip


def _money(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "CAD"}
