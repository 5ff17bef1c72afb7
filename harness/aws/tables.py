"""Create the tables that template.yaml declares, and read and write their rows directly."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from harness import ROOT
from local.template import Template, read_template

MOST_IN_BATCH = 25  # writes of a BatchWriteItem


@cache
def template() -> Template:
    """Return template.yaml with the default values of its parameters."""
    return read_template(ROOT / "template.yaml", {})


def create_table(client: Any, definition: dict[str, Any], name: str) -> None:
    """Create a table with the keys and indexes of `definition`."""
    client.create_table(TableName=name, BillingMode="PAY_PER_REQUEST", **definition)


def read_all(client: Any, table: str) -> list[dict[str, Any]]:
    """Return all rows in DynamoDB's JSON."""
    pages = client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    return [row for page in pages for row in page["Items"]]


def put_all(client: Any, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows."""
    _write(client, table, ({"PutRequest": {"Item": row}} for row in rows))


def delete_all(client: Any, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Delete rows."""
    _write(client, table, ({"DeleteRequest": {"Key": {"pk": row["pk"], "sk": row["sk"]}}} for row in rows))


def _write(client: Any, table: str, requests: Iterator[dict[str, Any]]) -> None:
    while batch := list(islice(requests, MOST_IN_BATCH)):
        assert not client.batch_write_item(RequestItems={table: batch})["UnprocessedItems"]
