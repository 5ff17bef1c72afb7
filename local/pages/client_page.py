"""A page that is a client of the public API: its log-in form, its content, and its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from aiohttp import web

from local.pages import Page, Routes
from local.pages.files import files
from local.pages.layout import lay_out, respond

_LOG_IN = """\
<main id="log-in" class="log-in" hidden>
  <form class="panel">
    <h1>{title}</h1>
    <p class="quiet">{hint}</p>
    <label>Email <input name="email" type="email" autocomplete="username" required></label>
    <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
    <p id="log-in-problem" class="problem" role="alert"></p>
    <button class="primary">Log in</button>
  </form>
</main>
"""


class Client(NamedTuple):
    """A page at `path` with the content `main.html` of `folder`.

    `hint` is HTML that says which accounts may log in. `files`: those that the page may load, by name. `loaded`: the
    names of the style sheets and scripts that it starts with.
    """

    title: str
    path: str
    folder: Path
    hint: str
    files: Mapping[str, Path]
    loaded: Sequence[str]


def client_page(client: Client, shop: Callable[[], str]) -> Page:
    """Return the page. `shop` returns the shop's name."""

    def routes(prefix: Callable[[], str]) -> Routes:
        async def page(_: web.Request) -> web.Response:
            head = f'<meta name="api" content="{escape(prefix())}">\n'
            form = _LOG_IN.format(title=escape(client.title), hint=client.hint)
            main = (client.folder / "main.html").read_text(encoding="utf-8")
            loaded = [f"{client.path}/{name}" for name in client.loaded]
            text = lay_out(client.title, shop(), client.path, form + main, files=loaded, head=head)
            return respond(text, {"Cache-Control": "no-cache"})

        return [web.get(client.path, page), files(client.path, client.files)]

    return routes


def own_files(folder: Path) -> dict[str, Path]:
    """Return the style sheets and scripts in a folder, by name."""
    return {path.name: path for path in folder.iterdir() if path.suffix in {".css", ".js"}}
