"""Delivers a batch to a function: retries, bisecting, partial failures, giving up.

https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from local.lambdas.pool import REPLACED
from local.lambdas.runtime_api import FunctionError
from local.streams.client import Record
from local.streams.dead_letters import Discarded
from local.template.resources import StreamSource

# AWS does not document its pauses. These are short for a laptop, and outlast an engine that is down for a minute.
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_ROUNDING = 60.0  # seconds; DynamoDB Local rounds the time of a record down to the minute


@dataclass(frozen=True)
class Outcome:
    """The result of an invocation. `taken` is the number of records from the start that were processed."""

    taken: int
    error: str | None = None


@dataclass(frozen=True)
class Batch:
    """Records in the order of their shard, and how often in a row the function failed at the first one."""

    records: list[Record]
    attempts: int = 0


class Delivery:
    """Delivers batches of one shard.

    `invoke` calls the function with an event. `settled` gets the last sequence number that needs no more work.
    `discard` gets records that are given up. `report` shows a text to the developer.
    """

    def __init__(
        self,
        source: StreamSource,
        stream: str,
        shard: str,
        *,
        invoke: Callable[[dict[str, Any]], Awaitable[bytes]],
        settled: Callable[[str], None],
        discard: Callable[[Discarded], None],
        report: Callable[[str], None],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._source = source
        self._stream = stream
        self._shard = shard
        self._invoke = invoke
        self._settled = settled
        self._discard = discard
        self._report = report
        self._sleep = sleep
        self._now = now

    async def deliver(self, records: list[Record]) -> None:
        """Deliver records. Returns when each one was processed or given up."""
        waiting = deque([Batch(records)])
        while waiting:
            batch = self._without_old(waiting.popleft())
            if not batch.records:
                continue
            outcome = await self._attempt(batch.records)
            if outcome.taken:
                self._settle(batch.records[: outcome.taken])
            rest = batch.records[outcome.taken :]
            if not rest:
                continue
            if outcome.error and self._source.bisect and len(rest) > 1:
                # A split does not count as an attempt. From here on each half counts its own.
                middle = len(rest) // 2
                waiting.extendleft([Batch(rest[middle:], batch.attempts), Batch(rest[:middle], batch.attempts)])
                continue
            again = Batch(rest, 1 if outcome.taken else batch.attempts + 1)
            if self._source.maximum_retries is not None and again.attempts > self._source.maximum_retries:
                self._give_up(again, "RetryAttemptsExhausted", outcome.error)
                continue
            await self._pause(again, outcome)
            waiting.appendleft(again)

    async def _attempt(self, records: list[Record]) -> Outcome:
        while True:
            try:
                answer = await self._invoke({"Records": records})
            except FunctionError as error:
                if error.kind != REPLACED:
                    return Outcome(0, f"{error.kind}: {error.message}")
                await self._sleep(_FIRST_PAUSE)  # The developer saved the code meanwhile. This is no failed attempt.
                continue
            if not self._source.partial_failures:
                return Outcome(len(records))
            return _outcome(answer, [record["dynamodb"]["SequenceNumber"] for record in records])

    def _without_old(self, batch: Batch) -> Batch:
        if self._source.maximum_age is None:
            return batch
        oldest = self._now() - self._source.maximum_age - _ROUNDING
        old = [each for each in batch.records if each["dynamodb"]["ApproximateCreationDateTime"] < oldest]
        if old:
            self._give_up(Batch(old, batch.attempts), "MaximumRecordAgeExceeded", None)
        return Batch(batch.records[len(old) :], batch.attempts)

    async def _pause(self, batch: Batch, outcome: Outcome) -> None:
        seconds = min(_FIRST_PAUSE * 2 ** (batch.attempts - 1), _LONGEST_PAUSE)
        why = outcome.error or "the function asked for it"
        self._report(f"{_count(batch.records)} again in {seconds:.0f} s: {why}")
        await self._sleep(seconds)

    def _give_up(self, batch: Batch, condition: str, error: str | None) -> None:
        self._discard(Discarded(batch.records, self._stream, self._shard, condition, batch.attempts, error))
        self._settle(batch.records)

    def _settle(self, records: list[Record]) -> None:
        self._settled(records[-1]["dynamodb"]["SequenceNumber"])


def _outcome(answer: bytes, sequence_numbers: list[str]) -> Outcome:
    """Return the outcome of an answer with `batchItemFailures`. Delivery repeats from the first of them."""
    try:
        document = json.loads(answer or b"null")
        failures = (document or {}).get("batchItemFailures") or []
        failed = [sequence_numbers.index(failure["itemIdentifier"]) for failure in failures]
    except (ValueError, KeyError, TypeError, AttributeError):
        # Lambda treats any other answer as a failure of the whole batch.
        return Outcome(0, "the answer's batchItemFailures name no record of the batch")
    return Outcome(min(failed, default=len(sequence_numbers)))


def _count(records: list[Record]) -> str:
    return "1 record" if len(records) == 1 else f"{len(records)} records"
