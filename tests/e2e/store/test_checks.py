"""The checks of these tests find what they look for: a page with one fault of each kind."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.support.store.screens import check_screen
from tests.support.store.site import Site
from tests.support.store.visits import lose_responses, watched_visits

_PAGE = """<!doctype html><html lang="en"><head><title>Faults</title><meta name="viewport" content="width=device-width">
<style>body {{ margin: 0 }} button {{ min-height: 30px; min-width: 30px }} {style}</style></head>
<body><main><h1>Faults</h1>{body}</main></body></html>"""


@pytest.fixture
def blank(browser: Browser) -> Page:
    return browser.new_page()


def test_a_screen_without_faults_passes(blank: Page) -> None:
    blank.set_content(
        _PAGE.format(style="", body="<p>Text with <a href='/a'>a link</a> in it.</p><button>Add</button>")
    )
    check_screen(blank)


def test_a_link_that_is_stretched_over_its_card_is_a_large_target(blank: Page) -> None:
    style = "div { position: relative; height: 90px } a::after { content: ''; position: absolute; inset: 0 }"
    blank.set_content(_PAGE.format(style=style, body="<div><a href='/a'>Flat white</a></div>"))
    check_screen(blank)


@pytest.mark.parametrize(
    ("style", "body", "found"),
    [
        ("button { min-height: 0; height: 20px; padding: 0 }", "<button>Add</button>", "less than 24 px.*Add"),
        ("p { width: 700px }", "<p>Too wide</p>", "at 400 %: scrolls sideways: the page is 700 px"),
        (
            "p { width: 50px; overflow: hidden; white-space: nowrap }",
            "<p>Flat white with oat</p>",
            "text: <p> Flat white",
        ),
        ("p { color: #999; background: #fff }", "<p>Pale</p>", "color-contrast"),
        (
            "@media (prefers-color-scheme: dark) { p { color: #333; background: #000 } }",
            "<p>Dark</p>",
            "390 px, dark: color-contrast",
        ),
        (
            "div { position: fixed; inset: auto 0 0; height: 100vh; background: #fff }",
            "<button>Under</button><div>Bar</div>",
            "covered while it has the focus: <button> Under",
        ),
        ("", "<img src='data:,'>", "image-alt"),
    ],
)
def test_a_fault_of_a_screen_is_found(blank: Page, style: str, body: str, found: str) -> None:
    blank.set_content(_PAGE.format(style=style, body=body))
    with pytest.raises(AssertionError, match=re.compile(found)):
        check_screen(blank)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("console.warn('careless')", "console warning: careless"),
        ("setTimeout(() => { throw new Error('oops') })", "error: .*oops"),
        ("fetch('http://127.0.0.2:9/').catch(() => {})", "request to http://127.0.0.2:9/|Content Security Policy"),
        ("document.body.innerHTML = '<b>x</b>'", "TrustedHTML"),
        ("document.body.style.cssText = 'x'; document.body.setAttribute('style', 'color: red')", "inline style"),
        ("fetch('/shop/assets/none.js').catch(() => {})", "404"),
    ],
)
def test_a_visit_with_a_problem_fails(browser: Browser, site: Site, script: str, found: str) -> None:
    with pytest.raises(AssertionError, match=re.compile(found)):
        _run(browser, site, script)


def _run(browser: Browser, site: Site, script: str) -> None:
    """Run a script in a page that is watched."""
    with watched_visits(browser, site.origin) as visit:
        page = visit("/")
        page.evaluate(f"try {{ {script} }} catch (error) {{ setTimeout(() => {{ throw error }}) }}")
        page.evaluate("new Promise(resolve => setTimeout(resolve))")
        page.evaluate("fetch('/shop/config.json')")


def test_a_request_whose_response_is_lost_has_reached_the_shop(browser: Browser, site: Site) -> None:
    site.api.answer("POST /orders", {}, status=201)
    with watched_visits(browser, site.origin) as visit:
        page = visit("/")
        lose_responses(page, "**/v1/orders")
        send = "fetch('/v1/orders', {method: 'POST'}).then(({status}) => status, error => error.name)"
        assert page.evaluate(send) == "TypeError"
        assert page.evaluate(send) == 201
    assert len(site.api.called("POST /orders")) == 2
