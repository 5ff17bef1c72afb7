"""One check of a screen in its present state, for all of WCAG 2.2 AA that can be measured."""

from functools import cache
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, ViewportSize

from tests.support.pages.axe import violations
from tests.support.store.visits import DESKTOP, PHONE

Scheme = Literal["light", "dark"]

# 1280 × 1024 px at 400 %, as WCAG 1.4.10 wants it, but as high as a phone.
_ZOOMED: ViewportSize = {"width": 320, "height": 640}
_SCRIPT = Path(__file__).parent / "screen.js"


def check_screen(page: Page) -> None:
    """Check a screen as it is: on a phone and a desktop, light and dark, and zoomed to 400 %.

    It checks with axe-core, and that targets have 24 px, that no focused element is covered, that no text is cut off,
    and that nothing scrolls sideways. The focus returns to its element. Raises AssertionError with all that it found.
    """
    before = page.viewport_size or PHONE
    found: list[str] = []
    schemes: tuple[Scheme, Scheme] = ("light", "dark")
    for size, scheme in zip((PHONE, DESKTOP), schemes, strict=True):
        _show(page, size, scheme)
        found += [f"{size['width']} px, {scheme}: {line}" for line in [*violations(page), *_measured(page)]]
    for size, scheme in zip((DESKTOP, PHONE), schemes, strict=True):
        _show(page, size, scheme)
        found += [f"{size['width']} px, {scheme}: {line}" for line in violations(page, only="color-contrast")]
    _show(page, _ZOOMED, "light")
    found += [f"at 400 %: {line}" for line in _measured(page)]
    page.set_viewport_size(before)
    page.emulate_media(color_scheme="null")
    assert not found, "\n".join(found)


def _show(page: Page, size: ViewportSize, scheme: Scheme) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)


def _measured(page: Page) -> list[str]:
    found: dict[str, list[str]] = page.evaluate(_source())
    titles = {
        "smallTargets": "target of less than 24 px",
        "clipped": "text",
        "overflow": "scrolls sideways",
        "covered": "covered while it has the focus",
    }
    return [f"{titles[kind]}: {line}" for kind, lines in found.items() for line in lines]


@cache
def _source() -> str:
    return _SCRIPT.read_text(encoding="utf-8")
