"""A client of DynamoDB Streams, for reading the stream of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from local.engines.aws_json import AwsError, AwsJson

Record = dict[str, Any]

# Errors that a new iterator solves. An iterator ends after 15 minutes or a restart; records are trimmed after a day.
_STALE = frozenset({"ExpiredIteratorException", "TrimmedDataAccessException", "ValidationException"})


class StaleIterator(Exception):
    """The iterator is no longer valid. A new one is needed."""


@dataclass(frozen=True)
class Shard:
    """A shard of a stream. Its records follow those of `parent`."""

    id: str
    parent: str | None


@dataclass(frozen=True)
class Page:
    """Records of a shard. `next` is None at the end of a shard that gets no more records."""

    records: list[Record]
    next: str | None


class StreamClient:
    """`tables` and `streams` are the clients of one DynamoDB. Every method raises AwsError."""

    def __init__(self, tables: AwsJson, streams: AwsJson) -> None:
        self._tables = tables
        self._streams = streams

    async def arn(self, table: str) -> str:
        """Return the ARN of the table's stream."""
        description = await self._tables.call("DescribeTable", {"TableName": table})
        return str(description["Table"]["LatestStreamArn"])

    async def shards(self, arn: str) -> list[Shard]:
        """Return all shards of the stream."""
        shards: list[Shard] = []
        request = {"StreamArn": arn}
        while True:
            description = (await self._streams.call("DescribeStream", request))["StreamDescription"]
            shards += [Shard(shard["ShardId"], shard.get("ParentShardId")) for shard in description["Shards"]]
            if "LastEvaluatedShardId" not in description:
                return shards
            request = {"StreamArn": arn, "ExclusiveStartShardId": description["LastEvaluatedShardId"]}

    async def iterator(self, arn: str, shard: str, after: str | None) -> str:
        """Return an iterator that starts after a sequence number, or at the oldest record."""
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
        """Return the next records. Raises: StaleIterator."""
        try:
            answer = await self._streams.call("GetRecords", {"ShardIterator": iterator})
        except AwsError as error:
            if error.code in _STALE:
                raise StaleIterator from error
            raise
        return Page(answer["Records"], answer.get("NextShardIterator"))
