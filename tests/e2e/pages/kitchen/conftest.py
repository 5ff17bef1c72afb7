"""Fixtures of the kitchen's tests: a page with a fake API."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from harness.local_stack import PATIENCE
from local.pages.files import shared_files
from local.pages.kitchen import kitchen_page
from tests.support.pages.fake_kitchen import FakeKitchen
from tests.support.pages.server import serving


@pytest.fixture
def api() -> FakeKitchen:
    return FakeKitchen()


@pytest.fixture
def page(browser: Browser, api: FakeKitchen) -> Iterator[Page]:
    with serving(api, [shared_files, kitchen_page(lambda: "Corner Shop")]) as port:
        context = browser.new_context(locale="en-CA", base_url=f"http://127.0.0.1:{port}")
        context.set_default_timeout(PATIENCE * 1000)
        yield context.new_page()
        context.close()
