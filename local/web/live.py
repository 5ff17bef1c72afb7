"""Tells open pages that the storefront was built again (server-sent events)."""

from __future__ import annotations

import asyncio

from aiohttp import web

_EVENT = b"event: built\ndata:\n\n"
_COMMENT = b":\n\n"  # the headers arrive with the first bytes


class Live:
    """The open pages. Each has a request that is answered with an event for each build."""

    def __init__(self) -> None:
        self._pages: set[asyncio.Event] = set()
        self._closed = False

    def tell(self) -> None:
        """Let each open page load itself again."""
        for page in self._pages:
            page.set()

    def close(self) -> None:
        """End the requests, which would delay the end of the server."""
        self._closed = True
        self.tell()

    async def events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        await response.write(_COMMENT)
        page = asyncio.Event()
        self._pages.add(page)
        try:
            while not self._closed:
                await page.wait()
                page.clear()
                if not self._closed:
                    await response.write(_EVENT)
        finally:
            self._pages.discard(page)
        return response
