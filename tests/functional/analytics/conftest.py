"""Analytics: a table of the test's own, what lies in it, and the aggregator with what the stream would bring."""

import itertools
import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from bodega.dynamodb.values import from_attributes
from tests.support.apps import load_app
from tests.support.dynamodb_proxy import Recording
from tests.support.engines import create_table, template
from tests.support.judge import running
from tests.support.orders import Event, without_zeroes
from tests.support.shop import Answer, Shop

load_app("analytics")  # so that tests find the rules too

_numbers = itertools.count()

Rows = list[dict[str, Any]]
Counters = dict[tuple[str, str], dict[str, int]]


@contextmanager
def analytics_table(dynamodb: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty table that the functions use for as long as the block lasts."""
    name = f"analytics-{os.getpid()}-{next(_numbers)}"
    create_table(dynamodb, template().tables["AnalyticsTable"].definition, name)
    monkeypatch.setenv("ANALYTICS_TABLE", name)
    yield name
    dynamodb.delete_table(TableName=name)


@pytest.fixture
def analytics(dynamodb: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty analytics table of the test's own."""
    with analytics_table(dynamodb, monkeypatch) as name:
        yield name


@pytest.fixture
def shop(analytics: str, recording: Recording) -> Shop:
    return Shop()


@pytest.fixture
def rows(analytics: str, dynamodb: Any) -> Callable[[], Rows]:
    """Reads the whole table as DynamoDB has it."""
    return lambda: scan(dynamodb, analytics)


def scan(dynamodb: Any, table: str) -> Rows:
    pages = dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    return [item for page in pages for item in page["Items"]]


@pytest.fixture
def counters(rows: Callable[[], Rows]) -> Callable[[], Counters]:
    """Reads all counters, without zeroes and names."""
    return lambda: counters_of(rows())


def counters_of(rows: Rows) -> Counters:
    found = {}
    for item in map(from_attributes, rows):
        key = item.pop("pk"), item.pop("sk")
        if key[0].split("#")[0] in {"HOUR", "DAY", "MONTH", "YEAR", "PRODUCTS"}:
            found[key] = {name: value for name, value in item.items() if isinstance(value, int)}
    return without_zeroes(found)


@pytest.fixture
def records(rows: Callable[[], Rows]) -> Callable[[], Rows]:
    """What the table's stream holds of all that came in, in order, as its filter lets it through."""
    return lambda: stream_records(rows())


def stream_records(rows: Rows) -> Rows:
    kept = sorted((row for row in rows if row["sk"]["S"] == "EVENTS"), key=lambda row: row["pk"]["S"])
    return [
        {
            "eventName": "INSERT",
            "dynamodb": {"Keys": {"pk": row["pk"], "sk": row["sk"]}, "NewImage": row, "SequenceNumber": str(number)},
        }
        for number, row in enumerate(kept, 1)
    ]


def aggregate(records: Sequence[dict[str, Any]], milliseconds: int = 60_000) -> list[str]:
    """Hands a batch to the aggregator; gives the sequence numbers that it could not count."""
    context = SimpleNamespace(
        function_name="aggregator",
        memory_limit_in_mb=512,
        invoked_function_arn="arn:aws:lambda:us-east-1:123456789012:function:aggregator",
        aws_request_id="99999999-8888-4777-8666-555555555555",
        get_remaining_time_in_millis=lambda: milliseconds,
    )
    with running("aggregator"):
        answer = load_app("analytics", "aggregator").handler({"Records": list(records)}, context)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def send(shop: Shop, *events: Event, **event: Any) -> Answer:
    return shop.post("/analytics/events", {"events": list(events)}, **event)


def report(shop: Shop, url: str) -> Any:
    """A report's answer, for an admin."""
    answer = shop.get(f"/analytics/{url}", role="admin")
    assert answer.status == 200, answer
    return answer.json


@pytest.fixture
def fill(shop: Shop, records: Callable[[], Rows]) -> Callable[[Sequence[Event]], None]:
    """Takes events and counts them."""

    def take_and_count(events: Sequence[Event]) -> None:
        for batch in _batched(events, 25):
            assert send(shop, *batch).status == 202
        assert aggregate(records()) == []

    return take_and_count


def _batched(events: Sequence[Event], size: int) -> Iterator[Sequence[Event]]:
    return (events[begin : begin + size] for begin in range(0, len(events), size))


def cut(records: Rows, chance: random.Random, most: int) -> list[Rows]:
    """The records in turn, in batches of 1 to `most`."""
    batches, begin = [], 0
    while begin < len(records):
        size = chance.randint(1, most)
        batches.append(records[begin : begin + size])
        begin += size
    return batches
