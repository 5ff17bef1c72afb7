"""`python -m local`: start the stack."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys

from local.console import Console
from local.errors import LocalError
from local.http_server import reserve_port
from local.options import add_shared_options, read_shared_options
from local.setup.__main__ import ensure_engines
from local.stack import Stack

_INTERRUPTED = 130
_LAST_PORT = 65535


def main() -> int:
    options = _parser().parse_args()
    console = Console(quiet=options.quiet)
    try:
        ensure_engines()
        return asyncio.run(_run(options, console))
    except LocalError as error:
        console.error(str(error))
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED


async def _run(options: argparse.Namespace, console: Console) -> int:
    reserved = reserve_port(_port(options.port))
    stack = Stack(read_shared_options(options), console, demo=not options.no_demo, history=not options.no_history)
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stack.stop()
        # Whoever is in a hurry presses twice; the children notice and end by themselves.
        loop.add_signal_handler(signal.SIGINT, os._exit, _INTERRUPTED)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop)
    await stack.run(reserved)
    console.write("\nThe shop is closed.")
    return 0


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LAST_PORT:
        raise LocalError(f"A port is a number up to 65535, not {text!r}. Set it with --port or PORT.")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local", description="The whole shop on this machine.")
    parser.add_argument("--port", default=os.environ.get("PORT") or "3000", help="of the API (PORT or 3000; 0: any)")
    parser.add_argument("--no-demo", action="store_true", help="leave empty tables empty")
    parser.add_argument("--no-history", action="store_true", help="leave out the demo's past orders")
    parser.add_argument("--quiet", action="store_true", help="show warnings and errors only")
    add_shared_options(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
