"""DynamoDB Streams, as far as reading a table's stream needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from local.engines.aws_json import AwsError, AwsJson

Record = dict[str, Any]

# What a new iterator mends: they last 15 minutes and no restart, and records are trimmed after a day.
_STALE = frozenset({"ExpiredIteratorException", "TrimmedDataAccessException", "ValidationException"})


class StaleIterator(Exception):
    """The iterator is no longer good; ask for a new one."""


@dataclass(frozen=True)
class Shard:
    id: str
    parent: str | None


@dataclass(frozen=True)
class Page:
    """`next` is None at the end of a shard that gets no more records."""

    records: list[Record]
    next: str | None


class StreamClient:
    """`tables` and `streams` are the two services of one DynamoDB. Every method raises AwsError."""

    def __init__(self, tables: AwsJson, streams: AwsJson) -> None:
        self._tables = tables
        self._streams = streams

    async def arn(self, table: str) -> str:
        description = await self._tables.call("DescribeTable", {"TableName": table})
        return str(description["Table"]["LatestStreamArn"])

    async def shards(self, arn: str) -> list[Shard]:
        shards: list[Shard] = []
        request = {"StreamArn": arn}
        while True:
            description = (await self._streams.call("DescribeStream", request))["StreamDescription"]
            shards += [Shard(shard["ShardId"], shard.get("ParentShardId")) for shard in description["Shards"]]
            if "LastEvaluatedShardId" not in description:
                return shards
            request = {"StreamArn": arn, "ExclusiveStartShardId": description["LastEvaluatedShardId"]}

    async def iterator(self, arn: str, shard: str, after: str | None) -> str:
        """Where reading starts: behind a sequence number, or at the oldest record there is."""
        request = {"StreamArn": arn, "ShardId": shard}
        if after is not None:
            position = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": after}
            try:
                return str((await self._streams.call("GetShardIterator", {**request, **position}))["ShardIterator"])
            except AwsError as error:
                if error.code != "TrimmedDataAccessException":
                    raise
        request["ShardIteratorType"] = "TRIM_HORIZON"
        return str((await self._streams.call("GetShardIterator", request))["ShardIterator"])

    async def records(self, iterator: str) -> Page:
        """Raises: StaleIterator."""
        try:
            answer = await self._streams.call("GetRecords", {"ShardIterator": iterator})
        except AwsError as error:
            if error.code in _STALE:
                raise StaleIterator from error
            raise
        return Page(answer["Records"], answer.get("NextShardIterator"))
