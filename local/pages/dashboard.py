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
from local.pages.files import files

_FOLDER = Path(__file__).parent / "dashboard_page"
_FILES = {
    **{name: _FOLDER / name for name in ("api.js", "dashboard.css", "dashboard.js", "numbers.js", "periods.js")},
    "chart.js": CHART_JS / "dist" / "chart.umd.min.js",
}


def dashboard(prefix: Callable[[], str]) -> Routes:
    """Return the page's routes. `prefix` returns the API's path prefix."""

    async def page(_: web.Request) -> web.Response:
        text = (_FOLDER / "index.html").read_text(encoding="utf-8").replace("{{api}}", escape(prefix()))
        return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-cache"})

    return [web.get("/dashboard", page), files("/dashboard", _FILES)]
