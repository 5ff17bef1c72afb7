"""The archive of DynamoDB Local's classes, with which Java starts it in half the time (class data sharing, JEP 350)."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from local.engines.commands import dynamodb_archiving_command
from local.engines.paths import ENGINES
from local.errors import LocalError
from local.setup.run import Step

_TIMEOUT = 60  # seconds, for each request and for the end
_TABLE = {
    "TableName": "Classes",
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "BillingMode": "PAY_PER_REQUEST",
    "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
}
# The archive has the classes that these requests load: those of a start of the stack, and of a read and a write.
_REQUESTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("DescribeTable", {"TableName": "Classes"}),
    ("CreateTable", _TABLE),
    ("DescribeTable", {"TableName": "Classes"}),
    ("UpdateTimeToLive", {"TableName": "Classes", "TimeToLiveSpecification": {"AttributeName": "at", "Enabled": True}}),
    ("PutItem", {"TableName": "Classes", "Item": {"pk": {"S": "a"}}}),
    (
        "Query",
        {
            "TableName": "Classes",
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": "a"}},
        },
    ),
    ("Scan", {"TableName": "Classes", "Limit": 1}),
)


def write_class_archive(archive: Path) -> None:
    """Write the archive for this Java and this DynamoDB Local. Raises LocalError."""
    with (
        Step("Preparing DynamoDB Local for fast starts"),
        tempfile.TemporaryDirectory(prefix=".new-", dir=ENGINES) as scratch,
    ):
        new = Path(scratch) / "classes.jsa"
        _write(new)
        # A Java without an archive of its own classes writes none. An empty file prevents another attempt.
        new.touch()
        new.replace(archive)


def _write(archive: Path) -> None:
    process = subprocess.Popen(
        dynamodb_archiving_command(archive),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        url = f"http://127.0.0.1:{_port(process.stdout)}"
        for operation, request in _REQUESTS:
            _call(url, operation, request)
        process.communicate(timeout=_TIMEOUT)  # closes its standard input
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LocalError(f"DynamoDB Local does not answer: {error}") from error
    finally:
        process.kill()
        process.wait()


def _port(output: IO[str] | None) -> int:
    lines = []
    for line in output or ():
        word, _, number = line.partition(" ")
        if word == "PORT":
            return int(number)
        lines.append(f"  {line}")
    raise LocalError(f"DynamoDB Local does not start.\n{''.join(lines[-12:])}")


def _call(url: str, operation: str, request: dict[str, Any]) -> None:
    headers = {
        "Authorization": "AWS4-HMAC-SHA256 Credential=local/20250101/us-east-1/dynamodb/aws4_request, "
        "SignedHeaders=host, Signature=0",
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": f"DynamoDB_20120810.{operation}",
    }
    try:
        urlopen(Request(url, json.dumps(request).encode(), headers), timeout=_TIMEOUT).close()  # noqa: S310  # an engine's URL  # nosec B310
    except HTTPError as error:
        error.close()
