"""What the export has of the orders of an account."""

import json
from typing import Any

import pytest

from bodega.attributes import to_attributes
from harness.aws.dynamodb_proxy import Recording
from harness.shop.client import Shop
from tests.functional.users.profile.conftest import Store, request_of
from tests.support.shop.accounts import Account, customer


@pytest.fixture
def ada(shop: Shop) -> Account:
    return customer(shop)


def test_it_has_everything_that_is_stored_about_the_orders(ada: Account, place: Store, put: Any, rows: Any) -> None:
    ids = place(ada.id, "completed", "placed")
    put(request_of(ada.id, ids[1]))

    export = ada.get("/users/me/export")

    assert [order["order"]["id"] for order in export["orders"]] == ids
    assert [request["answer"]["id"] for request in export["requests"]] == [ids[1]]
    text = json.dumps(export, ensure_ascii=False)
    hidden = {"pk", "sk", "customerId", "bodyHash"}
    for item in rows():
        shown = [value for name, value in item.items() if name not in hidden and not name.endswith(("Pk", "Sk"))]
        values = [value for value in shown if isinstance(value, str | int) and not isinstance(value, bool)]
        assert not [value for value in values if str(value) not in text], item


def test_it_has_no_orders_of_others(shop: Shop, ada: Account, place: Store) -> None:
    place(customer(shop).id, "completed")
    assert ada.get("/users/me/export")["orders"] == []


def test_it_costs_one_query_per_order(ada: Account, place: Store, recording: Recording) -> None:
    place(ada.id, "completed", "completed", "completed")
    recording.calls.clear()
    ada.get("/users/me/export")
    assert recording.operations == ["GetItem", "BatchGetItem", "Query"] + ["Query"] * (2 + 3) + ["Query"]


def test_personal_data_that_has_expired_is_not_there(ada: Account, place: Store, dynamodb: Any, orders: str) -> None:
    (order_id,) = place(ada.id, "completed")
    dynamodb.delete_item(TableName=orders, Key=to_attributes({"pk": f"ORDER#{order_id}", "sk": "PERSON"}))
    (order,) = ada.get("/users/me/export")["orders"]
    assert order["person"] is None
