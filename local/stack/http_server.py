"""The HTTP server of the stack: the API below its stage, and the pages beside it."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Iterable

from aiohttp import web

from local.errors import LocalError
from local.gateway.server import MAX_BODY, Gateway
from local.pages import Page

# API Gateway accepts 10,240 bytes of headers in all. Here larger ones reach the authorizer.
_MAX_HEADER = 64 * 1024
_SHUTDOWN = 2.0  # seconds that running requests get when the stack stops


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


class HttpServer:
    """Serves the current gateway. A changed template creates a new one."""

    def __init__(self, gateway: Callable[[], Gateway], pages: Iterable[Page]) -> None:
        self._gateway = gateway
        app = web.Application(client_max_size=MAX_BODY)
        for page in pages:
            app.add_routes(page(lambda: gateway().prefix))
        app.router.add_route("*", "/{path:.*}", self._dispatch)
        app.on_response_prepare.append(_without_server_header)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            max_field_size=_MAX_HEADER,
            max_line_size=_MAX_HEADER,
            shutdown_timeout=_SHUTDOWN,
        )

    async def start(self, reserved: socket.socket) -> None:
        await self._runner.setup()
        await web.SockSite(self._runner, reserved).start()

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _dispatch(self, request: web.Request) -> web.StreamResponse:
        gateway = self._gateway()
        path = request.raw_path.partition("?")[0]
        if path == gateway.prefix or path.startswith(f"{gateway.prefix}/"):
            return await gateway.handle(request)
        raise web.HTTPNotFound(text=f"Not found. The API is below {gateway.prefix}, and its documentation at /docs.\n")


async def _without_server_header(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.popall("Server", None)
