"""A transaction over two tables under every fault: all or nothing, exactly once, and failures by name.

The transaction of these tests takes the last items from stock and writes an order. An erasure makes such a transaction.
"""

import itertools
import os
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any
from unittest.mock import patch

import pytest

from bodega import deadline
from bodega.dynamodb import Key, Put, Table, TransactionFailed, Update, transact
from bodega.errors import StorageUnavailable
from harness.aws.dynamodb_proxy import Fault, Proxy, Recording
from harness.aws.tables import create_table, delete_all, put_all, read_all, template
from tests.support.database.route_costs import Meter
from tests.support.faults.fault_kinds import FOR_GOOD, KINDS, AtRandom, FaultKind
from tests.support.faults.fault_suite import LATE, READ_TIMEOUT
from tests.support.faults.read_timeout import read_timeout

OPERATION = "TransactWriteItems"
FAULTS = {kind.name: kind for kind in KINDS if OPERATION in kind.operations}
ORDER, STOCK = Key("ORDER", "1"), Key("PRODUCT", "tea")
ABSENT = "attribute_not_exists(#pk)"

orders, stock = Table("ORDERS_TABLE"), Table("STOCK_TABLE")
_numbers = itertools.count()


class Shop:
    """The two tables, read and written without the proxy."""

    def __init__(self, client: Any, recording: Recording) -> None:
        self.client, self.recording = client, recording

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        return {table.name: read_all(self.client, table.name) for table in (orders, stock)}

    def has(self, left: int, *, ordered: bool) -> bool:
        """Return whether the tables hold this stock, and the order with its entry or neither."""
        rows = [row for found in self.rows().values() for row in found]
        (count,) = [int(row["left"]["N"]) for row in rows if row["pk"]["S"] == STOCK.pk]
        written = [row["pk"]["S"] for row in rows if row["pk"]["S"] != STOCK.pk]
        return count == left and sorted(written) == (["ENTRY", "ORDER"] if ordered else [])


def place_order(quantity: int = 1) -> None:
    """Take the quantity from stock and write the order, all or nothing, in a new request."""
    deadline.start()
    key = {"pk": ORDER.pk, "sk": ORDER.sk}
    transact(
        {
            "order": orders.write(Put({**key, "quantity": quantity}, ABSENT)),
            "stock": stock.write(
                Update(STOCK, "#left >= :quantity", add={"left": -quantity}, values={"quantity": quantity})
            ),
            "request": None,
            "entry": stock.write(Put({"pk": "ENTRY", "sk": "1"}, ABSENT)),
        }
    )


@pytest.fixture(scope="module")
def _tables(dynamodb: Any, database: Proxy) -> Iterator[None]:
    """Two tables with the template's definitions, and a client that does not wait long for an answer."""
    declared = template().tables
    names = {
        "ORDERS_TABLE": ("CatalogTable", f"orders-{os.getpid()}-{next(_numbers)}"),
        "STOCK_TABLE": ("AnalyticsTable", f"stock-{os.getpid()}-{next(_numbers)}"),
    }
    for logical_id, name in names.values():
        create_table(dynamodb, declared[logical_id].definition, name)
    variables = {variable: name for variable, (_, name) in names.items()}
    with read_timeout(READ_TIMEOUT), patch.dict(os.environ, variables):
        yield
    for _, name in names.values():
        dynamodb.delete_table(TableName=name)


