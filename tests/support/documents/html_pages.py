"""Requests pages of the local stack without starting the stack."""

import asyncio
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from local.pages.headers import protect

Page = tuple[int, Mapping[str, str], str]
"""Status, headers and body."""


def get_pages(routes: Iterable[web.AbstractRouteDef], *paths: str) -> list[Page]:
    """Serve `routes` with the headers of all pages, and return the pages at `paths`."""

    async def ask() -> list[Page]:
        app = web.Application()
        app.add_routes(routes)
        app.on_response_prepare.append(_protect)
        async with TestClient(TestServer(app)) as client:
            answers = [await client.get(path) for path in paths]
            return [(answer.status, answer.headers, await answer.text()) for answer in answers]

    return asyncio.run(ask())


async def _protect(_: web.Request, response: web.StreamResponse) -> None:
    protect(response)


class Tags(HTMLParser):
    """The tags of an HTML document with their attributes, in order."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]
