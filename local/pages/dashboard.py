"""`/dashboard`: the shop's sales figures, for its admins.

The page is a client of the public API like any other: an admin logs in, and its script calls the analytics routes.
Scripts, styles and the chart library come from this machine.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from aiohttp import web

from local.engines.paths import CHART_JS
from local.pages import Routes

_FOLDER = Path(__file__).parent / "dashboard_page"
_ASSETS = {
    "api.js": (_FOLDER / "api.js", "text/javascript"),
    "chart.js": (CHART_JS / "dist" / "chart.umd.min.js", "text/javascript"),
    "dashboard.css": (_FOLDER / "dashboard.css", "text/css"),
    "dashboard.js": (_FOLDER / "dashboard.js", "text/javascript"),
    "periods.js": (_FOLDER / "periods.js", "text/javascript"),
}
_HEADERS = {
    # An admin types a password here: allow only the page's own scripts, and no frame around the page.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
        " frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def dashboard(prefix: Callable[[], str]) -> Routes:
    """Return the page's routes. `prefix` returns the API's path prefix."""

    async def page(_: web.Request) -> web.Response:
        text = (_FOLDER / "index.html").read_text(encoding="utf-8").replace("{{api}}", escape(prefix()))
        return web.Response(text=text, content_type="text/html", headers=_HEADERS)

    async def asset(request: web.Request) -> web.StreamResponse:
        found = _ASSETS.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        file, content_type = found
        return web.FileResponse(file, headers={**_HEADERS, "Content-Type": content_type})

    return [web.get("/dashboard", page), web.get("/dashboard/{name}", asset)]