@pytest.fixture
def shop(_tables: None, dynamodb: Any, recording: Recording, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """A shop with three pieces in stock and no order."""
    # No other test may inherit a deadline.
    monkeypatch.setattr(deadline, "_deadline", ContextVar("deadline", default=None))
    found = Shop(dynamodb, recording)
    put_all(dynamodb, stock.name, [{"pk": {"S": STOCK.pk}, "sk": {"S": STOCK.sk}, "left": {"N": "3"}}])
    yield found
    for name, rows in found.rows().items():
        delete_all(dynamodb, name, rows)


def at(kind: FaultKind, call: int, times: int = 1) -> Fault:
    fault = kind.at(call, times)
    return Fault(**{**vars(fault), "seconds": LATE})


def cancelled(*reasons: str) -> Fault:
    return Fault("error", code="TransactionCanceledException", reasons=reasons)


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("name", FAULTS)
def test_a_transient_fault_changes_nothing(shop: Shop, name: str, times: int) -> None:
    fault = at(FAULTS[name], 0, times)
    shop.recording.faults = [fault]

    place_order()

    assert fault.times == 0
    assert shop.has(left=2, ordered=True)
    tokens = {call.request["ClientRequestToken"] for call in shop.recording.calls}
    assert len(tokens) == 1


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_at_the_call_after_a_conflict_changes_nothing(shop: Shop, name: str) -> None:
    fault = at(FAULTS[name], 0)
    shop.recording.faults = [cancelled("TransactionConflict", "None", "None"), fault]

    place_order()

    assert fault.times == 0
    assert shop.has(left=2, ordered=True)


@pytest.mark.parametrize("name", FAULTS)
def test_an_outage_leaves_all_or_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    shop.recording.faults = [at(FAULTS[name], 0, FOR_GOOD)]

    with monkeypatch.context() as patched:
        patched.setattr(deadline, "BUDGET", 0.1)
        with pytest.raises(StorageUnavailable):
            place_order()

    # Only a fault after the write, a lost response, leaves the order.
    written = FAULTS[name].fault.kind in {"lost", "truncated", "late", "reset"}
    assert shop.has(left=2, ordered=True) if written else shop.has(left=3, ordered=False)
    shop.recording.faults = []
    if written:
        with pytest.raises(TransactionFailed):
            place_order()
    else:
        place_order()
    assert shop.has(left=2, ordered=True)


@pytest.mark.parametrize("seed", range(10))
def test_random_faults_change_nothing(shop: Shop, seed: int) -> None:
    shop.recording.choose = AtRandom(seed, 0.5, LATE)

    try:
        place_order()
    except StorageUnavailable:
        assert shop.has(left=3, ordered=False) or shop.has(left=2, ordered=True), shop.recording.choose.chosen
    else:
        assert shop.has(left=2, ordered=True), shop.recording.choose.chosen


class TestFailures:
    def test_have_the_name_of_the_write_in_the_first_table(self, shop: Shop) -> None:
        place_order()
        before = shop.rows()

        with pytest.raises(TransactionFailed) as failed:
            place_order(1)

        assert failed.value.names == {"order", "entry"}
        assert failed.value.item("order") == {"pk": "ORDER", "sk": "1", "quantity": 1}
        assert failed.value.item("stock") is None
        assert shop.rows() == before

    def test_have_the_name_of_the_write_in_the_second_table(self, shop: Shop) -> None:
        with pytest.raises(TransactionFailed) as failed:
            place_order(4)

        assert failed.value.names == {"stock"}
        assert failed.value.item("stock") == {"pk": "PRODUCT", "sk": "tea", "left": 3}
        assert shop.has(left=3, ordered=False)

    def test_have_the_names_of_writes_in_both_tables(self, shop: Shop) -> None:
        place_order()

        with pytest.raises(TransactionFailed) as failed:
            place_order(4)

        assert failed.value.names == {"order", "stock", "entry"}
        assert shop.has(left=2, ordered=True)

    @pytest.mark.parametrize(
        "reasons",
        list(itertools.permutations(("ConditionalCheckFailed", "TransactionConflict", "None"))),
        ids="-".join,
    )
    def test_are_not_final_when_they_come_with_a_conflict(self, shop: Shop, reasons: tuple[str, ...]) -> None:
        """The conflicting write may be the one that explains the failure."""
        shop.recording.faults = [cancelled(*reasons)]

        place_order()

        assert shop.has(left=2, ordered=True)

    @pytest.mark.parametrize("name", FAULTS)
    def test_are_the_same_after_a_fault(self, shop: Shop, name: str) -> None:
        shop.recording.faults = [at(FAULTS[name], 0)]

        with pytest.raises(TransactionFailed) as failed:
            place_order(4)

        assert failed.value.names == {"stock"}
        assert shop.has(left=3, ordered=False)


def test_the_capacity_counts_the_items_of_both_tables(shop: Shop) -> None:
    meter = Meter(shop.recording, shop.rows)
    key = {"pk": ORDER.pk, "sk": ORDER.sk, "nameKey": "order", "text": "x" * 1500}

    made = meter.measure(
        lambda: transact(
            {
                "order": orders.write(Put(key, ABSENT)),
                "stock": stock.write(Update(STOCK, "#left >= :one", add={"left": -1}, values={"one": 1})),
                "entry": stock.write(Put({"pk": "ENTRY", "sk": "1"}, ABSENT)),
            }
        )
    )

    # 2 units per KB and item: 4 for the order, 2 each for the others; and 2 for the order's entry in the index.
    assert made == ([[OPERATION, 8, 2]], 0)
