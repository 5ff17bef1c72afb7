"""Concurrent buyers in separate processes, as on Lambda: stock, slots, numbers and keys stay exact.

The stress test does the same with more processes.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest

from bodega import clock
from harness.shop.client import Answer, Shop
from tests.functional.orders.conftest import Rows, Settings
from tests.support.shop.lambda_processes import LambdaProcesses, Request
from tests.support.shop.ordering import Catalogue, cart_of, money, order_of

Orders = Callable[[Iterable[Request]], list[Answer]]


@pytest.fixture
def at_once(processes: LambdaProcesses, catalog: str, accounts: str, analytics: str, orders: str) -> Orders:
    """Send requests concurrently."""
    tables = {
        "CATALOG_TABLE": catalog,
        "ACCOUNTS_TABLE": accounts,
        "ANALYTICS_TABLE": analytics,
        "ORDERS_TABLE": orders,
    }
    return lambda requests: processes.send(tables, list(requests))


def request(order: dict[str, Any], key: str, role: str = "staff") -> Request:
    return Request("POST", "/orders", {"body": order, "role": role, "headers": {"Idempotency-Key": key}})


def statuses(answers: Iterable[Answer]) -> Counter[int]:
    return Counter(answer.status for answer in answers)


def codes(answers: Iterable[Answer]) -> Counter[str]:
    """Return the codes of the problems that prevented orders."""
    refused = [answer for answer in answers if answer.status == 409]
    assert {answer.code for answer in refused} <= {"not_orderable"}
    return Counter(problem["code"] for answer in refused for problem in answer.json["problems"])


def live_heads(rows: Rows) -> list[dict[str, Any]]:
    return [row for row in rows("ORDER#ord_") if row["sk"] == "ORDER"]


def at_the_counter(cart: dict[str, Any], total: int) -> dict[str, Any]:
    return order_of(cart, total, customer=None)


def test_stock_goes_to_as_many_orders_as_there_are_pieces(
    shop: Shop, catalogue: Catalogue, at_once: Orders, rows: Rows
) -> None:
    shop.put(f"/products/{catalogue['Cake']}/stock", {"inStock": True, "quantity": 12})

    answers = at_once(
        request(at_the_counter(cart_of(catalogue, "Cake", 2), 1000), f"buyer-{number}") for number in range(20)
    )

    assert statuses(answers) == {201: 6, 409: 14}
    assert codes(answers) == {"out_of_stock": 14}
    assert catalogue.quantity("Cake") == 0
    heads = live_heads(rows)
    assert len(heads) == 6
    # Attempts that lost may leave gaps, but no number comes twice.
    assert len({head["number"] for head in heads}) == 6
    assert len(rows("INTAKE#")) == 6


def test_a_slot_takes_its_capacity_and_the_next_one_the_rest(
    shop: Shop, catalogue: Catalogue, at_once: Orders, rows: Rows, store_settings: Settings
) -> None:
    store_settings(capacity={"unit": "orders", "perSlot": 5}, slotMinutes=60)

    answers = at_once(request(at_the_counter(cart_of(catalogue, "Tea"), 300), f"buyer-{n}") for n in range(20))

    assert statuses(answers) == {201: 20}
    slots = {slot["sk"]: slot["taken"] for slot in rows("SLOT#")}
    assert list(slots.values()) == [5, 5, 5, 5]
    assert Counter(head["dueFrom"] for head in live_heads(rows)) == slots


@pytest.mark.real_time
def test_a_slot_that_was_asked_for_is_full_for_the_rest(
    shop: Shop, catalogue: Catalogue, at_once: Orders, rows: Rows, store_settings: Settings
) -> None:
    store_settings(capacity={"unit": "orders", "perSlot": 20}, slotMinutes=60)
    at = clock.timestamp(clock.now() + timedelta(hours=20))
    cart = {**cart_of(catalogue, "Coffee"), "fulfilment": {"type": "pickup", "at": at}}
    cart["lines"][0]["selections"] = [
        {"customizationId": catalogue["Size"], "addons": [{"addonId": catalogue["Small"]}]}
    ]

    answers = at_once(request(at_the_counter(cart, 475), f"buyer-{number}") for number in range(60))

    assert statuses(answers) == {201: 20, 409: 40}
    assert codes(answers) == {"slot_full": 40}
    assert [slot["taken"] for slot in rows("SLOT#")] == [20]


def test_one_key_places_one_order(shop: Shop, catalogue: Catalogue, at_once: Orders, rows: Rows) -> None:
    order = order_of(cart_of(catalogue, "Cake"), 500)

    answers = at_once(request(order, "one", role="guest") for _ in range(20))

    assert statuses(answers) == {201: 20}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert Counter("Idempotency-Replayed" in answer.headers for answer in answers) == {True: 19, False: 1}
    assert catalogue.quantity("Cake") == 19
    assert len(live_heads(rows)) == len(rows("OUTBOX#")) == 1


def test_changes_of_products_during_sales_lose_nothing(shop: Shop, catalogue: Catalogue, at_once: Orders) -> None:
    tea, url = catalogue["Tea"], f"/products/{catalogue['Tea']}"
    fields = {name: catalogue.items["Tea"][name] for name in ("name", "price", "images", "customizationIds")}
    sales = [request(at_the_counter(cart_of(catalogue, "Tea"), 300), f"buyer-{number}") for number in range(12)]
    patches = [Request("PATCH", url, {"body": {"description": f"Text {number}"}}) for number in range(4)]
    adjustments = [
        Request(
            "POST",
            f"{url}/stock/adjustments",
            {"body": {"change": 5, "reason": "delivery"}, "headers": {"Idempotency-Key": f"delivery-{number}"}},
        )
        for number in range(4)
    ]
    stale = Request("PUT", url, {"body": fields | {"quantity": 1}, "headers": {"If-Match": '"77"'}})

    answers = at_once([*sales, *patches, *adjustments, stale])

    assert statuses(answers[:12]) == {201: 12}
    assert statuses(answers[12:16]) == {200: 4}
    assert {answer.status for answer in answers[16:20]} <= {200, 201}
    assert answers[20].status == 412
    product = shop.get(f"/products/{tea}").json
    assert product["quantity"] == 30 - 12 + 4 * 5
    assert product["version"] == 1 + 12 + 4 + 4
    assert product["description"].startswith("Text")


def test_a_price_that_changes_meanwhile_is_never_charged(shop: Shop, catalogue: Catalogue, at_once: Orders) -> None:
    orders = [request(at_the_counter(cart_of(catalogue, "Cake"), 500), f"buyer-{number}") for number in range(10)]
    change = Request("PATCH", f"/products/{catalogue['Cake']}", {"body": {"price": money(510)}})

    answers = at_once([*orders[:5], change, *orders[5:]])

    buyers = [*answers[:5], *answers[6:]]
    assert answers[5].status == 200
    assert {answer.code for answer in buyers if answer.status == 409} <= {"price_changed"}
    placed = [answer for answer in buyers if answer.status == 201]
    assert {answer.json["totals"]["total"]["amount"] for answer in placed} <= {500}
    assert catalogue.quantity("Cake") == 20 - len(placed)
