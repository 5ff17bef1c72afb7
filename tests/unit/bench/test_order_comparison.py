"""The comparison of orders: the sample order, its answers, and the items that its calls read and write."""

import json
from typing import Any

import pytest

from benchmarks.measurements.comparison import DifferentAnswers
from benchmarks.measurements.orders import comparable, items_of
from benchmarks.programs.sample_order import ROUTES, TOTAL, order_events

KEY = {"pk": {"S": "ORDER#1"}, "sk": {"S": "HISTORY#2026"}}


def test_the_sample_order_is_the_typical_one() -> None:
    events = order_events()
    body = json.loads(events["order"]["body"])
    selections = [selection for line in body["lines"] for selection in line["selections"]]

    assert tuple(events) == ROUTES
    assert len(body["lines"]) == 3
    assert len({selection["customizationId"] for selection in selections}) == 4
    assert len({addon["addonId"] for selection in selections for addon in selection["addons"]}) == 5
    assert body["expectedTotal"]["amount"] == TOTAL
    assert events["order"]["requestContext"]["authorizer"]["role"] == "customer"
    assert json.loads(events["quote"]["body"]).items() <= body.items()


def answered(**members: Any) -> dict[str, Any]:
    document = {"fulfilment": {"type": "pickup", "from": "12:00"}, **members}
    return {"answer": {"statusCode": 201, "body": json.dumps(document)}}


def test_orders_are_compared_without_ids_and_times() -> None:
    assert comparable("order", answered(id="a", placedAt="now")) == comparable(
        "order", answered(id="b", placedAt="then")
    )
    assert comparable("order", answered(number="047"))["number"] == "047"


def test_another_status_is_not_comparable() -> None:
    with pytest.raises(DifferentAnswers):
        comparable("quote", answered())


def test_reads_are_compared_by_their_keys() -> None:
    request = {"RequestItems": {"orders": {"Keys": [{"pk": {"S": "USER#1"}, "sk": {"S": "REQUEST#9"}}]}}}

    assert items_of(request) == [("Get", "orders", "USER", "REQUEST")]


def test_writes_are_compared_by_action_key_and_attributes() -> None:
    put = {"Put": {"TableName": "orders", "Item": {**KEY, "to": {"S": "placed"}}}}
    check = {"ConditionCheck": {"TableName": "accounts", "Key": KEY}}

    assert items_of({"TransactItems": [put, check]}) == [
        ("ConditionCheck", "accounts", "ORDER", "HISTORY"),
        ("Put", "orders", "ORDER", "HISTORY", "pk", "sk", "to"),
    ]


def test_a_single_update_is_a_write_too() -> None:
    assert items_of({"TableName": "orders", "Key": KEY}) == [("Update", "orders", "ORDER", "HISTORY")]
