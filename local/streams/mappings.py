"""Runs all event source mappings of the current template."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from local.gateway.authorizer import Invoke
from local.lambdas.event_calls import event_call
from local.streams.client import StreamClient
from local.streams.dead_letters import Discarded, QueueFile, message
from local.streams.delivery import Delivery
from local.streams.mapping import Mapping
from local.streams.positions import Positions
from local.template import Template
from local.template.resources import StreamSource
from local.terminal.console import Console


class Mappings:
    """`invoke(id)` returns a call of the function with that logical id. Positions and queues are files in `data`."""

    def __init__(
        self,
        template: Template,
        client: StreamClient,
        data: Path,
        invoke: Callable[[str], Invoke],
        console: Console,
    ) -> None:
        self._template = template
        self._client = client
        self._data = data
        self._invoke = invoke
        self._console = console
        self._changed = asyncio.Event()

    def use(self, template: Template) -> None:
        """Run this template's mappings from now on."""
        before, self._template = self._template, template
        if (before.streams, before.queues, before.tables) != (
            template.streams,
            template.queues,
            template.tables,
        ):
            self._changed.set()

    async def run(self) -> None:
        """Run the mappings until cancelled."""
        while True:
            self._changed.clear()
            changed = asyncio.create_task(self._changed.wait())
            mappings = [asyncio.create_task(self._mapping(source).run()) for source in self._sources()]
            try:
                await asyncio.wait({changed, *mappings}, return_when=asyncio.FIRST_COMPLETED)
                for ended in (mapping for mapping in mappings if mapping.done()):
                    ended.result()  # A mapping ends only by an error, which this raises.
            finally:
                for task in (changed, *mappings):
                    task.cancel()
                await asyncio.gather(changed, *mappings, return_exceptions=True)

    def _sources(self) -> list[StreamSource]:
        return [source for source in self._template.streams.values() if source.enabled]

    def _mapping(self, source: StreamSource) -> Mapping:
        table = self._template.tables[source.table].name
        positions = Positions(self._data / "streams" / f"{source.name}.json")
        return Mapping(source, table, self._client, positions, self._delivery(positions))

    def _delivery(self, positions: Positions) -> Callable[[StreamSource, str, str], Delivery]:
        def make(source: StreamSource, stream: str, shard: str) -> Delivery:
            return Delivery(
                source,
                stream,
                shard,
                invoke=event_call(self._invoke(source.function)),
                settled=lambda sequence_number: positions.move(shard, sequence_number),
                discard=lambda discarded: self._discard(source, discarded),
                report=lambda text: self._report(source, text),
            )

        return make

    def _discard(self, source: StreamSource, discarded: Discarded) -> None:
        arn = self._template.resolver.attributes[source.function, "Arn"]
        said = f"{len(discarded.records)} given up ({discarded.condition}, {discarded.attempts} attempts)"
        if source.on_failure is None:
            self._report(source, f"{said}; there is no OnFailure destination", severe=True)
            return
        queue = QueueFile(self._data / "queues", self._template.queues[source.on_failure].name)
        queue.send(message(discarded, arn))
        self._report(source, f"{said}: see the dead-letter queue {queue.path}", severe=True)

    def _report(self, source: StreamSource, text: str, *, severe: bool = False) -> None:
        label = self._template.functions[source.function].label
        paint = self._console.style.red if severe else self._console.style.yellow
        self._console.write(f"{time.strftime('%H:%M:%S')} {label:<13} {paint(f'stream of {source.table}: {text}')}")
