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
from local.pages import Page, Routes
from local.pages.files import files
from local.pages.layout import lay_out, respond

_FOLDER = Path(__file__).parent / "dashboard_page"
_FILES = {
    **{path.name: path for path in _FOLDER.iterdir() if path.suffix in {".css", ".js"}},
    "chart.js": CHART_JS / "dist" / "chart.umd.min.js",
}
_LOADED = [f"/dashboard/{name}" for name in ("dashboard.css", "chart.js", "dashboard.js")]


def dashboard_page(shop: Callable[[], str]) -> Page:
    """Return the page. `shop` returns the shop's name."""

    def routes(prefix: Callable[[], str]) -> Routes:
        async def page(_: web.Request) -> web.Response:
            head = f'<meta name="api" content="{escape(prefix())}">\n'
            main = (_FOLDER / "main.html").read_text(encoding="utf-8")
            text = lay_out("Dashboard", shop(), "/dashboard", main, files=_LOADED, head=head)
            return respond(text, {"Cache-Control": "no-cache"})

        return [web.get("/dashboard", page), files("/dashboard", _FILES)]

    return routes
