"""`/pictures/latte.svg`: the pictures of the demo's products."""

from collections.abc import Callable
from functools import cache

from aiohttp import web

from demo.catalog.entries import Product, read_catalog
from demo.pictures.drawing import draw
from demo.pictures.urls import PATH, slug
from local.pages import Routes

_HEADERS = {
    "Cache-Control": "max-age=3600",
    # Opened by itself, an SVG is a document that could run scripts.
    "Content-Security-Policy": "default-src 'none'; sandbox",
    # A front end under development has another origin and shows the pictures too.
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def pictures_page(_: Callable[[], str]) -> Routes:
    async def picture(request: web.Request) -> web.Response:
        found = _pictures().get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        return web.Response(text=found, content_type="image/svg+xml", headers=_HEADERS)

    return [web.get(f"{PATH}/{{name}}.svg", picture)]


@cache
def _pictures() -> dict[str, str]:
    products = [entry for entry in read_catalog()["products"] if isinstance(entry, Product)]
    return {slug(entry.name): draw(entry.picture, entry.name) for entry in products if entry.picture}
