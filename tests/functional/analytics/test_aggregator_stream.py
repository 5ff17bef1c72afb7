"""Events' whole way: from the intake through the table's stream and the template's mapping into the counters."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Proxy, Recording
from harness.aws.tables import read_all, template
from harness.shop.client import Shop
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from harness.shop.orders import order
from tests.support.database.analytics_table import counters_of, send
from tests.support.database.expected_counters import ExpectedCounters
from tests.support.database.streams import Reader, keys, table_with_stream


@pytest.fixture
def analytics(dynamodb: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A table with the stream that the template gives it."""
    with table_with_stream(dynamodb, "AnalyticsTable") as name:
        monkeypatch.setenv("ANALYTICS_TABLE", name)
        yield name


@pytest.fixture
def reader(database: Proxy, analytics: str, tmp_path: Path) -> Callable[[], Reader]:
    """The aggregator behind the event source mapping of template.yaml; each is a new run of the same stack."""
    (source,) = (source for source in template().streams.values() if source.function == "AggregatorFunction")
    context = lambda_context("aggregator", milliseconds=60_000)

    async def aggregator(event: dict[str, Any]) -> bytes:
        handler = load_app("analytics", "aggregator").handler
        return json.dumps(await asyncio.to_thread(handler, event, context)).encode()

    url = f"http://127.0.0.1:{database.port_behind}"
    return lambda: Reader(url, analytics, source, tmp_path / "positions.json", aggregator)


def test_what_came_in_is_counted_and_nothing_else_reaches_the_aggregator(
    shop: Shop, reader: Callable[[], Reader], dynamodb: Any, analytics: str
) -> None:
    events = [order() for _ in range(60)]
    for begin in range(0, 60, 20):
        send(shop, *events[begin : begin + 20])
    run = reader()

    run.run_until(lambda: counters_of(read_all(dynamodb, analytics)) == ExpectedCounters(events).counters())

    assert all(key.startswith("INTAKE#") for batch in run.batches for key in keys(batch)), (
        "the filter is the template's"
    )
    assert run.discarded == []


def test_a_poisoned_event_is_parked_and_all_others_are_counted(
    shop: Shop, reader: Callable[[], Reader], dynamodb: Any, analytics: str, recording: Recording
) -> None:
    events = [order() for _ in range(6)]
    send(shop, *events[:3])
    event = {"M": {"eventId": {"S": "poison"}, "type": {"S": "order.eaten"}}}
    dynamodb.put_item(
        TableName=analytics, Item={"pk": {"S": "INTAKE#int_1"}, "sk": {"S": "EVENTS"}, "events": {"L": [event]}}
    )
    send(shop, *events[3:])
    run = reader()

    run.run_until(lambda: bool(run.discarded))

    (parked,) = run.discarded
    assert (parked.condition, parked.attempts) == ("RetryAttemptsExhausted", 4)
    assert keys(parked.records)[0] == "INTAKE#int_1"
    assert counters_of(read_all(dynamodb, analytics)) == ExpectedCounters(events).counters()
