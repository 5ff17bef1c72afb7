"""Restored card payments: money does not move back, so neither does an order whose payment went on since."""

from collections.abc import Callable
from typing import Any, cast

import pytest

from bodega.attributes import from_attributes, to_attributes
from bodega.dynamodb import Put
from bodega.orders import payment_items
from harness.aws.tables import delete_all, put_all
from harness.shop.client import Shop
from scripts.restore.checks import check
from scripts.restore.copying import plan
from tests.functional.restore.conftest import Restore, Rows, Snapshot
from tests.support.shop.stored_orders import ORDER_ID, PLACED_AT, stored_order

Item = dict[str, Any]
Items = dict[tuple[str, str], Item]
LATER = "ord_01JD4W0Q8V5E2M7T9X3K6B1ZC2"
COMMAND = ("COMMAND#cmd_1", "COMMAND")


@pytest.fixture
def put(orders: str, dynamodb: Any) -> Callable[..., None]:
    """Return a function that writes items, as the functions do."""
    return lambda *items: put_all(dynamodb, orders, [to_attributes(item) for item in items])


@pytest.fixture
def items(rows: Callable[[str], Rows]) -> Callable[[], Items]:
    """Return a function that reads the live orders table, without what a restore raises."""
    return lambda: {(item["pk"], item["sk"]): {**item, "version": 0} for item in map(from_attributes, rows("orders"))}


def card_order(status: str, payment_status: str, order_id: str = ORDER_ID) -> list[Item]:
    """Return the items of an order that is paid by card."""
    payment = {"method": "card", "status": payment_status, "attempt": 1}
    head, *others = stored_order(order_id, status=status, payment=payment)
    return [head, *others, paid(payment_status, order_id)]


def paid(status: str, order_id: str = ORDER_ID) -> Item:
    head = {"id": order_id, "totals": {"total": 1356}, "currency": "CAD", "expiresAt": 2_111_000_000}
    put = cast(Put, payment_items.new_payment(head, 1, "stripe", PLACED_AT)["payment"].write)
    return {**put.item, "status": status}


def command(kind: str, order_id: str = ORDER_ID) -> Item:
    pk, sk = COMMAND
    due = {"duePk": "DUE#PAYMENTS", "dueSk": f"{PLACED_AT}#cmd_1"}
    return {"pk": pk, "sk": sk, "orderId": order_id, "attempt": 1, "kind": kind, "attempts": 0, **due}


def test_an_order_that_was_captured_since_stays_as_it_is(
    shop: Shop, put: Any, items: Any, snapshot: Snapshot, restore: Restore
) -> None:
    put(*card_order("placed", "authorized"))
    sources = snapshot("orders")
    put(*card_order("completed", "captured"))
    before = items()

    assert restore(sources) == 0

    assert items() == before


def test_an_order_whose_payment_is_as_it_was_has_the_status_of_then(
    shop: Shop, put: Any, items: Any, snapshot: Snapshot, restore: Restore
) -> None:
    put(*card_order("accepted", "captured"))
    sources, before = snapshot("orders"), items()
    put(*card_order("ready", "captured"))

    assert restore(sources) == 0

    assert items() == before


def test_an_order_that_was_paid_since_stays_with_its_commands(
    shop: Shop, put: Any, items: Any, snapshot: Snapshot, restore: Restore
) -> None:
    put(*stored_order())
    sources = snapshot("orders")
    put(*card_order("accepted", "authorized", LATER), command("capture", LATER), *stored_order(status="ready"))

    assert restore(sources) == 0

    after = items()
    assert after[f"ORDER#{LATER}", "PAYMENT#1"]["status"] == "authorized"
    assert COMMAND in after
    assert after[f"ORDER#{ORDER_ID}", "ORDER"]["status"] == "placed"


def test_a_hold_of_an_order_that_was_canceled_and_voided_since_does_not_come_back(
    shop: Shop, put: Any, items: Any, snapshot: Snapshot, restore: Restore
) -> None:
    put(*card_order("pending", "waiting"))
    sources = snapshot("orders")
    put(*card_order("expired", "voided"))

    assert restore(sources) == 0

    assert items()[f"ORDER#{ORDER_ID}", "ORDER"]["status"] == "expired"


def test_a_command_that_was_executed_since_does_not_come_back(
    shop: Shop, put: Any, items: Any, rows: Any, orders: str, dynamodb: Any, snapshot: Snapshot, restore: Restore
) -> None:
    put(*card_order("accepted", "authorized"), command("capture"))
    sources = snapshot("orders")
    delete_all(dynamodb, orders, rows("orders"))
    put(*card_order("accepted", "captured"))

    assert restore(sources) == 0

    assert COMMAND not in items()


def test_a_lost_order_comes_back_with_its_command_and_the_command_comes_last(
    shop: Shop, put: Any, items: Any, rows: Any, orders: str, dynamodb: Any, snapshot: Snapshot, restore: Restore
) -> None:
    put(*card_order("accepted", "authorized"), command("capture"))
    sources, before = snapshot("orders"), items()
    # The stream has the command executed as soon as it is written: its order has to be there.
    assert [key.pk for key in plan("orders", rows("orders"), [], frozenset(), 0).late] == [COMMAND[0]]
    delete_all(dynamodb, orders, rows("orders"))

    assert restore(sources) == 0

    assert items() == before


@pytest.mark.parametrize("status", ["canceled", "expired"])
def test_an_order_that_has_released_its_slot_takes_none_of_it(status: str, put: Any, rows: Any) -> None:
    put(*card_order(status, "voided"), command("void"))
    assert check("orders", rows("orders")).problems == []
