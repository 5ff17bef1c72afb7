"""The processes of one function: one per concurrent call, up to a limit."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from local.lambdas.runtime_api import FunctionError, Invocation
from local.lambdas.worker import Worker
from local.template.resources import Function

# Enough to show race conditions, and few enough for a laptop: a process takes about 100 MB.
MAX_PROCESSES = 4
REPLACED = "Local.Replaced"  # the kind of error for calls that waited for a generation that was replaced
IDLE_SECONDS = 60.0  # how long a process beyond the first can be idle


class Pool:
    """The processes of one function. A change of its code starts a new generation of processes."""

    def __init__(self, function: Function, environment: dict[str, str], log: Callable[[str], None]) -> None:
        self.function = function
        self.environment = environment
        self._log = log
        self._queue: deque[Invocation] = deque()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._starting: set[Worker] = set()
        self._generation = 0
        # Until one process of a generation has started, only one starts at a time, so that broken code fails once.
        self._proven = False
        self._first: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._tasks: set[asyncio.Task[None]] = set()
        self._limit = min(function.concurrency or MAX_PROCESSES, MAX_PROCESSES)

    async def invoke(self, payload: bytes, trace_id: str) -> bytes:
        """Return the function's answer to an event, as JSON. Waits while every process is busy.

        Raises: FunctionError.
        """
        invocation = Invocation(payload, trace_id, asyncio.get_running_loop().create_future())
        self._queue.append(invocation)
        self._dispatch()
        try:
            return await asyncio.shield(invocation.answer)
        except asyncio.CancelledError:
            # The client is gone. As on Lambda, a call that has started continues, and its answer is dropped.
            with contextlib.suppress(ValueError):
                self._queue.remove(invocation)
            invocation.answer.add_done_callback(lambda answer: answer.exception())
            raise

    async def warm(self) -> None:
        """Wait until one process is ready. Raises FunctionError when the function does not start."""
        if not (self._idle or self._busy or self._starting):
            self._start_one()
        await asyncio.shield(self._first)

    async def reload(self, function: Function, environment: dict[str, str]) -> None:
        """Replace all processes. Running calls end on the old code. Raises FunctionError like `warm`."""
        self.function, self.environment = function, environment
        self._limit = min(function.concurrency or MAX_PROCESSES, MAX_PROCESSES)
        self._generation += 1
        self._proven = False
        self._retire_first()
        stopped = [*self._idle, *self._starting]
        self._idle.clear()
        self._starting.clear()
        self._start_one()
        await asyncio.gather(*(worker.stop() for worker in stopped))
        await asyncio.shield(self._first)

    async def end_idle(self) -> None:
        """Stop processes that have been idle for a while, except the last one."""
        now = asyncio.get_running_loop().time()
        while len(self._idle) + len(self._busy) > 1 and self._idle and now - self._idle[0].idle_since > IDLE_SECONDS:
            await self._idle.pop(0).stop()

    async def close(self) -> None:
        self._generation += 1
        workers = [*self._idle, *self._busy, *self._starting]
        await asyncio.gather(*(worker.stop() for worker in workers))
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._retire_first()

    # ------------------------------------------------------------------ processes
    def _dispatch(self) -> None:
        while self._queue and self._idle:
            worker = self._idle.pop()
            self._busy.add(worker)
            self._spawn(self._serve(worker, self._queue.popleft(), self._generation))
        processes = len(self._busy) + len(self._starting)
        at_once = self._limit - processes if self._proven else 1 - len(self._starting)
        for _ in range(min(len(self._queue) - len(self._starting), at_once)):
            self._start_one()

    def _start_one(self) -> None:
        if self._first.done() and not self._proven:
            self._retire_first()
        worker = Worker(self.function, self.environment, self._log)
        self._starting.add(worker)
        self._spawn(self._start(worker, self._generation))

    async def _start(self, worker: Worker, generation: int) -> None:
        try:
            await worker.start()
        except FunctionError as error:
            await worker.stop()
            self._starting.discard(worker)
            if generation == self._generation:
                self._failed(error)
            return
        self._starting.discard(worker)
        if generation != self._generation:
            await worker.stop()
            return
        self._proven = True
        if not self._first.done():
            self._first.set_result(None)
        self._release(worker)

    def _failed(self, error: FunctionError) -> None:
        if not self._first.done():
            self._first.set_exception(error)
            self._first.exception()  # Mark it as retrieved: without a waiting call, asyncio would log a warning.
        # Busy processes will serve the waiting calls. Without one, fail them now.
        while self._queue and not self._busy:
            self._queue.popleft().answer.set_exception(error)

    async def _serve(self, worker: Worker, invocation: Invocation, generation: int) -> None:
        try:
            await worker.serve(invocation)
        finally:
            self._busy.discard(worker)
        if worker.alive and generation == self._generation:
            self._release(worker)
        else:
            await worker.stop()
            self._dispatch()

    def _release(self, worker: Worker) -> None:
        worker.idle_since = asyncio.get_running_loop().time()
        self._idle.append(worker)
        self._dispatch()

    def _retire_first(self) -> None:
        if not self._first.done():
            self._first.set_exception(FunctionError(REPLACED, "The code changed again"))
            self._first.exception()
        self._first = asyncio.get_running_loop().create_future()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
