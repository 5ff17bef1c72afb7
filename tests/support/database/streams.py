"""A table with a stream in DynamoDB Local, and an event source mapping that reads it."""

import asyncio
import itertools
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp

from harness.aws.tables import create_table, template
from local.engines.aws_json import AwsJson
from local.lambdas.runtime_api import FunctionError
from local.streams.client import Record, StreamClient
from local.streams.dead_letters import Discarded
from local.streams.delivery import Delivery
from local.streams.mapping import Mapping
from local.streams.positions import Positions
from local.template.resources import StreamSource

_PATIENCE = 100.0  # seconds without another batch

Function = Callable[[dict[str, Any]], Awaitable[bytes]]

_numbers = itertools.count()


@contextmanager
def table_with_stream(client: Any, resource: str) -> Iterator[str]:
    """Create an empty table with the keys, indexes and stream of the template's `resource`, and yield its name."""
    declared = template().tables[resource]
    # The prefix tells the policy simulator which table it is (scripts/template/roles.py).
    name = f"{resource.removesuffix('Table').lower()}-stream-{os.getpid()}-{next(_numbers)}"
    stream = {"StreamEnabled": True, "StreamViewType": declared.stream_view}
    create_table(client, {**declared.definition, "StreamSpecification": stream}, name)
    yield name
    client.delete_table(TableName=name)


class Reader:
    """Runs an event source mapping on a table.

    `batches`: the batches that its function was given. `discarded`: the records that it gave up. `positions`: the file
    with its positions.
    """

    def __init__(self, url: str, table: str, source: StreamSource, positions: Path, function: Function) -> None:
        self.batches: list[list[Record]] = []
        self.discarded: list[Discarded] = []
        self._url = url
        self._table = table
        self._source = source
        self.positions = positions
        self._function = function

    def run_until(self, condition: Callable[[], bool]) -> None:
        """Run a new mapping until the condition holds, then cancel it."""
        asyncio.run(self._run_until(condition))

    async def _run_until(self, condition: Callable[[], bool]) -> None:
        async with aiohttp.ClientSession() as session:
            tables = AwsJson(session, self._url, "dynamodb", "DynamoDB_20120810")
            streams = AwsJson(session, self._url, "dynamodb", "DynamoDBStreams_20120810")
            positions = Positions(self.positions)
            mapping = Mapping(
                self._source, self._table, StreamClient(tables, streams), positions, self._deliveries(positions)
            )
            running = asyncio.create_task(mapping.run())
            try:
                async with asyncio.timeout(_PATIENCE) as waiting:
                    reached = self._progress()
                    while not condition():
                        assert not running.done(), running.exception()
                        await asyncio.sleep(0.02)
                        if self._progress() != reached:
                            reached = self._progress()
                            waiting.reschedule(asyncio.get_running_loop().time() + _PATIENCE)
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)

    def _progress(self) -> tuple[int, int]:
        return len(self.batches), len(self.discarded)

    def _deliveries(self, positions: Positions) -> Callable[[StreamSource, str, str], Delivery]:
        def make(source: StreamSource, stream: str, shard: str) -> Delivery:
            return Delivery(
                source,
                stream,
                shard,
                invoke=self._invoke,
                settled=lambda number: positions.move(shard, number),
                discard=self.discarded.append,
                report=lambda _: None,
                sleep=lambda _: asyncio.sleep(0.02),
            )

        return make

    async def _invoke(self, event: dict[str, Any]) -> bytes:
        self.batches.append(event["Records"])
        return await self._function(event)


def keys(records: list[Record]) -> list[str]:
    return [record["dynamodb"]["Keys"]["pk"]["S"] for record in records]


def failure() -> FunctionError:
    return FunctionError("Unhandled", "it broke")
