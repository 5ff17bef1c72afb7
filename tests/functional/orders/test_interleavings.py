"""What changes between the reads of an order and its transaction: the answer is the one of the moment of the write."""

from typing import Any

import pytest

from bodega.attributes import to_attributes
from harness.aws.tables import put_all
from harness.shop.client import Answer, Shop
from tests.functional.orders.conftest import Rows, Settings
from tests.support.database.in_between import InBetween
from tests.support.shop.ordering import Catalogue, cart_of, money, order_of, place, profile_row

pytestmark = pytest.mark.usefixtures("at_noon")

NUMBER = {"UpdateItem"}
"""The call between the reads and the transaction. It is the second one of the first order of a day."""
FIRST_SLOT, SECOND_SLOT = "2026-11-30T17:15:00.000Z", "2026-11-30T17:30:00.000Z"


@pytest.fixture
def cake(shop: Shop, catalogue: Catalogue) -> dict[str, Any]:
    """The body of an order of two cakes, which is not the first order of its day."""
    assert place(shop, order_of(cart_of(catalogue, "Tea"), 300, customer=None), role="staff").status == 201
    return order_of(cart_of(catalogue, "Cake", 2), 1000)


def taken(start: str, units: int) -> dict[str, Any]:
    return to_attributes({"pk": "SLOT#2026-11-30", "sk": start, "taken": units, "expiresAt": 2_000_000_000})


def test_two_orders_that_are_the_first_of_their_day_get_different_numbers(
    shop: Shop, catalogue: Catalogue, in_between: InBetween
) -> None:
    tea = order_of(cart_of(catalogue, "Tea"), 300)
    faster: list[Answer] = []
    in_between(NUMBER, lambda: faster.append(place(shop, tea)))

    assert place(shop, tea).json["number"] == "002"
    assert faster[0].json["number"] == "001"


def orders_of(rows: Rows) -> int:
    """Return the number of orders besides the first one."""
    return len([row for row in rows("ORDER#ord_") if row["sk"] == "ORDER"]) - 1


def test_stock_that_is_sold_meanwhile_is_out_of_stock(
    shop: Shop, catalogue: Catalogue, cake: dict[str, Any], in_between: InBetween, rows: Rows
) -> None:
    url, body = f"/products/{catalogue['Cake']}/stock", {"inStock": True, "quantity": 1}
    in_between(NUMBER, lambda: shop.put(url, body))

    answer = place(shop, cake)

    assert answer.code == "not_orderable"
    assert [(problem["code"], problem["available"]) for problem in answer.json["problems"]] == [("out_of_stock", 1)]
    assert (catalogue.quantity("Cake"), orders_of(rows), len(rows("OUTBOX#"))) == (1, 0, 0)


def test_a_price_that_rises_meanwhile_is_quoted_again(
    shop: Shop, catalogue: Catalogue, cake: dict[str, Any], in_between: InBetween, rows: Rows
) -> None:
    in_between(NUMBER, lambda: shop.patch(f"/products/{catalogue['Cake']}", {"price": money(510)}))

    answer = place(shop, cake)

    assert answer.code == "price_changed"
    assert answer.json["quote"]["totals"]["total"] == money(1020)
    assert (catalogue.quantity("Cake"), orders_of(rows)) == (20, 0)


def test_a_change_that_does_not_touch_the_order_does_not_stop_it(
    shop: Shop, catalogue: Catalogue, cake: dict[str, Any], in_between: InBetween
) -> None:
    in_between(NUMBER, lambda: shop.patch(f"/products/{catalogue['Cake']}", {"description": "Fresh."}))

    assert place(shop, cake).status == 201
    assert shop.get(f"/products/{catalogue['Cake']}").json["description"] == "Fresh."


@pytest.mark.parametrize(("at", "due"), [(None, SECOND_SLOT), (FIRST_SLOT, None)])
def test_a_slot_that_fills_meanwhile_is_full(
    shop: Shop,
    cake: dict[str, Any],
    in_between: InBetween,
    store_settings: Settings,
    dynamodb: Any,
    orders: str,
    at: str | None,
    due: str | None,
) -> None:
    store_settings(capacity={"unit": "orders", "perSlot": 1})
    in_between(NUMBER, lambda: put_all(dynamodb, orders, [taken(FIRST_SLOT, 1)]))

    answer = place(shop, cake | {"fulfilment": {"type": "pickup", "at": at}})

    if due:
        # An attempt that is repeated keeps its number.
        assert (answer.status, answer.json["dueFrom"], answer.json["number"]) == (201, due, "002")
    else:
        (problem,) = answer.json["problems"]
        assert (problem["code"], problem["next"]) == ("slot_full", SECOND_SLOT)


@pytest.mark.parametrize("erased", [False, True])
def test_an_account_that_is_erased_meanwhile_orders_nothing(
    shop: Shop, cake: dict[str, Any], in_between: InBetween, dynamodb: Any, accounts: str, rows: Rows, erased: bool
) -> None:
    profile = profile_row("guest", role="leaving")
    key = {name: profile[name] for name in ("pk", "sk")}
    in_between(
        NUMBER,
        lambda: dynamodb.delete_item(TableName=accounts, Key=key) if erased else put_all(dynamodb, accounts, [profile]),
    )

    assert place(shop, cake).code == "session_ended"
    assert orders_of(rows) == 0


def test_the_same_request_that_is_faster_gives_the_answer(
    shop: Shop, catalogue: Catalogue, cake: dict[str, Any], in_between: InBetween, rows: Rows
) -> None:
    faster: list[Answer] = []
    in_between(NUMBER, lambda: faster.append(place(shop, cake, key="same")))

    answer = place(shop, cake, key="same")

    assert (answer.status, answer.json) == (201, faster[0].json)
    assert answer.headers["Idempotency-Replayed"] == "true"
    assert (catalogue.quantity("Cake"), orders_of(rows)) == (18, 1)


def test_mails_that_reach_their_limit_meanwhile_are_left_out(
    shop: Shop, catalogue: Catalogue, cake: dict[str, Any], in_between: InBetween, rows: Rows
) -> None:
    tea = order_of(cart_of(catalogue, "Tea"), 300)
    in_between(NUMBER, lambda: [place(shop, tea) for _ in range(5)])

    assert place(shop, cake).status == 201
    assert len(rows("OUTBOX#")) == 5
