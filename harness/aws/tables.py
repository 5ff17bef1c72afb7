"""Create the tables that template.yaml declares, and read and write their rows directly."""

import http.client
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from harness import ROOT
from local.template import Template, read_template

MOST_IN_BATCH = 25  # writes of a BatchWriteItem
_AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=tests/20250101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
)


@cache
def template() -> Template:
    """Return template.yaml with the default values of its parameters."""
    return read_template(ROOT / "template.yaml", {})


def create_table(client: Any, definition: dict[str, Any], name: str) -> None:
    """Create a table with the keys and indexes of `definition`."""
    client.create_table(TableName=name, BillingMode="PAY_PER_REQUEST", **definition)


def read_all(client: Any, table: str) -> list[dict[str, Any]]:
    """Return all rows in DynamoDB's JSON, with binary values as bytes."""
    rows: list[dict[str, Any]] = []
    request: dict[str, Any] = {"TableName": table, "ConsistentRead": True}
    while True:
        page = _call(client, "Scan", request)
        rows += page["Items"]
        if "LastEvaluatedKey" not in page:
            return rows
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def put_all(client: Any, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows."""
    _write(client, table, ({"PutRequest": {"Item": row}} for row in rows))


def delete_all(client: Any, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Delete rows."""
    _write(client, table, ({"DeleteRequest": {"Key": {"pk": row["pk"], "sk": row["sk"]}}} for row in rows))


def _write(client: Any, table: str, requests: Iterator[dict[str, Any]]) -> None:
    while batch := list(islice(requests, MOST_IN_BATCH)):
        assert not _call(client, "BatchWriteItem", {"RequestItems": {table: batch}})["UnprocessedItems"]


def _call(client: Any, operation: str, request: dict[str, Any]) -> dict[str, Any]:
    """Call the DynamoDB Local of `client` without the SDK, which takes ten times as long to parse the rows."""
    headers = {
        "Authorization": _AUTHORIZATION,
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": f"DynamoDB_20120810.{operation}",
    }
    with closing(http.client.HTTPConnection(urlsplit(client.meta.endpoint_url).netloc)) as connection:
        connection.request("POST", "/", json.dumps(request, default=_base64).encode(), headers)
        answer = connection.getresponse()
        body = answer.read()
    assert answer.status == http.HTTPStatus.OK, body
    document: dict[str, Any] = json.loads(body, object_hook=_with_bytes if b'"B":' in body else None)
    return document


def _base64(value: bytes) -> str:
    return b64encode(value).decode()


def _with_bytes(value: dict[str, Any]) -> dict[str, Any]:
    """Decode a binary value, as the SDK does."""
    encoded = value.get("B")
    return {"B": b64decode(encoded)} if isinstance(encoded, str) else value
