"""Runs the HTTP server of the local stack in a thread, with a fake API instead of functions and engines."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from aiohttp import web

from local.pages import Page
from local.stack.http_server import HttpServer

_PATIENCE = 100.0  # seconds, for a busy machine


class FakeApi(Protocol):
    """What the server needs of a gateway."""

    @property
    def prefix(self) -> str: ...

    async def handle(self, request: web.Request, /) -> web.StreamResponse: ...


@contextmanager
def serving(api: FakeApi, pages: Iterable[Page]) -> Iterator[int]:
    """Serve the pages and the API on a free port. Yields the port."""
    gateway: Any = api
    loop, started, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

    async def serve(reserved: socket.socket) -> None:
        server = HttpServer(lambda: gateway, pages)
        await server.start(reserved)
        started.set()
        await stop.wait()
        await server.stop()

    # Playwright's loop runs in the thread of the test, so this one needs its own thread from start to end.
    with socket.create_server(("127.0.0.1", 0)) as reserved, contextlib.closing(loop):
        thread = threading.Thread(target=loop.run_until_complete, args=[serve(reserved)])
        thread.start()
        try:
            assert started.wait(_PATIENCE)
            yield reserved.getsockname()[1]
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join()
