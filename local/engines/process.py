"""An engine's process: started with a pipe, ready when it prints its port, stopped by closing the pipe."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from local.errors import LocalError

_START_TIMEOUT = 120.0  # seconds, for a busy machine; one that ends is noticed at once
_STOP_TIMEOUT = 5.0


class Engine:
    """One engine. It must print `PORT <number>` when it listens, and end when its standard input closes.

    The pipe closes when the stack ends, also by `kill -9`, so no engine outlives the stack. `keep_open` are file
    descriptors that the process inherits.
    """

    def __init__(self, name: str, command: Sequence[str | Path], keep_open: tuple[int, ...] = ()) -> None:
        self.name = name
        self._command = [str(part) for part in command]
        self._keep_open = keep_open
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._tail: deque[str] = deque(maxlen=15)
        self._port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def launch(self) -> None:
        """Start the process. It listens later; see `ready`."""
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            pass_fds=self._keep_open,
            start_new_session=True,
        )
        self._reader = asyncio.create_task(self._read(self._process))

    async def ready(self) -> None:
        """Wait until the engine listens. Raises LocalError with its last lines when it does not."""
        try:
            self.port = await asyncio.wait_for(asyncio.shield(self._port), _START_TIMEOUT)
        except TimeoutError:
            raise LocalError(f"{self.name} did not start in {_START_TIMEOUT:.0f} seconds.\n{self.tail}") from None

    async def ended(self) -> None:
        """Wait until the process has ended."""
        if self._process is not None:
            await self._process.wait()

    async def stop(self, patience: float = _STOP_TIMEOUT) -> None:
        """Close the engine's pipe and wait until it has ended.

        It is killed after `patience` seconds, and at once if it does not listen yet.
        """
        if self._process is None or self._process.returncode is not None:
            return
        if self._process.stdin:
            self._process.stdin.close()
        try:
            # An engine reads its pipe only when it listens. Before that it has nothing to save.
            await asyncio.wait_for(self._process.wait(), patience if self._port.done() else 0)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()

    @property
    def tail(self) -> str:
        """The last lines of the engine's output."""
        return "\n".join(f"  {line}" for line in self._tail)

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        output = process.stdout
        while output is not None and (raw := await output.readline()):
            line = raw.decode("utf-8", "replace").rstrip()
            word, _, number = line.partition(" ")
            if word == "PORT" and number.isdecimal() and not self._port.done():
                self._port.set_result(int(number))
            else:
                self._tail.append(line)
        if not self._port.done():
            await process.wait()
            self._port.set_exception(LocalError(f"{self.name} ended at once.\n{self.tail}"))
            self._port.exception()  # Mark it as retrieved: if nothing waits for it, asyncio would log a warning.
