"""Pages of the storefront in a browser, which fail the test for what a customer would not see but a developer would."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, ViewportSize

from harness.local_stack import PATIENCE
from local.web.storefront import BASE

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
_OWN = re.compile(r"(http://127\.0\.0\.1:\d+/|data:|blob:|about:)")
# The browser reports each response of 400 and more, and each request that fails. Tests cause them on purpose.
_FAILED_LOAD = re.compile(r"Failed to load resource")
# What the client notes in the browser while there is a session. A sandboxed frame has the origin "null".
_MARK = "if (origin.startsWith('http:')) localStorage.setItem('bodega-store', '1')"
_MUST_LOAD = re.compile(r"/(assets|pictures)/|/config\.json$|\.css$|\.js$")


@dataclass
class Visits:
    """Opens pages. `problems`: console messages, errors, refused content and requests that leave the machine."""

    browser: Browser
    origin: str
    problems: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, path: str = "/", *, origin: str | None = None, **options: Any) -> Page:
        """Open a path of the storefront in a new browser context, on a phone unless `viewport` says otherwise.

        `origin`: another server than the site's. `options` are those of the context (color_scheme, locale ...).
        """
        page = self.context(**options).new_page()
        page.goto(f"{origin or self.origin}{BASE}{path}")
        return page

    def context(self, *, is_first: bool = False, **options: Any) -> BrowserContext:
        """Return a new browser context, whose pages are watched.

        `is_first`: the visitor has never had a session. Otherwise the pages ask the API for one.
        """
        defaults = {"viewport": PHONE, "reduced_motion": "reduce", "locale": "en-CA", "timezone_id": "America/Toronto"}
        context = self.browser.new_context(**{**defaults, **options})
        context.set_default_timeout(PATIENCE * 1000)
        if not is_first:
            context.add_init_script(_MARK)
        context.on("console", self._note_message)
        context.on("weberror", lambda error: self.problems.append(f"error: {error.error}"))
        context.on("request", self._note_request)
        self._contexts.append(context)
        return context

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _note_message(self, message: ConsoleMessage) -> None:
        url = message.location["url"]
        if not _FAILED_LOAD.match(message.text) or _MUST_LOAD.search(urlsplit(url).path):
            self.problems.append(f"console {message.type}: {message.text} ({url})")

    def _note_request(self, request: Request) -> None:
        if not _OWN.match(request.url):
            self.problems.append(f"request to {request.url}")


@contextmanager
def watched_visits(browser: Browser, origin: str) -> Iterator[Visits]:
    """Yield the visits of a test. Raises AssertionError for any of their problems."""
    visits = Visits(browser, origin)
    try:
        yield visits
    finally:
        visits.close()
    assert not visits.problems, "\n".join(visits.problems)


def lose_responses(page: Page, url: str, times: int = 1) -> None:
    """Let the next requests to a URL reach the server, and their responses get lost. `url` is a glob (`**/v1/orders`).

    The browser cannot know that, and does not send them again by itself, as it does after a cut connection.
    """

    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.route(url, lose, times=times)
