"""The frame of the pages: head, header with the shop's name, and links to the other pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from aiohttp import web

_PAGES = {
    "/shop": "Shop",
    "/kitchen": "Kitchen",
    "/pay": "Pay",
    "/dashboard": "Dashboard",
    "/mailbox": "Mailbox",
    "/docs": "API",
}
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{head}<title>{title} – {shop}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/shared/base.css">
{files}</head>
<body>
<header class="top">
<p>{shop}</p>
<nav aria-label="Pages">{links}</nav>
</header>
{body}
</body>
</html>
"""


def lay_out(title: str, shop: str, path: str, body: str, *, files: Iterable[str] = (), head: str = "") -> str:
    """Return a page as HTML. `body` and `head` are HTML, `title` and `shop` are texts.

    `path`: the page among those of the header that this one belongs to. `files`: URLs of style sheets and scripts.
    """
    links = " ".join(
        f'<a href="{to}"{" aria-current=page" if to == path else ""}>{name}</a>' for to, name in _PAGES.items()
    )
    return _PAGE.format(
        title=escape(title),
        shop=escape(shop),
        links=links,
        files="".join(f"{_element(file)}\n" for file in files),
        head=head,
        body=body,
    )


def respond(page: str, headers: Mapping[str, str]) -> web.Response:
    """Return a response with a page."""
    return web.Response(text=page, content_type="text/html", headers=headers)


def _element(file: str) -> str:
    if file.endswith(".css"):
        return f'<link rel="stylesheet" href="{file}">'
    return f'<script type="module" src="{file}"></script>'
