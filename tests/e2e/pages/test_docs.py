"""The page of the API in a browser, with "Try it out" and "Authorize"."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from harness.local_stack import PATIENCE, Stack


@pytest.fixture
def page(browser: Browser, stack: Stack) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    foreign: list[str] = []
    page.on(
        "request",
        lambda request: None if request.url.startswith((stack.root_url, "data:")) else foreign.append(request.url),
    )
    page.goto(f"{stack.root_url}/docs")
    yield page
    page.close()
    assert not foreign, "the page works offline: it asks no other host for anything"


def test_every_operation_is_shown(page: Page, stack: Stack) -> None:
    expect(page.locator(".opblock").first).to_be_visible()
    paths = stack.call("GET", "/docs/openapi.json", root=True).json()["paths"]
    assert page.locator(".opblock").count() == sum(len(operations) for operations in paths.values())


def test_a_click_on_try_it_out_shows_the_menu(page: Page) -> None:
    operation = page.locator("#operations-menu-getMenu")
    operation.locator(".opblock-summary").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    answer = operation.locator(".live-responses-table")
    expect(answer.locator("tbody .response-col_status").first).to_contain_text("200")
    shown = json.loads(answer.locator(".highlight-code code").first.inner_text())
    assert shown["categories"]


def test_authorize_accepts_the_token_of_an_admin(page: Page, stack: Stack) -> None:
    page.get_by_role("button", name="Authorize").first.click()
    dialog = page.locator(".dialog-ux")
    dialog.locator("input").fill(stack.token("admin").removeprefix("Bearer "))
    dialog.locator("button.authorize").click()
    dialog.get_by_role("button", name="Close").click()
    operation = page.locator("#operations-addons-createAddon")
    operation.locator(".opblock-summary").click()
    operation.get_by_role("button", name="Try it out").click()
    body = {"name": "Added on the page", "price": {"amount": 25, "currency": "CAD"}}
    operation.locator("textarea").fill(json.dumps(body))
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table tbody .response-col_status").first).to_contain_text("201")
