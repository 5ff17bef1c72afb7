"""The one listening socket: the API below its stage, the pages beside it."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Iterable

from aiohttp import web

from local.errors import LocalError
from local.gateway.server import MAX_BODY, Gateway
from local.pages import Page

# API Gateway takes 10,240 bytes of headers in all; more than that may come as far as the authorizer here.
_MAX_HEADER = 64 * 1024
_SHUTDOWN = 2.0  # seconds that requests under way get when the stack ends


def reserve_port(port: int) -> socket.socket:
    """A socket bound to the port of 127.0.0.1 (0: any free one). Raises LocalError when it is in use."""
    reserved = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        reserved.bind(("127.0.0.1", port))
        # Listening at once makes a second stack fail now, not when it is half started.
        reserved.listen(128)
    except OSError as error:
        reserved.close()
        if error.errno == errno.EADDRINUSE:
            raise LocalError(
                f"Port {port} is in use by another program. Choose another one: make run PORT={port + 1}"
            ) from None
        if error.errno == errno.EACCES:
            raise LocalError(f"Port {port} is for the system only. Choose one above 1023.") from None
        raise
    return reserved


class HttpServer:
    """Serves whatever gateway is current: a changed template brings a new one."""

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
        raise web.HTTPNotFound(text=f"Nothing here. The API is below {gateway.prefix}, its documentation at /docs.\n")


async def _without_server_header(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.popall("Server", None)
