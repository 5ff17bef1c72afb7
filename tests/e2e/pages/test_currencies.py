"""The dashboard in a browser shows amounts with the digits that the API states, in any currency."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from local.pages.dashboard import dashboard_page
from local.pages.files import shared_files
from tests.support.pages.fake_analytics import ZONE, FakeAnalytics
from tests.support.pages.server import serving
from tests.support.shop.currencies import SAMPLES, Sample


@pytest.fixture
def api() -> FakeAnalytics:
    """A shop with one order, of yesterday."""
    hours = {datetime(2026, 1, 30, 9, tzinfo=ZoneInfo(ZONE)): 1}
    return FakeAnalytics(datetime(2026, 1, 31, 19, tzinfo=UTC), hours)


@pytest.fixture
def page(browser: Browser, api: FakeAnalytics) -> Iterator[Page]:
    with serving(api, [shared_files, dashboard_page(lambda: "Corner Shop")]) as port:
        context = browser.new_context(locale="en-US", base_url=f"http://127.0.0.1:{port}")
        yield context.new_page()
        context.close()


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.code for sample in SAMPLES])
def test_an_amount_is_shown_as_it_was_typed(page: Page, api: FakeAnalytics, sample: Sample) -> None:
    api.currency, api.digits, api.price = sample.code, sample.digits, sample.stored
    page.goto("/dashboard?period=yesterday&by=day")
    page.get_by_label("Email").fill("ada@example.com")
    page.get_by_label("Password").fill("a password")
    page.get_by_role("button", name="Log in").click()

    shown = sample.shown.replace(" ", "\u00a0")
    for place in ("#cards", "#revenue-ranking"):
        expect(page.locator(place)).to_contain_text(shown)
    drawn = page.evaluate("Chart.getChart('chart').data.datasets.find(set => set.label === 'Revenue').data")
    assert drawn == [float(sample.typed)]


def test_an_amount_with_more_digits_than_a_double_has_is_not_rounded(page: Page) -> None:
    page.goto("/dashboard")

    texts = page.evaluate(
        """async () => {
            const { decimal, money, useCurrency } = await import("/shared/numbers.js");
            useCurrency("IRR", 2);
            const texts = [money(9007199254740991), money(-9007199254740990), decimal(-5), decimal(0)];
            useCurrency("JPY", 0);
            return [...texts, decimal(7)];
        }"""
    )

    exact = ["IRR\u00a090,071,992,547,409.91", "-IRR\u00a090,071,992,547,409.90"]
    assert texts == [*exact, "-0.05", "0.00", "7"]
