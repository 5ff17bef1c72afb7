"""The aggregator: every event is in the counters once, however it is delivered."""

import copy
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from harness.aws.dynamodb_proxy import Fault, Recording
from harness.aws.tables import read_all
from harness.shop.client import Shop
from harness.shop.orders import NOON, order, random_order
from tests.support.aws.emf import metrics_of
from tests.support.database.analytics_table import (
    aggregate,
    analytics_table,
    counters_of,
    cut,
    send,
    stream_records,
)
from tests.support.database.expected_counters import ExpectedCounters


def test_an_order_is_counted_in_its_hour_day_month_and_year_and_under_its_products(
    shop: Shop, records: Any, counters: Any
) -> None:
    send(shop, order(("prd_1", 2, 900), ("prd_2", 1, 300)))

    assert aggregate(records()) == []

    placed = {"orders": 1, "revenue": 1200, "items": 3}
    assert counters() == {
        ("HOUR#2025-03", "2025-03-10T16:00Z"): placed,
        ("DAY#2025", "2025-03-10"): placed,
        ("MONTH", "2025-03"): placed,
        ("YEAR", "2025"): placed,
        ("PRODUCTS#2025-03", "prd_1"): {"quantity": 2, "revenue": 900, "q10": 2, "r10": 900},
        ("PRODUCTS#2025-03", "prd_2"): {"quantity": 1, "revenue": 300, "q10": 1, "r10": 300},
    }


def test_a_refund_is_subtracted_where_it_happened(shop: Shop, records: Any, counters: Any) -> None:
    sold, given_back = order(("prd_1", 3, 900)), order(("prd_1", 1, 300), at=NOON + timedelta(days=1), refund=True)
    send(shop, sold, given_back)

    aggregate(records())

    found = counters()
    assert found["DAY#2025", "2025-03-10"] == {"orders": 1, "revenue": 900, "items": 3}
    assert found["DAY#2025", "2025-03-11"] == {"refunds": 1, "refunded": 300, "revenue": -300, "items": -1}
    assert found["MONTH", "2025-03"] == {"orders": 1, "refunds": 1, "refunded": 300, "revenue": 600, "items": 2}
    assert found["PRODUCTS#2025-03", "prd_1"]["revenue"] == 600


def test_an_order_that_arrives_late_is_counted_when_it_happened(shop: Shop, records: Any, counters: Any) -> None:
    send(shop, order(at=datetime(2024, 2, 29, 4, 59, tzinfo=UTC)))  # still the 28th in Toronto

    aggregate(records())

    assert ("DAY#2024", "2024-02-28") in counters()
    assert ("YEAR", "2024") in counters()


def test_a_batch_that_comes_again_is_passed_over(shop: Shop, records: Any, counters: Any, recording: Recording) -> None:
    send(shop, order(), order())
    send(shop, order())
    batch = records()
    aggregate(batch)
    before = counters()
    recording.calls.clear()

    assert aggregate(batch) == []
    assert aggregate(batch[1:]) == []
    assert aggregate([*batch, *batch]) == []

    assert counters() == before
    assert recording.operations == ["TransactWriteItems"] * 3


def test_what_is_new_in_a_batch_is_counted_beside_what_is_not(shop: Shop, records: Any, counters: Any) -> None:
    events = [order() for _ in range(3)]
    send(shop, events[0])
    aggregate(records())
    send(shop, events[1], events[2])

    assert aggregate(records()) == []
    assert counters() == ExpectedCounters(events).counters()


@pytest.mark.parametrize("kind", ["lost", "truncated", "refused"])
def test_an_answer_that_is_lost_counts_nothing_twice(
    shop: Shop, records: Any, counters: Any, recording: Recording, kind: str
) -> None:
    events = [order() for _ in range(5)]
    send(shop, *events)
    recording.faults.append(Fault(kind, "TransactWriteItems"))

    assert aggregate(records()) == []
    assert counters() == ExpectedCounters(events).counters()


def test_an_outage_uses_up_no_retries(
    shop: Shop, records: Any, counters: Any, recording: Recording, impatient: None
) -> None:
    events = [order() for _ in range(3)]
    send(shop, *events)
    recording.faults.append(Fault("refused", "TransactWriteItems", times=30))

    assert aggregate(records()) == []
    assert counters() == ExpectedCounters(events).counters()


def test_an_outage_that_lasts_longer_has_the_batch_come_again(
    shop: Shop, records: Any, counters: Any, recording: Recording, impatient: None, output: Any
) -> None:
    send(shop, order())
    send(shop, order())
    recording.faults.append(Fault("refused", "TransactWriteItems", times=10_000))

    assert aggregate(records(), milliseconds=5_000) == ["1", "2"]
    assert counters() == {}
    assert "Storage unavailable; the batch comes again" in output()


def test_a_role_that_is_mended_within_minutes_costs_no_event(
    shop: Shop, records: Any, counters: Any, recording: Recording, monkeypatch: pytest.MonkeyPatch, output: Any
) -> None:
    from analytics import aggregator

    event = order()
    send(shop, event)
    refusal = Fault("error", "TransactWriteItems", times=10**9, code="AccessDeniedException")
    recording.faults.append(refusal)
    reported: list[list[str]] = []

    def mend_at_the_third_pause(_: float) -> None:
        reported.append([metric.name for metric in metrics_of(output())])
        if len(reported) == 3:
            recording.faults.clear()

    monkeypatch.setattr(aggregator.time, "sleep", mend_at_the_third_pause)
    output()

    assert aggregate(records()) == []
    assert counters() == ExpectedCounters([event]).counters()
    assert reported == [["CallsRefused"]] * 3, "an alarm cannot wait for the end of an invocation of minutes"
    assert 10**9 - refusal.times == 3


