"""axe-core finds nothing on the local pages: in both colour schemes, on a wide screen and on a phone.

Each page is loaded once and checked in all views, because loading it takes longer than checking it.
"""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from demo.people.accounts import LOG_INS, read_log_ins
from harness.local_stack import PATIENCE, Stack
from tests.e2e.customers import registration
from tests.e2e.pages.test_pay import pay
from tests.support.pages.axe import violations

Scheme = Literal["light", "dark"]
PHONE: ViewportSize = {"width": 390, "height": 900}
WIDE: ViewportSize = {"width": 1280, "height": 900}
CONTRAST = "color-contrast"
"""The only rule that depends on the colour scheme."""
VIEWS: list[tuple[Scheme, ViewportSize, str | None]] = [
    ("light", PHONE, None),
    ("dark", WIDE, None),
    ("dark", PHONE, CONTRAST),
    ("light", WIDE, CONTRAST),
]
CALM = """
Promise.allSettled(
  document.getAnimations()
    .filter((each) => each.effect.getTiming().iterations !== Infinity)
    .map((each) => each.finished)
)
"""


@pytest.fixture
def page(browser: Browser, stack: Stack) -> Iterator[Page]:
    context = browser.new_context(base_url=stack.root_url)
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


def found_by_axe(page: Page, *, is_part: bool = False) -> list[str]:
    """Return what axe-core finds on the page as it is, in all views."""
    found = []
    for scheme, size, rule in VIEWS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        page.evaluate(CALM)  # a colour that is still changing has another contrast
        view = f"{scheme}, {size['width']} px"
        found += [f"{view}: {line}" for line in violations(page, is_part=is_part, only=rule)]
    return found


def test_of_the_dashboard(page: Page, stack: Stack) -> None:
    admin = read_log_ins(stack.data / LOG_INS)["admin"]
    page.goto("/dashboard")
    # An email without an account: failed log-ins of the admin would add up, and freeze the account for other tests.
    page.get_by_label("Email").fill(registration()["email"])
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#log-in-problem")).not_to_be_empty()
    assert found_by_axe(page) == []

    page.get_by_label("Email").fill(admin.email)
    page.get_by_label("Password").fill(admin.password)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#cards li")).to_have_count(5)
    assert found_by_axe(page) == []

    page.get_by_label("Period").select_option("custom")
    page.get_by_label("To", exact=True).fill("2015-01-01")
    expect(page.locator("#problem")).not_to_be_empty()
    assert found_by_axe(page) == []


def test_of_the_mailbox(page: Page) -> None:
    page.goto("/mailbox")
    expect(page.get_by_role("button", name="Pause updates")).to_be_visible()
    assert found_by_axe(page) == []

    page.get_by_role("link", name=re.compile("Welcome")).first.click()
    expect(page.locator("iframe")).to_be_visible()
    assert found_by_axe(page) == []

    # The frame runs no scripts, so its document is checked outside of it.
    document = page.request.get(str(page.locator("iframe").get_attribute("src"))).text()
    page.goto("about:blank")
    page.set_content(document)
    expect(page.get_by_role("link", name="Confirm my email")).to_be_visible()
    assert found_by_axe(page, is_part=True) == []


def test_of_the_api_document(page: Page) -> None:
    page.goto("/docs")
    expect(page.locator(".opblock-tag").first).to_be_visible()
    assert found_by_axe(page) == []

    for tag in page.locator(".opblock-tag").all():
        tag.click()
    operation = page.locator("#operations-addons-createAddon")
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Try it out").click()
    expect(operation.get_by_label("Request body")).to_be_visible()
    assert found_by_axe(page) == []

    page.get_by_role("button", name="Authorize").first.click()
    expect(page.locator(".dialog-ux")).to_be_visible()
    assert found_by_axe(page) == []


def test_of_the_guide(page: Page) -> None:
    page.goto("/docs/api.md")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert found_by_axe(page) == []


def test_of_the_page_for_paying(page: Page) -> None:
    page.goto("/pay")
    page.get_by_role("button", name="Place a sample order").click()
    expect(page.locator("#facts dd").first).to_be_visible()
    assert found_by_axe(page) == []

    pay(page, "pm_card_visa_chargeDeclined")
    expect(page.locator("#result")).to_contain_text("declined")
    assert found_by_axe(page) == []

    pay(page, "pm_card_threeDSecure2Required")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert found_by_axe(page) == []
