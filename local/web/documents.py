"""The HTML documents of the storefront, with the names of their scripts and style sheets."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from local.setup.web import WEB
from local.web.build import ASSETS, Build, BuildFailed

THEME = WEB / "theme.css"
"""The fork's own colours, if there is such a file."""


class Place(NamedTuple):
    """Where the storefront is served. `base`: its path, such as `/shop`, or empty. `api`: the URL of the API."""

    base: str
    api: str


def document(build: Build, folder: str, place: Place, *, preloads_menu: bool = False, live: bool = False) -> str:
    """Return the HTML of a document.

    `preloads_menu`: the browser requests the menu at once. Only for the paths that show it: a browser warns of a
    preload that no script uses. `live`: the document reloads when the local server has built the storefront again.

    Raises BuildFailed if web/ does not have the document.
    """
    loaded = build.document(folder)
    if loaded is None:
        raise BuildFailed(f"web/{folder}/main.tsx is missing.")
    assets = f"{place.base}/{ASSETS}"
    styles = [f"{assets}/{name}" for name in loaded.styles]
    if THEME.is_file():
        styles.append(f"{place.base}/{THEME.name}")
    head = [f'<link rel="stylesheet" href="{escape(style)}">' for style in styles]
    head += [f'<link rel="modulepreload" href="{assets}/{name}">' for name in loaded.modules]
    head += [_preload(f"{place.base}/config.json")]
    if preloads_menu:
        head += [_preload(f"{place.api}/menu?shape=flat")]
    head += [f'<script type="module" src="{assets}/{loaded.script}"></script>']
    if live:
        head += [f'<script type="module" src="{place.base}/live.js"></script>']
    template = (WEB / folder / "index.html").read_text(encoding="utf-8")
    return template.replace("%base%", escape(place.base or "/")).replace("%head%", "\n".join(head))


def _preload(url: str) -> str:
    return f'<link rel="preload" as="fetch" crossorigin href="{escape(url)}">'