def test_a_role_that_is_not_mended_has_the_batch_come_again(
    shop: Shop, records: Any, counters: Any, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analytics import aggregator

    send(shop, order())
    recording.faults.append(Fault("error", "TransactWriteItems", times=10**9, code="ExpiredTokenException"))
    monkeypatch.setattr(aggregator.time, "sleep", lambda _: None)

    assert aggregate(records(), milliseconds=5_000) == ["1"]
    assert counters() == {}


def broken(records: list[dict[str, Any]], place: int, **changes: Any) -> list[dict[str, Any]]:
    """The records, with attributes of the first event of one of them changed as no intake would."""
    changed = copy.deepcopy(records)
    changed[place]["dynamodb"]["NewImage"]["events"]["L"][0]["M"].update(changes)
    return changed


@pytest.mark.parametrize(
    "changes",
    [{"type": {"S": "order.eaten"}}, {"total": {"S": "12"}}, {"total": {"N": "-5"}}, {"items": {"NULL": True}}],
)
def test_a_poisoned_event_holds_up_no_other_and_is_named(
    shop: Shop, records: Any, counters: Any, changes: dict[str, Any]
) -> None:
    events = [order(event_id=str(number)) for number in range(4)]
    send(shop, events[0])
    send(shop, events[1], events[2])
    send(shop, events[3])

    poisoned = broken(records(), 1, **changes)
    failed = [aggregate(poisoned) for _ in range(4)]  # as often as Lambda tries

    assert failed == [["2"]] * 4
    assert counters() == ExpectedCounters([events[0], events[2], events[3]]).counters()
    # Mended, it is counted, and the others are not counted again.
    assert aggregate(records()) == []
    assert counters() == ExpectedCounters(events).counters()


def test_a_record_without_events_is_named_too(shop: Shop, records: Any) -> None:
    send(shop, order())
    (record,) = records()
    del record["dynamodb"]["NewImage"]["events"]

    assert aggregate([record]) == ["1"]


def test_what_the_filter_lets_through_by_mistake_is_passed_over(
    shop: Shop, rows: Any, records: Any, recording: Recording
) -> None:
    send(shop, order())
    (record,) = records()
    claim = next(row for row in rows() if row["sk"]["S"] == "EVENT")
    recording.calls.clear()

    change = {"Keys": {"pk": claim["pk"], "sk": claim["sk"]}, "NewImage": claim, "SequenceNumber": "1"}
    assert aggregate([{"eventName": "INSERT", "dynamodb": change}, record | {"eventName": "REMOVE"}]) == []
    assert recording.calls == []


def test_a_hot_hour_costs_a_transaction_for_dozens_of_orders(
    shop: Shop, records: Any, counters: Any, recording: Recording
) -> None:
    chance = random.Random(1)
    events = [random_order(chance, days=1) | {"occurredAt": "2025-03-10T16:30:00Z"} for _ in range(1000)]
    for event in events:
        send(shop, event)  # one order a request, as a storefront sends them: the dearest way
    batch = records()
    recording.calls.clear()

    for begin in range(0, len(batch), 100):
        assert aggregate(batch[begin : begin + 100]) == []

    assert counters() == ExpectedCounters(events).counters()
    assert recording.operations == ["TransactWriteItems"] * len(recording.calls)
    assert len(recording.calls) <= 1000 / 25 + 5


def test_a_transaction_never_holds_more_than_100_writes(
    shop: Shop, records: Any, counters: Any, recording: Recording
) -> None:
    events = [
        order(*((f"prd_{number}", 1, 10) for number in range(90)), at=NOON + timedelta(days=40 * month))
        for month in range(6)
    ]
    send(shop, *events)
    recording.calls.clear()

    assert aggregate(records()) == []

    assert counters() == ExpectedCounters(events).counters()
    assert [len(call.request["TransactItems"]) for call in recording.calls] == [95] * 6


def test_every_write_is_held_to_a_condition(shop: Shop, records: Any, recording: Recording) -> None:
    send(shop, order())
    aggregate(records())

    writes = [write for call in recording.calls for item in call.request["TransactItems"] for write in item.values()]
    assert len(writes) == 3 + 6
    assert all(write["ConditionExpression"] for write in writes)


@settings(
    max_examples=25,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # to shrink an example means a table and dozens of transactions for each try
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    seed=st.integers(0, 2**32),
    sizes=st.lists(st.integers(1, 25), min_size=1, max_size=6),
    copies=st.integers(1, 3),
    most=st.integers(1, 9),
)
def test_counters_are_the_sums_for_any_batches_and_repetitions(
    dynamodb: Any,
    recording: Recording,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    sizes: list[int],
    copies: int,
    most: int,
) -> None:
    chance = random.Random(seed)
    with analytics_table(dynamodb, monkeypatch) as table:
        shop, events = Shop(), []
        for size in sizes:
            events += [random_order(chance, days=400) for _ in range(size)]
            # Some of those sent before come again with them.
            assert send(shop, *events[-size:], *chance.sample(events, min(len(events), 25 - size))).status == 202
        delivered = stream_records(read_all(dynamodb, table)) * copies
        chance.shuffle(delivered)
        for batch in cut(delivered, chance, most):
            assert aggregate(batch) == []
        assert counters_of(read_all(dynamodb, table)) == ExpectedCounters(events).counters()
