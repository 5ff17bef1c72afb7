"""The command that runs a stack: its options, its signals and its exit status."""

from __future__ import annotations

import argparse
import asyncio
import errno
import os
import signal
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from local.errors import LocalError
from local.options import add_shared_options, read_shared_options
from local.setup.engines import ensure_engines
from local.stack.engines import running_engines
from local.stack.lock import locked
from local.terminal.console import Console

if TYPE_CHECKING:
    from local.extension import Extension

_INTERRUPTED = 130
_LAST_PORT = 65535


def add_stack_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that `run_stack` reads."""
    parser.add_argument("--port", default=os.environ.get("PORT") or "3000", help="of the API (PORT or 3000; 0: any)")
    parser.add_argument("--quiet", action="store_true", help="show warnings and errors only")
    add_shared_options(parser)


def run_stack(options: argparse.Namespace, load_extension: Callable[[], Extension] | None = None) -> int:
    """Run the stack until a signal ends it, and return the process's exit status.

    `load_extension` is called when the engines have started. Its imports do not delay them.
    """
    console = Console(quiet=options.quiet)
    try:
        ensure_engines()
        return asyncio.run(_run(options, console, load_extension))
    except LocalError as error:
        console.error(str(error))
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED


async def _run(options: argparse.Namespace, console: Console, load_extension: Callable[[], Extension] | None) -> int:
    began = time.perf_counter()
    stop = asyncio.Event()
    _set_on_signals(stop)
    shared = read_shared_options(options)
    # The data first: a second `make run` is told that the first one runs, and not that its port is in use.
    with locked(shared.data) as lock, reserve_port(_port(options.port)) as reserved:
        async with running_engines(shared.data, lock, reserved.getsockname()[1]) as engines:
            # These imports, and reading the template, take as long as the start of the engines, and run beside it.
            from local.extension import Extension
            from local.stack.stack import Stack

            extension = load_extension() if load_extension else Extension()
            stack = Stack(shared, console, extension, engines, began=began, reserved=reserved)
            await stack.run(stop)
    console.write("\nThe shop is closed.")
    return 0


def _set_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def set_once() -> None:
        stop.set()
        # A second Ctrl-C exits at once. The child processes notice the closed pipe and end.
        loop.add_signal_handler(signal.SIGINT, os._exit, _INTERRUPTED)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, set_once)


def reserve_port(port: int) -> socket.socket:
    """Return a socket bound to the port of 127.0.0.1 (0: any free one). Raises LocalError when the port is in use."""
    reserved = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        reserved.bind(("127.0.0.1", port))
        # Listen now, so that a second stack fails at once and not half-way through its start.
        reserved.listen(128)
    except OSError as error:
        reserved.close()
        if error.errno == errno.EADDRINUSE:
            raise LocalError(
                f"Port {port} is in use by another program. Choose another one: make run PORT={port + 1}"
            ) from None
        if error.errno == errno.EACCES:
            raise LocalError(f"Port {port} is reserved for the system. Choose one above 1023.") from None
        raise
    return reserved


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LAST_PORT:
        raise LocalError(f"A port is a number up to {_LAST_PORT}, not {text!r}. Set it with --port or PORT.")
    return int(text)
