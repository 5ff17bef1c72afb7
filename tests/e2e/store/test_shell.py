"""The frame of all pages: the state of the store, language, theme, navigation, and what happens without a network."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.store.fake_menu import flat_menu, store
from tests.support.store.screens import check_screen
from tests.support.store.site import Site
from tests.support.store.visits import DESKTOP, Visits

NOON = "2026-11-30T17:00:00.000Z"  # noon in Toronto


@pytest.mark.parametrize(
    ("members", "state", "notice"),
    [
        ({"closesAt": "2026-11-30T23:00:00.000Z"}, "Open until 6:00 p.m.", None),
        ({"open": False, "opensAt": "2026-12-01T13:00:00.000Z"}, "Closed", "Opens tomorrow at 8:00 a.m."),
        ({"open": False, "opensAt": "2026-11-30T20:00:00.000Z"}, "Closed", "Opens today at 3:00 p.m."),
        ({"open": False, "opensAt": "2026-12-04T13:00:00.000Z"}, "Closed", "Opens on Friday at 8:00 a.m."),
        (
            {"open": False, "opensAt": "2026-12-24T13:00:00.000Z"},
            "Closed",
            "Opens on Thursday, December 24 at 8:00 a.m.",
        ),
        ({"open": False, "opensAt": None}, "Closed", "We are closed at the moment."),
        ({"paused": True, "pausedUntil": "2026-11-30T17:30:00.000Z"}, "Paused", "no new orders until 12:30 p.m."),
        ({"addMinutes": 20}, "Open", "orders take about 20 minutes longer"),
    ],
)
def test_the_header_says_whether_the_store_is_open(
    site: Site, visit: Visits, members: dict[str, Any], state: str, notice: str | None
) -> None:
    site.api.answer("GET /store", store(**members))
    page = visit.context().new_page()
    page.clock.set_fixed_time(NOON)
    page.goto(f"{site.url}/nowhere")
    expect(page.locator("header").get_by_text(state)).to_be_visible()
    notices = page.locator(".notice")
    expect(notices).to_have_count(1 if notice else 0)
    if notice:
        expect(notices).to_contain_text(notice)


def test_the_store_is_read_again_when_the_page_comes_to_the_front(site: Site, visit: Visits) -> None:
    page = visit("/nowhere")
    expect(page.locator("header").get_by_text("Open until")).to_be_visible()
    site.api.answer("GET /store", store(open=False, opensAt=None))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("header").get_by_text("Closed")).to_be_visible()


def test_the_language_is_the_browsers_until_one_is_chosen(site: Site, visit: Visits) -> None:
    page = visit("/nowhere", locale="fr-CA")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page introuvable")
    expect(page.locator("footer").get_by_text("lundi")).to_be_visible()
    expect(page.locator("header").get_by_text("Ouvert jusqu’à 18 h 00")).to_be_visible()
    page.get_by_role("button", name="Langue et couleurs").click()
    page.get_by_role("radio", name="English").check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    check_screen(page)
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("Page not found · Bodega")


def test_a_chosen_theme_stays(site: Site, visit: Visits) -> None:
    page = visit("/nowhere", color_scheme="light")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Language and colours").click()
    page.get_by_role("radio", name="Dark").check()
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    page.get_by_role("heading", level=1).wait_for()
    assert page.evaluate(paper) == dark
    page.get_by_role("button", name="Language and colours").click()
    page.get_by_role("radio", name="System").check()
    assert page.evaluate(paper) == light


def test_a_change_of_page_moves_the_focus_to_its_heading(site: Site, visit: Visits) -> None:
    page = visit("/nowhere", viewport=DESKTOP)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the menu")).to_be_focused()
    page.get_by_role("link", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page).to_have_title(re.compile("Log in · Bodega"))
    expect(page.get_by_role("link", name="Log in").first).to_have_attribute("aria-current", "page")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    check_screen(page)


def test_a_lost_network_and_a_lost_script_are_said(site: Site, visit: Visits) -> None:
    """The script of a screen is requested when the customer goes there. It may be gone, or the network is."""
    page = visit("/nowhere")
    expect(page.locator("footer")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline.")).to_be_visible()
    check_screen(page)
    page.get_by_role("link", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page could not be loaded")
    page.context.set_offline(False)
    expect(page.get_by_text("You are offline.")).to_be_hidden()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    visit.problems[:] = [problem for problem in visit.problems if "ERR_INTERNET_DISCONNECTED" not in problem]


def test_a_shop_whose_configuration_cannot_be_loaded_says_so(visit: Visits) -> None:
    page = visit.context().new_page()
    page.route("**/config.json", lambda route: route.fulfill(status=500))
    page.goto(f"{visit.origin}/shop/")
    expect(page.get_by_role("heading", level=1)).to_have_text("The shop cannot be loaded")
    visit.problems[:] = [problem for problem in visit.problems if "config.json" not in problem]
    page.unroute("**/config.json")
    with page.expect_navigation():
        page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("The shop cannot be loaded")


PAGES = [
    "/nowhere",
    "/",
    "/cart",
    "/login",
    "/register",
    "/forgot-password",
    "/reset-password",
    "/orders",
    "/orders/track",
]


def test_the_pseudo_language_shows_no_text_outside_of_the_messages(site: Site, visit: Visits) -> None:
    """Texts of messages are between brackets, accented and longer. All others have to be data of the shop."""
    page = visit("/nowhere?lang=xx")
    for path in PAGES:
        page.goto(f"{site.url}{path}?lang=xx")
        page.get_by_role("heading", level=1).wait_for()
        page.locator("footer dl").wait_for()
        assert untranslated(page) == [], path
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{path} scrolls sideways by {width} px"


def untranslated(page: Page) -> list[str]:
    """Return the texts with letters that are neither messages nor data: those of the shop, times and names of days."""
    texts: list[str] = page.evaluate(
        """() => {
          const found = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const { parentElement: parent, data } = walker.currentNode;
            if (parent.closest("script, style, noscript, address, .hours, [lang]")) continue;
            if (/\\p{L}{2}/u.test(data)) found.push(data.trim());
          }
          for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
            for (const name of ["aria-label", "placeholder", "title", "alt"])
              if (/\\p{L}{2}/u.test(element.getAttribute(name) ?? "")) found.push(element.getAttribute(name));
          return found;
        }"""
    )
    data = json.dumps([flat_menu(""), store()], ensure_ascii=False)
    return [text for text in texts if "⟦" not in text and text not in data]
