"""The analytics table of a test, its counters, and the aggregator with records of its stream."""

import itertools
import os
import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from bodega.attributes import from_attributes
from harness.aws.policy_simulator import running
from harness.aws.tables import create_table, template
from harness.shop.client import Answer, Shop
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from harness.shop.orders import Event
from tests.support.database.expected_counters import without_zeroes

_numbers = itertools.count()
_MOST_IN_REQUEST = 25  # events

# The time of a product's latest order or refund, which is not a sum.
_STAMP = re.compile(r"[nm](\d\d)?")

Rows = list[dict[str, Any]]
Counters = dict[tuple[str, str], dict[str, int]]


@contextmanager
def analytics_table(dynamodb: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Create an empty table that the functions use until the end of the block."""
    name = f"analytics-{os.getpid()}-{next(_numbers)}"
    create_table(dynamodb, template().tables["AnalyticsTable"].definition, name)
    monkeypatch.setenv("ANALYTICS_TABLE", name)
    yield name
    dynamodb.delete_table(TableName=name)


def counters_of(rows: Rows) -> Counters:
    found = {}
    for item in map(from_attributes, rows):
        key = item.pop("pk"), item.pop("sk")
        if key[0].split("#")[0] in {"HOUR", "DAY", "MONTH", "YEAR", "PRODUCTS"}:
            found[key] = {
                name: value for name, value in item.items() if isinstance(value, int) and not _STAMP.fullmatch(name)
            }
    return without_zeroes(found)


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
    """Pass a batch to the aggregator and return the sequence numbers that it could not count."""
    context = lambda_context("aggregator", milliseconds)
    with running("aggregator"):
        answer = load_app("analytics", "aggregator").handler({"Records": list(records)}, context)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def send(shop: Shop, *events: Event, **event: Any) -> Answer:
    return shop.post("/analytics/events", {"events": list(events)}, **event)


def take_and_count(shop: Shop, events: Sequence[Event], records: Callable[[], Rows]) -> None:
    """Send the events, in batches of the largest size, and pass the stream's records to the aggregator."""
    for begin in range(0, len(events), _MOST_IN_REQUEST):
        assert send(shop, *events[begin : begin + _MOST_IN_REQUEST]).status == 202
    assert aggregate(records()) == []


def report(shop: Shop, url: str) -> Any:
    """Return a report, requested by an admin."""
    answer = shop.get(f"/analytics/{url}", role="admin")
    assert answer.status == 200, answer
    return answer.json


def cut(records: Rows, chance: random.Random, most: int) -> list[Rows]:
    """Split the records into batches of 1 to `most`."""
    batches, begin = [], 0
    while begin < len(records):
        size = chance.randint(1, most)
        batches.append(records[begin : begin + size])
        begin += size
    return batches
