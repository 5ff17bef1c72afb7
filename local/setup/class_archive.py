"""The archive of DynamoDB Local's classes, with which Java starts it in half the time (class data sharing, JEP 350)."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp

from local.engines.aws_json import AwsError, AwsJson
from local.engines.commands import dynamodb_archiving_command
from local.engines.paths import ENGINES
from local.engines.process import Engine
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
    if quote(archive.as_posix()) != archive.as_posix():
        # Java looks for modules at the URL form of their path, `with%20space`, when it archives classes. It finds none.
        archive.touch()
        return
    with (
        Step("Preparing DynamoDB Local for fast starts"),
        tempfile.TemporaryDirectory(prefix=".new-", dir=ENGINES) as scratch,
    ):
        new = Path(scratch) / "classes.jsa"
        asyncio.run(_write(new))
        # A Java without an archive of its own classes writes none. An empty file prevents another attempt.
        new.touch()
        new.replace(archive)


async def _write(archive: Path) -> None:
    engine = Engine("DynamoDB Local", dynamodb_archiving_command(archive))
    await engine.launch()
    try:
        await engine.ready()
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(_TIMEOUT)) as session:
            client = AwsJson(session, engine.url, "dynamodb", "DynamoDB_20120810")
            for operation, request in _REQUESTS:
                with contextlib.suppress(AwsError):
                    await client.call(operation, request)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise LocalError(f"DynamoDB Local does not answer: {error}") from error
    finally:
        # It writes the archive when it ends.
        await engine.stop(_TIMEOUT)
