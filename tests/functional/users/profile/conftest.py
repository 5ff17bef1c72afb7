"""Orders of an account, stored as their placing writes them, with marked personal data."""

from collections.abc import Callable
from typing import Any

import pytest

from bodega.attributes import from_attributes, to_attributes
from harness.aws.tables import read_all
from tests.support.shop.stored_orders import stored_order

Store = Callable[..., list[str]]
MARK = "m4rk3d"
MARKS = {"name": MARK, "phone": "+15145559999", "email": f"{MARK}@shop.example", "note": MARK, "lineNotes": {"1": MARK}}


def request_of(user_id: str, order_id: str, number: int = 0) -> dict[str, Any]:
    """Return the record of the request that placed an order. Its stored answer has personal data."""
    return {
        "pk": f"USER#{user_id}",
        "sk": f"REQUEST#{number:064d}",
        "bodyHash": "",
        "answer": {"id": order_id, "customer": {"name": MARK}},
        "orderId": order_id,
        "expiresAt": 2_111_000_000,
    }


@pytest.fixture
def put(dynamodb: Any, orders: str) -> Callable[[dict[str, Any]], None]:
    return lambda item: dynamodb.put_item(TableName=orders, Item=to_attributes(item))


@pytest.fixture
def rows(dynamodb: Any, orders: str) -> Callable[[str], list[dict[str, Any]]]:
    """Return a function that reads the items of the orders table whose partition key starts with a prefix."""

    def read(prefix: str = "") -> list[dict[str, Any]]:
        items = [from_attributes(row) for row in read_all(dynamodb, orders)]
        return [item for item in items if item["pk"].startswith(prefix)]

    return read


@pytest.fixture
def place(put: Callable[[dict[str, Any]], None]) -> Store:
    """Return a function that stores orders of a user, with marked personal data. It returns their ids.

    Unless `due_to` is given, the orders are not due yet.
    """

    def store(
        user_id: str | None, *statuses: str, first: int = 0, due_to: str = "9999-12-31T00:00:00.000Z"
    ) -> list[str]:
        ids = [f"ord_01JD4W0Q8V5E2M7T9X3{number:07d}" for number in range(first, first + len(statuses))]
        for order_id, status in zip(ids, statuses, strict=True):
            for item in stored_order(order_id, status, customer=user_id, dueTo=due_to):
                put({**item, **marked(item)})
        return ids

    return store


def marked(item: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes of an order's item that have personal data."""
    if item["sk"] == "PERSON":
        return MARKS
    if "callName" in item:
        return {"callName": MARK, "ticket": [{**line, "note": MARK} for line in item["ticket"]]}
    return {}
