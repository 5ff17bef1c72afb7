"""What quoting and placing an order cost: the figures of docs/operations.md, whatever the size of the shop."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Call, Recording
from harness.aws.tables import read_all
from harness.shop.client import CUSTOMER, Answer, Shop
from tests.functional.orders.conftest import Settings
from tests.support.database.route_costs import Meter
from tests.support.shop.ordering import TYPICAL_TOTAL, Catalogue, cart_of, order_of, place, typical_cart

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def meter(recording: Recording, dynamodb: Any, catalog: str, accounts: str, analytics: str, orders: str) -> Meter:
    tables = (catalog, accounts, analytics, orders)
    return Meter(recording, lambda: {table: read_all(dynamodb, table) for table in tables})


def quote(shop: Shop, catalogue: Catalogue) -> Callable[[], Answer]:
    return lambda: shop.post("/orders/quote", typical_cart(catalogue), role="nobody")


def order(shop: Shop, catalogue: Catalogue) -> Callable[[], Answer]:
    """Return the request of a customer with a verified mailbox. It is not the first order of its day."""
    place(shop, order_of(cart_of(catalogue, "Tea"), 300, customer=None), role="customer")
    body = order_of(typical_cart(catalogue), TYPICAL_TOTAL, customer=None)
    return lambda: place(shop, body, role="customer")


PREPARED = {"POST /orders/quote": quote, "POST /orders": order}


@pytest.mark.parametrize("route", PREPARED)
def test_a_request_has_the_documented_cost(route: str, shop: Shop, catalogue: Catalogue, meter: Meter) -> None:
    meter.check(route, PREPARED[route](shop, catalogue))


def test_a_capacity_costs_a_query_and_a_write(
    shop: Shop, catalogue: Catalogue, meter: Meter, store_settings: Settings
) -> None:
    usual, _ = meter.measure(order(shop, catalogue))
    store_settings(capacity={"unit": "orders", "perSlot": 20})

    limited, _ = meter.measure(order(shop, catalogue))

    read, number, write = usual
    more_for_settings = limited[0][1] - read[1]
    assert limited == [
        [read[0], read[1] + more_for_settings, 0],
        ["Query", 1, 0],
        number,
        [write[0], write[1] + 2, write[2]],
    ]


def test_mail_to_a_strangers_mailbox_costs_the_counts_of_its_limits(
    shop: Shop, catalogue: Catalogue, meter: Meter
) -> None:
    ((*_, own), _) = meter.measure(order(shop, catalogue))
    body = order_of(typical_cart(catalogue), TYPICAL_TOTAL, customer={"email": "other@shop.example"})

    ((*_, strangers), _) = meter.measure(lambda: place(shop, body, role="customer"))

    assert strangers[1] == own[1] + 2 * 2


def test_a_card_order_costs_no_mail_and_no_event_but_the_mark_of_an_unpaid_order(
    shop: Shop, catalogue: Catalogue, meter: Meter, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    (read, number, write), _ = meter.measure(order(shop, catalogue))
    monkeypatch.setenv("PAYMENT_PROVIDER", "stripe")
    body = order_of(typical_cart(catalogue), TYPICAL_TOTAL, customer=None, payment={"method": "card"})

    calls, _ = meter.measure(lambda: place(shop, body, role="customer"))

    assert calls == [[read[0], read[1] + 1, 0], number, [write[0], 26, 5]]
    assert keys_of(recording.calls[-1]) == [*["ORDER"] * 4, *["PRODUCT"] * 2, *["USER"] * 3]


def keys_of(call: Call) -> list[str]:
    """Return the first part of each key that a call names."""
    if call.operation == "BatchGetItem":
        return sorted(key["pk"]["S"] for asked in call.request["RequestItems"].values() for key in asked["Keys"])
    if call.operation == "TransactWriteItems":
        requests = [next(iter(write.values())) for write in call.request["TransactItems"]]
        return sorted((each.get("Key") or each["Item"])["pk"]["S"].partition("#")[0] for each in requests)
    return [call.request["Key"]["pk"]["S"]]


def test_an_order_names_its_own_items_and_no_others(shop: Shop, catalogue: Catalogue, recording: Recording) -> None:
    """So its calls are the same with a hundred products and orders as with a hundred thousand."""
    catalogue.add("products", "Not ordered")
    send = order(shop, catalogue)
    recording.calls.clear()

    assert send().status == 201

    read, number, write = recording.calls
    assert keys_of(read) == [
        *["ADDON"] * 4,
        *["CUSTOMIZATION"] * 4,
        *["PRODUCT"] * 3,
        *["STORE"] * 2,
        *[f"USER#{CUSTOMER['userId']}"] * 2,
    ]
    assert keys_of(number) == ["NUMBER#2026-11-30"]
    assert keys_of(write) == [
        "EVENT",
        "INTAKE",
        *["ORDER"] * 5,  # head, lines, person and history, and the claim on the order
        "OUTBOX",
        *["PRODUCT"] * 2,
        "TRACK",
        *["USER"] * 2,  # the idempotency record, and the check of the account
    ]


def test_a_required_choice_that_the_cart_does_not_name_costs_another_read(
    shop: Shop, catalogue: Catalogue, meter: Meter
) -> None:
    calls, _ = meter.measure(lambda: shop.post("/orders/quote", cart_of(catalogue, "Coffee"), role="nobody"))

    assert calls == [["BatchGetItem", 1.5, 0], ["BatchGetItem", 1.5, 0]]


def test_a_repeated_request_costs_one_read(shop: Shop, catalogue: Catalogue, meter: Meter) -> None:
    body = order_of(cart_of(catalogue, "Tea"), 300)
    place(shop, body, key="again")

    calls, _ = meter.measure(lambda: place(shop, body, key="again"))

    assert [operation for operation, *_ in calls] == ["BatchGetItem"]
