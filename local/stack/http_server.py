"""The HTTP server of the stack: the API below its stage, and the pages beside it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable

from aiohttp import web

from local.gateway.server import MAX_BODY, Gateway
from local.gateway.target import origin_form
from local.pages import Page
from local.pages.headers import protect
from local.stack.hosts import check_host

# API Gateway accepts 10,240 bytes of headers in all. Here larger ones reach the authorizer.
_MAX_HEADER = 64 * 1024
_SHUTDOWN = 2.0  # seconds that running requests get when the stack stops


class HttpServer:
    """Serves the current gateway. A changed template creates a new one."""

    def __init__(self, gateway: Callable[[], Gateway], pages: Iterable[Page]) -> None:
        self._gateway = gateway
        app = web.Application(client_max_size=MAX_BODY, middlewares=[check_host])
        for page in pages:
            app.add_routes(page(lambda: gateway().prefix))
        app.router.add_route("*", "/{path:.*}", self._dispatch)
        app.on_response_prepare.append(self._add_headers)
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
        if self._is_for_the_api(request):
            return await self._gateway().handle(request)
        prefix = self._gateway().prefix
        raise web.HTTPNotFound(text=f"Not found. The API is below {prefix}, and its documentation at /docs.\n")

    def _is_for_the_api(self, request: web.Request) -> bool:
        path, prefix = origin_form(request.raw_path).partition("?")[0], self._gateway().prefix
        return path == prefix or path.startswith(f"{prefix}/")

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        response.headers.popall("Server", None)
        if not self._is_for_the_api(request):
            protect(response)
