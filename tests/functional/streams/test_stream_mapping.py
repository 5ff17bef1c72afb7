"""Streams of DynamoDB Local, read as Lambda reads them: nothing is lost, whenever the reader ends."""

import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Proxy
from local.template.resources import StreamSource
from tests.support.database.streams import Reader, failure, keys

SOURCE = StreamSource(
    name="Reader",
    function="Function",
    table="Table",
    enabled=True,
    from_the_start=True,
    batch_size=3,
    window=0,
    patterns=(),
    maximum_retries=None,
    maximum_age=None,
    bisect=False,
    partial_failures=True,
    on_failure=None,
)
_numbers = itertools.count()

Write = Callable[..., None]


async def takes_all(_: dict[str, Any]) -> bytes:
    return b"{}"


async def takes_nothing(_: dict[str, Any]) -> bytes:
    raise failure()


@pytest.fixture
def table(dynamodb: Any) -> Iterator[str]:
    name = f"stream-{os.getpid()}-{next(_numbers)}"
    dynamodb.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )
    yield name
    dynamodb.delete_table(TableName=name)


@pytest.fixture
def write(dynamodb: Any, table: str) -> Write:
    """Puts items with these keys, one after the other."""

    def put(*items: str) -> None:
        for item in items:
            dynamodb.put_item(TableName=table, Item={"pk": {"S": item}})

    return put


@pytest.fixture
def reader(database: Proxy, table: str, tmp_path: Path) -> Callable[..., Reader]:
    """A reader of the table's stream; all of a test share their positions, as runs of one stack do."""
    url = f"http://127.0.0.1:{database.port_behind}"

    def make(function: Any = takes_all, **changed: Any) -> Reader:
        return Reader(url, table, replace(SOURCE, **changed), tmp_path / "positions.json", function)

    return make


def all_keys(reader: Reader) -> list[str]:
    return [key for batch in reader.batches for key in keys(batch)]


def test_records_come_in_order_and_in_batches(reader: Callable[..., Reader], write: Write) -> None:
    written = [f"item-{number}" for number in range(8)]
    write(*written)
    run = reader()
    run.run_until(lambda: len(all_keys(run)) == 8)
    assert all_keys(run) == written
    assert [len(batch) for batch in run.batches] == [3, 3, 2]


def test_a_record_looks_as_on_lambda(reader: Callable[..., Reader], write: Write) -> None:
    write("item")
    run = reader()
    run.run_until(lambda: bool(run.batches))
    (record,) = run.batches[0]
    assert {name: record[name] for name in ("eventName", "eventSource", "awsRegion", "eventVersion")} == {
        "eventName": "INSERT",
        "eventSource": "aws:dynamodb",
        "awsRegion": "us-east-1",
        "eventVersion": "1.1",
    }
    assert record["dynamodb"]["NewImage"] == {"pk": {"S": "item"}}
    assert ":dynamodb:" in record["eventSourceARN"]


def test_what_the_filter_leaves_out_is_never_handed_over_nor_read_again(
    reader: Callable[..., Reader], write: Write
) -> None:
    wanted = ({"dynamodb": {"Keys": {"pk": {"S": [{"prefix": "MAIL#"}]}}}},)
    write("USER#1", "MAIL#1", "USER#2", "USER#3", "MAIL#2", "USER#4")
    first = reader(patterns=wanted)
    first.run_until(lambda: all_keys(first) == ["MAIL#1", "MAIL#2"])
    write("MAIL#3")
    second = reader(patterns=wanted)
    second.run_until(lambda: bool(second.batches))
    assert all_keys(second) == ["MAIL#3"]


def test_a_restart_goes_on_where_the_last_run_ended(reader: Callable[..., Reader], write: Write) -> None:
    write("1", "2")
    first = reader()
    first.run_until(lambda: all_keys(first) == ["1", "2"])
    write("3", "4")
    second = reader()
    second.run_until(lambda: len(all_keys(second)) >= 2)
    assert all_keys(second) == ["3", "4"]


def test_what_was_under_way_when_the_stack_ended_comes_again(reader: Callable[..., Reader], write: Write) -> None:
    write("1", "2")
    first = reader(takes_nothing)
    first.run_until(lambda: len(first.batches) >= 3)
    second = reader()
    second.run_until(lambda: bool(second.batches))
    assert all_keys(second) == ["1", "2"]


def test_a_batch_that_is_given_up_lets_the_next_one_through(reader: Callable[..., Reader], write: Write) -> None:
    async def refuses_the_first(event: dict[str, Any]) -> bytes:
        if "1" in keys(event["Records"]):
            raise failure()
        return b"{}"

    write("1", "2", "3", "4")
    run = reader(refuses_the_first, maximum_retries=2)
    run.run_until(lambda: "4" in all_keys(run))
    assert [keys(batch) for batch in run.batches] == [["1", "2", "3"]] * 3 + [["4"]]
    assert [keys(discarded.records) for discarded in run.discarded] == [["1", "2", "3"]]
    after = reader()
    write("5")
    after.run_until(lambda: bool(after.batches))
    assert all_keys(after) == ["5"], "also for the run after it"


def test_latest_begins_with_what_comes_after_the_mapping(reader: Callable[..., Reader], write: Write) -> None:
    write("before")
    first = reader(from_the_start=False)
    first.run_until(first.positions.exists)
    write("while nobody read")
    second = reader(from_the_start=False)
    second.run_until(lambda: "while nobody read" in all_keys(first) + all_keys(second))
    assert "before" not in all_keys(first) + all_keys(second)


def test_a_window_gathers_records_into_one_batch(reader: Callable[..., Reader], write: Write) -> None:
    write("1", "2")
    run = reader(window=2, batch_size=100)
    looks = itertools.count()

    def has_come() -> bool:
        if next(looks) == 25:  # half a second later, when the first two have been read
            write("3")
        return len(all_keys(run)) == 3

    run.run_until(has_come)
    assert len(run.batches) == 1


def test_a_table_that_is_made_anew_is_read_from_its_beginning(
    reader: Callable[..., Reader], write: Write, dynamodb: Any, table: str
) -> None:
    write("old")
    first = reader()
    first.run_until(lambda: bool(first.batches))
    definition = dynamodb.describe_table(TableName=table)["Table"]
    dynamodb.delete_table(TableName=table)
    dynamodb.create_table(
        TableName=table,
        KeySchema=definition["KeySchema"],
        AttributeDefinitions=definition["AttributeDefinitions"],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification=definition["StreamSpecification"],
    )
    write("new")
    second = reader()
    second.run_until(lambda: bool(second.batches))
    assert all_keys(second) == ["new"]
