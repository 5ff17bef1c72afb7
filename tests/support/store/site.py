"""Serves the built storefront with a fake API, in a thread of the test's process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from aiohttp import web

from local.pages import Routes
from local.web.build import Build
from local.web.storefront import BASE, Storefront
from tests.support.pages.server import serving
from tests.support.store.fake_shop import FakeShop

CONFIG = {
    "api": "/v1",
    "shop": "Bodega",
    "currency": "CAD",
    "timeZone": "America/Toronto",
    "locale": "en-CA",
    "languages": ["en", "fr"],
    "session": "cookie",
    "payments": {"stripe": {"script": "/pay/stripe.js"}},
    "release": "test",
}
_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3" fill="#c96"/></svg>'


class Site(NamedTuple):
    """The storefront at `origin` + `/shop`. `api` is scripted by the test, and `config` is its config.json."""

    origin: str
    api: FakeShop
    config: dict[str, Any]

    @property
    def url(self) -> str:
        return f"{self.origin}{BASE}"


@contextmanager
def serving_site(built: Build) -> Iterator[Site]:
    """Serve a build. Raises AssertionError if the storefront called a route that the test did not script."""
    api, config = FakeShop(), dict(CONFIG)
    storefront = Storefront(lambda _: config, print, live=False)
    storefront.use(built)
    with serving(api, [storefront.page, _pictures]) as port:
        api.origin = f"http://127.0.0.1:{port}"
        yield Site(api.origin, api, config)
    assert not api.unscripted, f"the test has no answers for {api.unscripted}"


def _pictures(_: Any) -> Routes:
    async def picture(_: web.Request) -> web.Response:
        return web.Response(text=_PICTURE, content_type="image/svg+xml")

    return [web.get("/pictures/{name}", picture)]
