"""The command that runs a stack: its options, its signals and its exit status."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal

from local.errors import LocalError
from local.extension import Extension
from local.options import add_shared_options, read_shared_options
from local.setup.engines import ensure_engines
from local.stack.http_server import reserve_port
from local.stack.stack import Stack
from local.terminal.console import Console

_INTERRUPTED = 130
_LAST_PORT = 65535


def add_stack_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that `run_stack` reads."""
    parser.add_argument("--port", default=os.environ.get("PORT") or "3000", help="of the API (PORT or 3000; 0: any)")
    parser.add_argument("--quiet", action="store_true", help="show warnings and errors only")
    add_shared_options(parser)


def run_stack(options: argparse.Namespace, extension: Extension | None = None) -> int:
    """Run the stack until a signal ends it, and return the process's exit status."""
    console = Console(quiet=options.quiet)
    try:
        ensure_engines()
        return asyncio.run(_run(options, console, extension))
    except LocalError as error:
        console.error(str(error))
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED


async def _run(options: argparse.Namespace, console: Console, extension: Extension | None) -> int:
    reserved = reserve_port(_port(options.port))
    stack = Stack(read_shared_options(options), console, extension or Extension())
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stack.stop()
        # A second Ctrl-C exits at once. The child processes notice the closed pipe and end.
        loop.add_signal_handler(signal.SIGINT, os._exit, _INTERRUPTED)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop)
    await stack.run(reserved)
    console.write("\nThe shop is closed.")
    return 0


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LAST_PORT:
        raise LocalError(f"A port is a number up to {_LAST_PORT}, not {text!r}. Set it with --port or PORT.")
    return int(text)
