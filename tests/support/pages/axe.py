"""axe-core: automatic checks of a page against the WCAG."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from local.engines.paths import AXE_CORE

# A frame without scripts cannot be checked from outside. Its page is checked by itself.
_RUN = "axe.run(document, {iframes: false, resultTypes: ['violations']}).then(({violations}) => violations)"


def violations(page: Page) -> list[str]:
    """Return what axe-core finds on the page as it is, one line for each element."""
    page.evaluate(_source())
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@cache
def _source() -> str:
    return (AXE_CORE / "axe.min.js").read_text(encoding="utf-8")
