"""Dead-letter queues, as files: a mapping sends a message when it gives up a batch.

A message has the form that Lambda sends to SQS: it names the records and does not contain them.
https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from local.streams.client import Record


@dataclass(frozen=True)
class Discarded:
    """Records of one shard that were given up.

    `condition` is Lambda's name of the reason: RetryAttemptsExhausted or MaximumRecordAgeExceeded. `error` is the
    function's error, or None when the function answered with partial failures.
    """

    records: list[Record]
    stream: str
    shard: str
    condition: str
    attempts: int
    error: str | None


class QueueFile:
    """A queue in a file, one message per line. Delete lines or the file to empty it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.path = folder / f"{name}.jsonl"

    def send(self, body: dict[str, Any]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(body, separators=(",", ":")) + "\n")


def message(discarded: Discarded, function_arn: str) -> dict[str, Any]:
    """Return the message for discarded records."""
    first, last = (record["dynamodb"] for record in (discarded.records[0], discarded.records[-1]))
    return {
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": f"{function_arn}:$LATEST",
            "condition": discarded.condition,
            "approximateInvokeCount": discarded.attempts,
        },
        "responseContext": {
            "statusCode": 200,
            "executedVersion": "$LATEST",
            "functionError": discarded.error,
        },
        "version": "1.0",
        "timestamp": _time(datetime.now(UTC).timestamp()),
        "DDBStreamBatchInfo": {
            "shardId": discarded.shard,
            "startSequenceNumber": first["SequenceNumber"],
            "endSequenceNumber": last["SequenceNumber"],
            "approximateArrivalOfFirstRecord": _time(first["ApproximateCreationDateTime"]),
            "approximateArrivalOfLastRecord": _time(last["ApproximateCreationDateTime"]),
            "batchSize": len(discarded.records),
            "streamArn": discarded.stream,
        },
    }


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
