"""Runs the aggregator in processes that can be killed at any moment."""

import os
import random
import signal
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from typing import Any

from harness.shop.events import lambda_context
from harness.shop.functions import load_app

Batch = Sequence[dict[str, Any]]
# The timeout in the template. With little time left, the aggregator would leave an outage to Lambda's retries.
_TIMEOUT_MS = 300_000

# Loaded once, in the process that all others are forked from.
load_app("analytics", "aggregator")


def _work(environment: dict[str, str], batches: Connection) -> None:
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # metrics and logs
    handler = load_app("analytics", "aggregator").handler
    while True:
        batches.send(handler({"Records": batches.recv()}, lambda_context("aggregator", _TIMEOUT_MS)))


@dataclass
class _Worker:
    process: ForkServerProcess
    batches: Connection
    batch: Batch | None = None

    def give(self, batch: Batch) -> None:
        self.batch = batch
        self.batches.send(batch)

    def end(self) -> None:
        assert self.process.pid
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()
        self.batches.close()


class Aggregators:
    """A pool of `count` aggregators. A batch whose aggregator is killed is delivered again to another one."""

    def __init__(self, count: int, environment: dict[str, str]) -> None:
        self._count = count
        self._environment = environment
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload([__name__])
        self.killed = 0

    def deliver(self, batches: Sequence[Batch], *, kills: int, chance: random.Random) -> None:
        """Deliver the batches until all are counted, and kill `kills` aggregators at random moments."""
        waiting = deque(batches)
        # The numbers of completed batches after which an aggregator is killed.
        due = sorted(chance.sample(range(len(batches)), kills))
        workers = [self._start() for _ in range(self._count)]
        done = 0
        try:
            while done < len(batches):
                for worker in workers:
                    if worker.batch is None and waiting:
                        worker.give(waiting.popleft())
                if due and done >= due[0]:
                    due.pop(0)
                    victim = chance.choice([worker for worker in workers if worker.batch])
                    wait([victim.batches], timeout=chance.uniform(0, 0.1))  # during its work, or at its end
                    victim.end()
                    assert victim.batch
                    waiting.appendleft(victim.batch)
                    workers[workers.index(victim)] = self._start()
                    self.killed += 1
                    continue
                answered = wait([worker.batches for worker in workers if worker.batch], timeout=240)
                assert answered, "no aggregator answers"
                for worker in workers:
                    if worker.batches in answered:
                        assert worker.batches.recv() == {"batchItemFailures": []}
                        worker.batch = None
                        done += 1
        finally:
            for worker in workers:
                worker.end()

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_work, args=(self._environment, there), daemon=True)
        process.start()
        there.close()
        return _Worker(process, here)
