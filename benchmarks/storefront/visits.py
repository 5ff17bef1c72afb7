"""Visits to the storefront in headless Chromium, on a slow phone with a slow connection."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Route, sync_playwright

from local.setup.browser import browser_environment, browser_executable

# Lighthouse's mobile throttle.
LATENCY = 150  # milliseconds for each request
DOWNLOAD, UPLOAD = 1_600_000, 750_000  # bits per second
CPU = 4  # times as slow

_SCREEN: Any = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
_SCRIPT = Path(__file__).with_name("visit.js")
_SETTLED = 2_000  # milliseconds after the last request, in which late content would show
_STEP = 700  # pixels of one scroll
_CARD = "main li"


class Visit(NamedTuple):
    """A first visit. `paint` (LCP) and `longest_task` are in milliseconds, `shift` is CLS, `kb` was transferred."""

    paint: float
    shift: float
    longest_task: float
    requests: int
    kb: float


@contextmanager
def phone() -> Iterator[Browser]:
    """Start the browser of the tests."""
    executable = browser_executable()
    with sync_playwright() as playwright:
        # No sandbox: it loads pages of this machine only.
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox"], env={**os.environ, **browser_environment()}
        )
        yield browser
        browser.close()


def first_visit(browser: Browser, url: str) -> Visit:
    """Open the page with an empty cache, slowed down."""
    with _context(browser) as context:
        page = context.new_page()
        transferred = _slow_down(page)
        page.goto(url)
        _wait_for_the_menu(page)
        found = page.evaluate("measured")
        return Visit(
            found["paint"],
            found["shift"],
            max(found["tasks"], default=0),
            len(transferred),
            sum(transferred) / 1000,
        )


def longest_task_while_scrolling(browser: Browser, url: str, menu: dict[str, Any] | None, steps: int) -> float:
    """Return the milliseconds of the longest task while the page scrolls in `steps`, on a slow processor.

    `menu` replaces the shop's menu. Tasks below 50 ms are not reported by the browser, and count as 0.
    """
    with _context(browser) as context:
        page = context.new_page()
        if menu is not None:
            _serve(context, menu)
        page.goto(url)
        _wait_for_the_menu(page)
        _session(page).send("Emulation.setCPUThrottlingRate", {"rate": CPU})
        page.evaluate("measured.tasks = []")
        page.mouse.move(195, 500)
        for step in range(steps):
            page.mouse.wheel(0, _STEP)
            page.evaluate("new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))")
            if step == steps // 2:
                page.evaluate("scrollTo({top: document.documentElement.scrollHeight / 2, behavior: 'instant'})")
        page.wait_for_timeout(_SETTLED)
        tasks: list[float] = page.evaluate("measured.tasks")
        return max(tasks, default=0)


@contextmanager
def _context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(**_SCREEN)
    context.add_init_script(path=_SCRIPT)
    # Only the local server has it.
    context.route("**/shop/live*", lambda route: route.abort())
    yield context
    context.close()


def _session(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def _slow_down(page: Page) -> list[float]:
    """Slow network and processor down. Returns a list to which the bytes of each response are added."""
    transferred: list[float] = []
    session = _session(page)
    session.on("Network.loadingFinished", lambda event: transferred.append(event["encodedDataLength"]))
    session.send("Network.enable")
    throttle = {"downloadThroughput": DOWNLOAD / 8, "uploadThroughput": UPLOAD / 8}
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY, **throttle})
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    return transferred


def _wait_for_the_menu(page: Page) -> None:
    page.locator(_CARD).first.wait_for()
    page.wait_for_timeout(_SETTLED)


def _serve(context: BrowserContext, menu: dict[str, Any]) -> None:
    body = json.dumps(menu)

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="application/json")

    context.route("**/v1/menu?*", answer)
