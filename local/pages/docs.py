"""`/docs`: Swagger UI for the API document of the current code, and the guide beside it.

All files come from this machine, so that it works offline.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import web

from local.engines.paths import ROOT, SWAGGER_UI
from local.errors import LocalError
from local.extension import LogIn
from local.pages import Page, Routes
from local.pages.api_document import ApiDocument
from local.pages.files import files
from local.pages.headers import content_security_policy

if TYPE_CHECKING:
    from markdown_it.token import Token

_FOLDER = Path(__file__).parent / "docs_page"
_GUIDES = ROOT / "docs"
_OWN_NAMES = (
    "accessible.css",
    "accessible.js",
    "docs.css",
    "docs.js",
    "examples.js",
    "guide.css",
    "log-in.js",
    "session.js",
)
_OWN = {name: _FOLDER / name for name in _OWN_NAMES}
_SWAGGER = {name: SWAGGER_UI / name for name in ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")}
# Swagger UI sets styles in attributes.
_HEADERS = {"Content-Security-Policy": content_security_policy(inline_styles=True), "Cache-Control": "no-cache"}
_INTRODUCTION = """\
The guide is [docs/api.md](/docs/api.md). "Authorize" logs in with an email and a password. {log_ins}
Mail that the shop sends, with its links and tokens, is in the [mailbox](/mailbox).

"""


def docs_page(document: ApiDocument, log_ins: Callable[[], list[LogIn]]) -> Page:
    """Return the page. `log_ins` returns the accounts that the page offers for "Authorize"."""

    def routes(prefix: Callable[[], str]) -> Routes:
        return _routes(prefix, document, log_ins)

    return routes


def _routes(prefix: Callable[[], str], document: ApiDocument, log_ins: Callable[[], list[LogIn]]) -> Routes:
    async def page(_: web.Request) -> web.Response:
        text = (_FOLDER / "index.html").read_text(encoding="utf-8").replace("{{api}}", escape(prefix()))
        return web.Response(text=text, content_type="text/html", headers=_HEADERS)

    async def openapi(_: web.Request) -> web.Response:
        try:
            current = await document.read()
        except LocalError as error:
            raise web.HTTPServiceUnavailable(text=f"{error}\n") from None
        return web.json_response(_for_this_stack(current, prefix(), log_ins()), headers={"Cache-Control": "no-cache"})

    async def accounts(_: web.Request) -> web.Response:
        return web.json_response([vars(log_in) for log_in in log_ins()], headers={"Cache-Control": "no-store"})

    return [
        web.get("/docs", page),
        web.get("/docs/openapi.json", openapi),
        web.get("/docs/log-ins.json", accounts),
        web.get("/docs/{guide:.+[.]md}", _guide),
        files("/docs", _OWN),
        files("/docs/swagger-ui", _SWAGGER, "max-age=86400"),
    ]


def _for_this_stack(document: dict[str, Any], prefix: str, log_ins: list[LogIn]) -> dict[str, Any]:
    accounts = ", ".join(f"`{log_in.email}` ({log_in.role})" for log_in in log_ins)
    introduction = _INTRODUCTION.format(log_ins=f"It offers the demo's accounts: {accounts}." if accounts else "")
    return {
        **document,
        "info": {**document["info"], "description": introduction + document["info"]["description"]},
        # A relative URL works with every host name that a browser uses for this machine.
        "servers": [{"url": prefix, "description": "This machine"}],
    }


async def _guide(request: web.Request) -> web.Response:
    """Return a page of the folder docs as HTML. Links between its pages are relative, so they work unchanged."""
    file = (_GUIDES / request.match_info["guide"]).resolve()
    if not (file.is_relative_to(_GUIDES) and file.is_file()):
        raise web.HTTPNotFound
    text = file.read_text(encoding="utf-8")
    page = (_FOLDER / "guide.html").read_text(encoding="utf-8")
    page = page.replace("{{title}}", escape(text.partition("\n")[0].removeprefix("# ")))
    page = page.replace("{{body}}", _to_html(text, file.parent))
    return web.Response(text=page, content_type="text/html", headers=_HEADERS)


def _to_html(markdown: str, folder: Path) -> str:
    from markdown_it import MarkdownIt  # the start of the stack does not need it

    renderer = MarkdownIt("commonmark").enable("table")
    tokens = renderer.parse(markdown)
    for token in tokens:
        if token.type == "table_open":
            token.attrSet("tabindex", "0")  # a keyboard can scroll a table that is wider than the page
        if token.children:
            token.children = _without_dead_links(token.children, folder)
    for heading, inline in pairwise(tokens):
        if heading.type == "heading_open":
            # The anchors that links in the pages use.
            heading.attrSet("id", re.sub(r"[^\w -]", "", inline.content.lower()).replace(" ", "-"))
    return str(renderer.renderer.render(tokens, renderer.options, {}))


def _without_dead_links(tokens: list[Token], folder: Path) -> list[Token]:
    """Remove the links to files that the stack does not serve, such as tests. Their texts stay."""
    kept: list[Token] = []
    is_dead = False
    for token in tokens:
        if token.type == "link_open":
            is_dead = not _is_served(str(token.attrGet("href")), folder)
        if not (is_dead and token.type in ("link_open", "link_close")):
            kept.append(token)
    return kept


def _is_served(link: str, folder: Path) -> bool:
    scheme, _, path, _, _ = urlsplit(link)
    if scheme or not path:
        return True
    file = (folder / path).resolve()
    return file == _GUIDES / "openapi.json" or (file.suffix == ".md" and file.is_relative_to(_GUIDES))
