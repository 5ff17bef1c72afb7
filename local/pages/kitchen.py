"""`/kitchen`: the open orders, for the staff who prepare them and hand them over.

The page is a client of the public API like any other: an account of the staff or an admin logs in, and its script polls
`GET /orders/queue`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from local.pages import Page
from local.pages.client_page import Client, client_page, own_files

_FOLDER = Path(__file__).parent / "kitchen_page"
_FILES = own_files(_FOLDER)
_HINT = (
    "Log in with an account of the staff, or an admin's. <code>make run</code> prints those of the demo shop. "
    "An admin gives the role with <code>PUT /users/{id}/role</code>."
)
_LOADED = ("kitchen.css", "dialogs.css", "kitchen.js")


def kitchen_page(shop: Callable[[], str]) -> Page:
    """Return the page. `shop` returns the shop's name."""
    return client_page(Client("Kitchen", "/kitchen", _FOLDER, _HINT, _FILES, _LOADED), shop)
