"""Restored orders: those of then, without what is personal of erased users, and with no number given out twice."""

from collections.abc import Callable
from typing import Any

import pytest

from bodega.attributes import from_attributes, to_attributes
from harness.aws.tables import delete_all, put_all
from harness.shop.client import Shop
from tests.functional.restore.conftest import Restore, Rows, Snapshot
from tests.support.shop.stored_orders import BUYER, DAY, ORDER_ID, stored_order

Read = Callable[[str], Rows]
Items = dict[tuple[str, str], dict[str, Any]]
LATER = "ord_01JD4W0Q8V5E2M7T9X3K6B1ZC2"


@pytest.fixture
def place(orders: str, dynamodb: Any) -> Callable[..., None]:
    """Return a function that writes items, as the functions do."""
    return lambda *items: put_all(dynamodb, orders, [to_attributes(item) for item in items])


@pytest.fixture
def items(rows: Read) -> Callable[[], Items]:
    """Return a function that reads the live orders table."""
    return lambda: {(item["pk"], item["sk"]): item for item in map(from_attributes, rows("orders"))}


def number(last: int) -> dict[str, Any]:
    return {"pk": f"NUMBER#{DAY}", "sk": "NUMBER", "last": last}


def test_the_orders_of_then_come_back(
    shop: Shop, place: Any, items: Any, live: Any, dynamodb: Any, rows: Read, snapshot: Snapshot, restore: Restore
) -> None:
    place(*stored_order(status="ready"), number(47), {"pk": "STORE", "sk": "SETTINGS", "leadMinutes": 20, "version": 4})
    sources, before = snapshot("orders"), items()
    place(*stored_order(status="canceled"), *stored_order(LATER, number="048"), number(48))
    place({"pk": "STORE", "sk": "SETTINGS", "leadMinutes": 90, "version": 5})

    assert restore(sources) == 0

    after = items()
    assert after.keys() == before.keys()
    for key, item in before.items():
        assert {**after[key], "version": 0} == {**item, "version": 0} or key == (f"NUMBER#{DAY}", "NUMBER")
    assert after["STORE", "SETTINGS"]["version"] > 5


def test_numbers_go_on_where_they_were(
    shop: Shop, place: Any, items: Any, snapshot: Snapshot, restore: Restore
) -> None:
    place(*stored_order(), number(47))
    sources = snapshot("orders")
    place(number(52))

    assert restore(sources) == 0

    assert items()[f"NUMBER#{DAY}", "NUMBER"]["last"] == 52


def test_numbers_that_are_gone_come_back(
    shop: Shop, place: Any, items: Any, live: Any, dynamodb: Any, rows: Read, snapshot: Snapshot, restore: Restore
) -> None:
    place(*stored_order(), number(47))
    sources = snapshot("orders")
    delete_all(dynamodb, live["orders"], rows("orders"))

    assert restore(sources) == 0

    assert items()[f"NUMBER#{DAY}", "NUMBER"]["last"] == 47


@pytest.mark.parametrize("status", ["ready", "completed"])
def test_orders_of_erased_users_come_back_without_what_is_personal(
    shop: Shop,
    place: Any,
    items: Any,
    live: Any,
    dynamodb: Any,
    rows: Read,
    erasures: str,
    snapshot: Snapshot,
    restore: Restore,
    status: str,
) -> None:
    place(*stored_order(status=status), {"pk": f"USER#{BUYER}", "sk": "REQUEST#1f", "orderId": ORDER_ID})
    sources = snapshot("orders")
    delete_all(dynamodb, live["orders"], rows("orders"))
    listed = to_attributes({"pk": f"USER#{BUYER}", "sk": "ERASURE"})
    put_all(dynamodb, erasures, [listed])
    try:
        assert restore(sources) == 0
        assert restore(sources) == 0  # nothing differs any more
    finally:
        delete_all(dynamodb, erasures, [listed])

    found = items()
    assert sorted(sk.partition("#")[0] for _, sk in found) == ["HISTORY", "LINES", "ORDER"]
    text = str(found)
    assert not [word for word in (BUYER, "Ada", "ada@shop.example", "+15145550123", "extra hot") if word in text]
    assert found[f"ORDER#{ORDER_ID}", "ORDER"]["totals"]["total"] == 1356
