"""`/dashboard`: the shop's sales figures, for its admins.

The page is a client of the public API like any other: an admin logs in, and its script calls the analytics routes.
Scripts, styles and the chart library come from this machine.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from local.engines.paths import CHART_JS
from local.pages import Page
from local.pages.client_page import Client, client_page, own_files

_FOLDER = Path(__file__).parent / "dashboard_page"
_FILES = {**own_files(_FOLDER), "chart.js": CHART_JS / "dist" / "chart.umd.min.js"}
_HINT = (
    "Log in with an admin's account. <code>make run</code> prints the one of the demo shop. "
    "To make your own account an admin, run <code>make admin EMAIL=…</code>"
)
_LOADED = ("dashboard.css", "chart.js", "dashboard.js")


def dashboard_page(shop: Callable[[], str]) -> Page:
    """Return the page. `shop` returns the shop's name."""
    return client_page(Client("Dashboard", "/dashboard", _FOLDER, _HINT, _FILES, _LOADED), shop)
