"""The writes of a sale that orders share: the event for the reports, and the stock of products."""

import pytest

from bodega import sales, stock
from bodega.dynamodb import Key, Put, TransactionFailed, Update

ORDER = "ord_01JD4W0Q8V5E2M7T9X3K6B1ZCN"
AT = "2026-11-30T12:00:00.000Z"
LINES = [
    {"productId": "prd_1", "name": "Flat white", "quantity": 2, "net": 990, "unit": {"base": 475}},
    {"productId": "prd_2", "name": "Cake", "quantity": 1, "net": 500},
]
PRODUCT = {"id": "prd_1", "price": {"amount": 475, "currency": "CAD"}, "quantity": 5, "inStock": True, "version": 3}


@pytest.fixture(autouse=True)
def _variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ANALYTICS_TABLE": "analytics", "CATALOG_TABLE": "catalog", "SHOP_CURRENCY": "CAD"}.items():
        monkeypatch.setenv(name, value)


def test_an_order_has_the_event_that_a_till_would_report() -> None:
    event = sales.order_placed(ORDER, AT, LINES)

    assert event == {
        "eventId": f"{ORDER}:placed",
        "type": "order.placed",
        "orderId": ORDER,
        "occurredAt": AT,
        "total": 1490,
        "items": [
            {"productId": "prd_1", "name": "Flat white", "quantity": 2, "amount": 990},
            {"productId": "prd_2", "name": "Cake", "quantity": 1, "amount": 500},
        ],
    }
    canceled = sales.order_canceled(ORDER, AT, LINES)
    assert canceled == {**event, "eventId": f"{ORDER}:canceled", "type": "order.refunded"}


def test_an_event_is_claimed_twice_and_stored_in_an_intake() -> None:
    event = sales.order_placed(ORDER, AT, LINES)

    writes = sales.record([event])

    assert list(writes) == [f"event/{ORDER}:placed", f"order/{ORDER}:placed", "intake"]
    items = [write.write.item for write in writes.values() if isinstance(write.write, Put)]
    assert [(item["pk"], item["sk"]) for item in items[:2]] == [
        (f"EVENT#{ORDER}:placed", "EVENT"),
        (f"ORDER#{ORDER}", f"order.placed#{AT}#1490"),
    ]
    assert items[2]["events"] == [event]
    assert {write.write.condition for write in writes.values()} == {"attribute_not_exists(#pk)"}
    assert {write.table_name for write in writes.values()} == {"analytics"}


def test_a_failed_claim_of_either_kind_names_the_event() -> None:
    failed = TransactionFailed({"head": None, "event/a": None, "order/b": None})

    assert sales.known_events(failed) == {"a", "b"}


def test_two_refunds_of_one_order_count_both_and_each_once() -> None:
    """They can have the same time and the same amount, so the ID of the refund belongs to both claims."""
    one, other = (sales.order_refunded(ORDER, refund, AT, LINES) for refund in ("ref_1", "ref_2"))

    assert one == sales.order_canceled(ORDER, AT, LINES) | {"eventId": f"{ORDER}:refunded:ref_1", "refundId": "ref_1"}
    assert sales.order_key(one) == Key(f"ORDER#{ORDER}", "order.refunded#ref_1")
    assert len(sales.record([one, other])) == 2 + 2 + 1
    assert sales.order_key(one) != sales.order_key(other)


def test_pieces_are_taken_at_the_price_that_was_read() -> None:
    ((name, (table, write)),) = stock.take(PRODUCT, 2).items()

    assert (name, table) == ("stock/prd_1", "catalog")
    assert isinstance(write, Update)
    assert write.key == Key("PRODUCT", "prd_1")
    assert write.condition == "#quantity >= :pieces AND #inStock = :yes AND #price = :price"
    assert write.values == {"pieces": 2, "yes": True, "price": PRODUCT["price"]}
    assert write.add == {"quantity": -2, "version": 1}
    assert set(write.set) == {"updatedAt"}


def test_pieces_are_given_back_to_a_product_that_is_still_counted() -> None:
    ((name, (_, write)),) = stock.give_back("prd_1", 2).items()

    assert name == "stock/prd_1"
    assert isinstance(write, Update)
    assert write.condition == "attribute_type(#quantity, :number)"
    assert write.add == {"quantity": 2, "version": 1}
    assert stock.failed_products(TransactionFailed({"head": None, name: None})) == ["prd_1"]
