"""Fills tables with many rows of the shape that the functions store: copies of stored ones, past the functions."""

import http.client
import json
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Any

Row = dict[str, Any]

_MOST_IN_BATCH = 25  # writes of a BatchWriteItem
_AT_ONCE = 4
_HEADERS = {
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Target": "DynamoDB_20120810.BatchWriteItem",
    # DynamoDB Local looks whether there is a signature, and not at it.
    "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=host, Signature=test",
}


def copies(rows: list[Row], count: int, names: Mapping[str, str]) -> Iterator[Row]:
    """`count` copies of `rows`, as DynamoDB has them.

    `names` says what stands in their text for what is another in each copy: texts to patterns with a place for the
    number, as in {"Ada": "Ada {:06d}"}.
    """
    text = json.dumps(rows)
    missing = [name for name in names if name not in text]
    if missing:
        raise ValueError(f"not in the rows that are copied: {missing}")
    for number in range(count):
        copy = text
        for name, pattern in names.items():
            copy = copy.replace(name, pattern.format(number))
        yield from json.loads(copy)


def fill(port: int, table: str, rows: Iterable[Row], expected: int) -> int:
    """Put all rows into a table of the DynamoDB Local behind `port`; gives how many. Shows how far it is."""
    written = 0
    waiting: set[Future[int]] = set()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for batch in _batched(rows):
            waiting.add(pool.submit(_put, port, table, batch))
            if len(waiting) >= 2 * _AT_ONCE:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                written += sum(future.result() for future in done)
                _show(table, written, expected)
        written += sum(future.result() for future in waiting)
    _show(table, written, expected)
    print()
    return written


def _batched(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _MOST_IN_BATCH)):
        yield batch


_connections = threading.local()


def _put(port: int, table: str, rows: list[Row]) -> int:
    connection = _connections.__dict__.setdefault(str(port), http.client.HTTPConnection("127.0.0.1", port))
    body = json.dumps({"RequestItems": {table: [{"PutRequest": {"Item": row}} for row in rows]}})
    connection.request("POST", "/", body, _HEADERS)
    answer = connection.getresponse()
    document = json.loads(answer.read())
    if document.get("UnprocessedItems") != {}:
        raise RuntimeError(f"{table} did not take a batch: {document}")
    return len(rows)


def _show(table: str, written: int, expected: int) -> None:
    if sys.stdout.isatty() or written == expected:
        print(f"\r  {table}: {written:,} of {expected:,} rows", end="", flush=True)
