"""`/shop`: serves the storefront, and builds it again when its sources change."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any

from aiohttp import web

from local.pages import Routes
from local.pages.layout import lay_out
from local.web.build import PAY, STORE, Build, BuildFailed, build
from local.web.documents import THEME, Place, document
from local.web.headers import HEADERS, PAY_POLICY
from local.web.live import Live

BASE = "/shop"
_LIVE = Path(__file__).parent / "live.js"
_NO_CACHE = {"Cache-Control": "no-cache"}
_IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}
_TYPES = {".css": "text/css", ".js": "text/javascript", ".map": "application/json", ".svg": "image/svg+xml"}
_PAGES = re.compile(
    r"/?|/p/[^/]+|/cart|/checkout|/o/[^/]+|/orders(/track)?|/login|/register|/forgot-password|/reset-password"
    r"|/verify-email|/disown-account|/restore-email|/account(/(addresses|payment-methods|points|sessions|data))?"
)
_MENU = re.compile(r"/?|/p/[^/]+")
_PAY = re.compile(r"/pay/[^/]+")
_HOST = re.compile(r"localhost(?=:|$)", re.IGNORECASE)

Config = Callable[[str], Mapping[str, Any] | None]
"""Returns config.json for the API's path prefix; None if the API has no routes of a storefront."""


class Storefront:
    """The storefront of a running stack. Requests wait for the build, and a failed build is shown instead of a page.

    `report` gets the message of a failed build. `live`: open pages reload after a build.
    """

    def __init__(self, config: Config, report: Callable[[str], None], *, live: bool = True) -> None:
        self._config = config
        self._report = report
        self._live = Live() if live else None
        self._builds: list[Build] = []
        self._failure: BuildFailed | None = None
        self._built = asyncio.Event()

    async def build(self) -> None:
        """Build the storefront beside other work. A failure is reported, not raised."""
        try:
            built = await asyncio.to_thread(build)
        except BuildFailed as failure:
            self._failure = failure
            self._report(f"The storefront cannot be built. {BASE} shows the same message.\n{failure}")
        else:
            self.use(built)
        self._built.set()

    def use(self, built: Build) -> None:
        """Serve this build from now on. Files of earlier ones are served to pages that are still open."""
        self._failure = None
        self._builds.insert(0, built)
        self._built.set()

    async def rebuild(self) -> None:
        """Build again, and let open pages show the result."""
        await self.build()
        if self._live:
            self._live.tell()

    def close(self) -> None:
        """End the requests of open pages."""
        if self._live:
            self._live.close()

    def page(self, prefix: Callable[[], str]) -> Routes:
        """Return the routes. `prefix` returns the API's path."""

        async def home(_: web.Request) -> web.Response:
            raise web.HTTPFound(BASE if self._config(prefix()) is not None else "/docs")

        async def configuration(_: web.Request) -> web.Response:
            return web.json_response(self._found(prefix()), headers={**HEADERS, **_NO_CACHE})

        async def asset(request: web.Request) -> web.StreamResponse:
            return await self._asset(request.match_info["name"])

        async def page(request: web.Request) -> web.Response:
            self._found(prefix())
            return await self._page(request, Place(BASE, prefix()))

        return [
            web.get("/", home),
            web.get(f"{BASE}/config.json", configuration),
            web.get(f"{BASE}/assets/{{name:[^/]+}}", asset),
            web.get(f"{BASE}/{THEME.name}", _theme),
            *([web.get(f"{BASE}/live", self._live.events), web.get(f"{BASE}/live.js", _live)] if self._live else []),
            web.get(f"{BASE}{{path:(/.*)?}}", page),
        ]

    def _found(self, prefix: str) -> Mapping[str, Any]:
        found = self._config(prefix)
        if found is None:
            raise web.HTTPNotFound(text=f"{BASE} needs the routes GET /menu and GET /store, which the API lacks.\n")
        return found

    async def _asset(self, name: str) -> web.StreamResponse:
        await self._built.wait()
        for built in self._builds:
            path = built.assets / name
            if name in built.outputs and path.suffix in _TYPES and path.is_file():
                return web.FileResponse(path, headers={**HEADERS, **_IMMUTABLE, "Content-Type": _TYPES[path.suffix]})
        raise web.HTTPNotFound

    async def _page(self, request: web.Request, place: Place) -> web.Response:
        if _HOST.match(request.host):
            # The shop's pictures and links have the other name of this machine, which is another origin.
            raise web.HTTPFound(f"http://{_HOST.sub('127.0.0.1', request.host)}{request.raw_path}")
        path = request.path.removeprefix(BASE)
        await self._built.wait()
        if self._failure:
            return self._failed(self._failure)
        pays, shows_menu = _PAY.fullmatch(path) is not None, _MENU.fullmatch(path) is not None
        folder, live = PAY if pays else STORE, self._live is not None
        try:
            text = document(self._builds[0], folder, place, preloads_menu=shows_menu, live=live)
        except BuildFailed as failure:
            return self._failed(failure)
        status = HTTPStatus.OK if pays or _PAGES.fullmatch(path) else HTTPStatus.NOT_FOUND
        headers = {**HEADERS, **_NO_CACHE, **({"Content-Security-Policy": PAY_POLICY} if pays else {})}
        return web.Response(text=text, status=status, content_type="text/html", headers=headers)

    def _failed(self, failure: BuildFailed) -> web.Response:
        body = f"<main>\n<h1>The storefront cannot be built</h1>\n<pre>{escape(str(failure))}</pre>\n</main>"
        files = [f"{BASE}/live.js"] if self._live else []
        text = lay_out("Build failed", "Storefront", BASE, body, files=files)
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        return web.Response(text=text, status=status, content_type="text/html", headers=_NO_CACHE)


async def _theme(_: web.Request) -> web.StreamResponse:
    if not THEME.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(THEME, headers={**HEADERS, **_NO_CACHE, "Content-Type": "text/css"})


async def _live(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(_LIVE, headers={**_NO_CACHE, "Content-Type": "text/javascript"})
