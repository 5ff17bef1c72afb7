"""axe-core: automatic checks of a page against the WCAG."""

from functools import cache
from typing import Any

from playwright.sync_api import Frame, Page

from local.engines.paths import AXE_CORE

# A frame without scripts cannot be checked from outside.
_OPTIONS = "iframes: false, resultTypes: ['violations']"
_WCAG = "runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']"


def violations(page: Page | Frame, *, is_part: bool = False, only: str | None = None) -> list[str]:
    """Return what axe-core finds on the page as it is, one line for each element.

    `is_part`: it is a part of another page, which has the landmarks and headings. `only`: the one rule to check.
    """
    page.evaluate(_source())
    options = f"{_OPTIONS}, {_WCAG}" if is_part else _OPTIONS
    if only:
        options = f"{_OPTIONS}, runOnly: ['{only}']"
    found: list[dict[str, Any]] = page.evaluate(
        f"axe.run(document, {{{options}}}).then(({{violations}}) => violations)"
    )
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@cache
def _source() -> str:
    return (AXE_CORE / "axe.min.js").read_text(encoding="utf-8")
