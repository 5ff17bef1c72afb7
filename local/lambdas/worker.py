"""One process of one function."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from local.lambdas.runtime_api import FunctionError, Invocation, RuntimeApi
from local.template.resources import Function

_BOOTSTRAP = Path(__file__).parent / "bootstrap.py"
# Lambda allows 10 s. A busy machine that starts every function at once can need longer.
INIT_TIMEOUT = 120.0
_MAX_LINE = 256 * 1024  # bytes; CloudWatch's limit for a log event
_DRAIN = 1.0  # seconds to wait for the last lines of a process that ended


class Worker:
    """A process that serves one event after the other, until it is stopped, crashes or times out."""

    def __init__(self, function: Function, environment: dict[str, str], log: Callable[[str], None]) -> None:
        self.idle_since = 0.0
        self._function = function
        self._environment = environment
        self._log = log
        self._api = RuntimeApi(f"arn:aws:lambda:{environment['AWS_REGION']}:123456789012:function:{function.name}")
        self._process: asyncio.subprocess.Process | None = None
        self._ended: asyncio.Task[None] | None = None

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start the process and wait until it asks for its first event.

        Raises FunctionError when it ends or fails before that. Its traceback is then in the log.
        """
        address = await self._api.listen()
        layers = [str(folder) for folder in self._function.layers]
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-s", str(_BOOTSTRAP), *layers),
            env={**self._environment, "AWS_LAMBDA_RUNTIME_API": address},
            cwd=self._function.folder,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            # The terminal's Ctrl-C must reach only the stack, which stops its processes in order.
            start_new_session=True,
        )
        self._ended = asyncio.create_task(self._follow(self._process))
        try:
            async with asyncio.timeout(INIT_TIMEOUT):
                await asyncio.shield(self._api.started)
        except TimeoutError:
            raise FunctionError("Runtime.InitTimeout", f"Not ready after {INIT_TIMEOUT:.0f} seconds") from None

    async def serve(self, invocation: Invocation) -> None:
        """Let the process handle one event. The answer or the error goes into `invocation.answer`."""
        timeout = self._function.timeout
        if self._ended is None:
            raise RuntimeError("the process was not started")
        served = asyncio.create_task(self._api.invoke(invocation, timeout))
        await asyncio.wait({served, self._ended}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        if not invocation.answer.done():
            if self.alive:
                error = FunctionError("Sandbox.Timedout", f"Task timed out after {timeout:.2f} seconds")
            else:
                error = FunctionError("Runtime.ExitError", f"Runtime exited with {self._how_it_ended()}")
            invocation.answer.set_exception(error)
        if not served.done():
            served.cancel()
            await self.stop()

    async def stop(self) -> None:
        """Kill the process and everything that it started."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        if self._ended is not None:
            await self._ended
        # Mark the error as retrieved: without a waiting call, asyncio would log a warning.
        if self._api.started.done():
            self._api.started.exception()
        await self._api.close()

    def _how_it_ended(self) -> str:
        code = self._process.returncode if self._process else None
        return f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"

    async def _follow(self, process: asyncio.subprocess.Process) -> None:
        logs = asyncio.create_task(self._read_log(process))
        await process.wait()
        # A child process of the handler can keep the pipe open.
        await asyncio.wait({logs}, timeout=_DRAIN)
        logs.cancel()
        if not self._api.started.done():
            error = FunctionError("Runtime.ExitError", f"Runtime exited with {self._how_it_ended()}")
            self._api.started.set_exception(error)

    async def _read_log(self, process: asyncio.subprocess.Process) -> None:
        output = process.stdout
        if output is None:
            return
        rest = b""
        while chunk := await output.read(65536):
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > _MAX_LINE:
                lines, rest = [*lines, rest], b""
            for line in lines:
                self._log(line.decode("utf-8", "replace"))
        if rest:
            self._log(rest.decode("utf-8", "replace"))
