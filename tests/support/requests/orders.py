"""Requests for the routes of orders that write, and for quotes."""

from typing import Any

from harness.shop.client import CUSTOMER, GUEST, STAFF
from tests.support.requests.write_request import Sent, WriteRequest
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.ordering import (
    TYPICAL_TOTAL,
    order_of,
    profile_item,
    seed_catalogue,
    typical_cart,
)

_NUMBER = "the order's number is taken before the transaction, and a number without an order is harmless"
_KEY = {"Idempotency-Key": "one"}


def order_requests() -> list[WriteRequest]:
    place = ("POST", "/orders")
    return [
        WriteRequest("quote an order", ("POST", "/orders/quote"), _quote, 200),
        WriteRequest("place a guest's order", place, _guests, 201, steps=_NUMBER),
        WriteRequest("place a customer's order in a slot", place, _customers_in_slot, 201, steps=_NUMBER),
        WriteRequest("place an order at the counter", place, _at_the_counter, 201, steps=_NUMBER),
        WriteRequest("place an order that has another total", place, _of_another_total, 409),
        WriteRequest("place an order again", place, _again, 201),
    ]


def _seeded(env: ShopEnvironment, role: str = "guest") -> dict[str, Any]:
    """Add a catalogue and the caller's profile; return the typical cart. Orders of the day have been placed."""
    env.tables.add("ACCOUNTS_TABLE", [profile_item(role)])
    return typical_cart(seed_catalogue(env.shop))


def _quote(env: ShopEnvironment) -> Sent:
    return Sent("/orders/quote", _seeded(env))


def _guests(env: ShopEnvironment) -> Sent:
    return Sent("/orders", order_of(_seeded(env), TYPICAL_TOTAL), GUEST, _KEY)


def _customers_in_slot(env: ShopEnvironment) -> Sent:
    settings = {"pk": "STORE", "sk": "SETTINGS", "version": 1, "capacity": {"unit": "items", "perSlot": 10}}
    env.tables.add("ORDERS_TABLE", [settings])
    return Sent("/orders", order_of(_seeded(env, "customer"), TYPICAL_TOTAL, customer=None), CUSTOMER, _KEY)


def _at_the_counter(env: ShopEnvironment) -> Sent:
    return Sent("/orders", order_of(_seeded(env, "staff"), TYPICAL_TOTAL, customer=None), STAFF, _KEY)


def _of_another_total(env: ShopEnvironment) -> Sent:
    return Sent("/orders", order_of(_seeded(env), TYPICAL_TOTAL + 1), GUEST, _KEY)


def _again(env: ShopEnvironment) -> Sent:
    sent = _guests(env)
    answer = env.shop.call("POST", sent.url, body=sent.body, caller=sent.caller, headers=sent.headers)
    assert answer.status == 201, answer
    return sent
