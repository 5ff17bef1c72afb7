"""One event source mapping: reads a table's stream shard by shard, and delivers it in batches."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable

import aiohttp

from local.engines.aws_json import AwsError
from local.streams.client import Record, Shard, StaleIterator, StreamClient
from local.streams.delivery import Delivery
from local.streams.patterns import passes
from local.streams.positions import Positions
from local.template.intrinsics import REGION
from local.template.resources import StreamSource

_POLL = 0.25  # seconds; Lambda polls four times a second
_LOOK_FOR_SHARDS = 5.0  # seconds
_UNREACHABLE = (AwsError, aiohttp.ClientError, OSError)


class Mapping:
    """Reads the stream of the table named `table`. `deliveries` returns the delivery of a shard."""

    def __init__(
        self,
        source: StreamSource,
        table: str,
        client: StreamClient,
        positions: Positions,
        deliveries: Callable[[StreamSource, str, str], Delivery],
    ) -> None:
        self._source = source
        self._table = table
        self._client = client
        self._positions = positions
        self._deliveries = deliveries

    async def run(self) -> None:
        """Read until cancelled. A record in delivery is delivered again by the next run."""
        reading: set[str] = set()
        changed = asyncio.Event()
        async with asyncio.TaskGroup() as readers:
            while True:
                changed.clear()
                try:
                    arn, shards = await self._look()
                except _UNREACHABLE:
                    await asyncio.sleep(_POLL)
                    continue
                for shard in self._readable(shards):
                    if shard.id not in reading:
                        reading.add(shard.id)
                        readers.create_task(self._read(arn, shard.id, changed))
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), _LOOK_FOR_SHARDS)

    async def _look(self) -> tuple[str, list[Shard]]:
        arn = await self._client.arn(self._table)
        shards = await self._client.shards(arn)
        if self._positions.begin(arn):
            if not self._source.from_the_start:
                # LATEST skips the records from before the mapping. Save the positions now, so that later records are
                # delivered also after a restart.
                for shard in shards:
                    self._positions.of(shard.id).after = await self._end_of(arn, shard.id)
            self._positions.write()
        self._positions.keep_only({shard.id for shard in shards})
        return arn, shards

    def _readable(self, shards: list[Shard]) -> list[Shard]:
        """Return the shards to read now. A child's records follow all records of its parent."""
        known = {shard.id for shard in shards}
        return [
            shard
            for shard in shards
            if not self._positions.of(shard.id).finished
            and (shard.parent not in known or self._positions.of(str(shard.parent)).finished)
        ]

    async def _end_of(self, arn: str, shard: str) -> str | None:
        last = None
        iterator: str | None = await self._client.iterator(arn, shard, None)
        while iterator is not None:
            page = await self._client.records(iterator)
            if not page.records:
                break
            last = page.records[-1]["dynamodb"]["SequenceNumber"]
            iterator = page.next
        return last

    async def _read(self, arn: str, shard: str, changed: asyncio.Event) -> None:
        reader = _ShardReader(self._client, arn, shard, self._positions.of(shard).after)
        delivery = self._deliveries(self._source, arn, shard)
        waiting: list[Record] = []
        due = 0.0
        while True:
            records = await reader.read()
            events = [_with_source(record, arn) for record in records]
            wanted = [event for event in events if passes(event, self._source.patterns)]
            if wanted and not waiting:
                due = time.monotonic() + self._source.window
            waiting += wanted
            while waiting and (len(waiting) >= self._source.batch_size or reader.ended or time.monotonic() >= due):
                batch, waiting = waiting[: self._source.batch_size], waiting[self._source.batch_size :]
                await delivery.deliver(batch)
            if not waiting and reader.last is not None:
                self._positions.move(shard, reader.last)  # past records that no pattern matches
            if reader.ended:
                self._positions.finish(shard)
                changed.set()
                return
            if not records:
                await asyncio.sleep(_POLL)


class _ShardReader:
    """Reads a shard page by page, and replaces stale iterators. `last` is the last sequence number that it read."""

    def __init__(self, client: StreamClient, arn: str, shard: str, after: str | None) -> None:
        self._client = client
        self._arn = arn
        self._shard = shard
        self._iterator: str | None = None
        self.last = after
        self.ended = False

    async def read(self) -> list[Record]:
        """Return the next records, or none when there are no new ones."""
        try:
            if self._iterator is None:
                self._iterator = await self._client.iterator(self._arn, self._shard, self.last)
            page = await self._client.records(self._iterator)
        except (StaleIterator, *_UNREACHABLE):
            self._iterator = None
            return []
        self._iterator = page.next
        self.ended = page.next is None
        if page.records:
            self.last = page.records[-1]["dynamodb"]["SequenceNumber"]
        return page.records


def _with_source(record: Record, arn: str) -> Record:
    return {**record, "awsRegion": REGION, "eventSourceARN": arn}
