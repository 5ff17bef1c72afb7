"""`/pay`: pays by card at the stand-in for Stripe, as a customer does in a storefront.

With the client secret of a payment in the fragment of its URL, the page pays that payment. Without one, it places a
small order as a guest first. Its script loads only from the stack: `local/stack/payments.py` serves the stand-in there.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from aiohttp import web

from local.pages import Page, Routes
from local.pages.client_page import own_files
from local.pages.files import files
from local.pages.headers import content_security_policy
from local.pages.layout import lay_out, respond
from local.payments.parameters import PUBLISHABLE_KEY

_FOLDER = Path(__file__).parent / "pay_page"
_FILES = own_files(_FOLDER)
_LOADED = ("/pay/pay.css", "/pay/pay.js")
_HEADERS = {"Cache-Control": "no-cache", "Content-Security-Policy": content_security_policy(frames=True)}


def pay_page(shop: Callable[[], str]) -> Page:
    """Return the page. `shop` returns the shop's name."""

    def routes(prefix: Callable[[], str]) -> Routes:
        async def page(_: web.Request) -> web.Response:
            head = (
                f'<meta name="api" content="{escape(prefix())}">\n'
                f'<meta name="publishable-key" content="{escape(PUBLISHABLE_KEY)}">\n'
                '<script src="/pay/stripe.js"></script>\n'
            )
            main = (_FOLDER / "main.html").read_text(encoding="utf-8")
            text = lay_out("Pay", shop(), "/pay", main, files=_LOADED, head=head)
            return respond(text, _HEADERS)

        return [web.get("/pay", page), files("/pay", _FILES)]

    return routes
