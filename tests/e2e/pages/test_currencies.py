"""The dashboard in a browser shows amounts with the digits that the API states, in any currency."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from local.engines.paths import CHART_JS
from local.pages import dashboard as module
from tests.support.shop.currencies import SAMPLES, Sample

ROOT_URL = "http://shop.test"
PAGE = Path(module.__file__).parent / "dashboard_page"
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}


def responses(sample: Sample) -> dict[str, Any]:
    """Return the responses of an API whose shop sold one piece for the amount of the sample, and refunded as much."""
    header = {"from": "2026-01-31", "to": "2026-01-31", "timeZone": "America/Toronto"} | {
        "currency": sample.code,
        "currencyDigits": sample.digits,
    }
    money = {"amount": sample.stored, "currency": sample.code}
    figures = {"orders": 1, "revenue": money, "averageOrderValue": money, "itemsSold": 1, "refunds": 0}
    figures["refunded"] = money
    ranking = {"labels": ["Flat white"], "productIds": ["prd_1"], "revenue": [sample.stored], "quantity": [1]}
    series = {"orders": [1], "revenue": [sample.stored], "itemsSold": [1], "refunds": [0]}
    return {
        "/users/login": {"user": {"role": "admin"}, "accessToken": "a", "refreshToken": "r"},
        "/menu": {"shop": "Shop", "categories": []} | header,
        "/analytics/summary": {**header, **figures, "previous": {**header, **figures}},
        "/analytics/orders": {
            **header,
            "interval": "hour",
            "labels": ["2026-01-31T09:00-05:00"],
            "series": series,
            "totals": figures,
        },
        "/analytics/products": {**header, "byRevenue": ranking, "byQuantity": ranking},
    }


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-US")
    yield context.new_page()
    context.close()


def serve(page: Page, sample: Sample) -> None:
    """Answer the page's requests from its files and from `responses`, without a network."""
    found = responses(sample)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ROOT_URL).partition("?")[0]
        if path.startswith("/v1"):
            body = json.dumps(found.get(path.removeprefix("/v1"), {}))
            route.fulfill(status=200, body=body, content_type="application/json")
            return
        name = path.removeprefix("/dashboard").removeprefix("/") or "index.html"
        file = CHART_JS / "dist" / "chart.umd.min.js" if name == "chart.js" else PAGE / name
        if file.exists():
            text = file.read_text(encoding="utf-8").replace("{{api}}", "/v1")
            route.fulfill(status=200, body=text, content_type=TYPES[file.suffix])
        else:
            route.fulfill(status=404)

    page.route("**/*", answer)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.code for sample in SAMPLES])
def test_an_amount_is_shown_as_it_was_typed(page: Page, sample: Sample) -> None:
    serve(page, sample)
    page.goto(f"{ROOT_URL}/dashboard")
    page.get_by_label("Email").fill("ada@example.com")
    page.get_by_label("Password").fill("a password")
    page.get_by_role("button", name="Log in").click()

    shown = sample.shown.replace(" ", "\u00a0")
    for place in ("#cards", "#revenue-ranking"):
        expect(page.locator(place)).to_contain_text(shown)
    drawn = page.evaluate("Chart.getChart('chart').data.datasets.find(set => set.label === 'Revenue').data")
    assert drawn == [float(sample.typed)]


def test_an_amount_with_more_digits_than_a_double_has_is_not_rounded(page: Page) -> None:
    serve(page, SAMPLES[0])
    page.goto(f"{ROOT_URL}/dashboard")

    texts = page.evaluate(
        """async () => {
            const { decimal, money, useCurrency } = await import("/dashboard/numbers.js");
            useCurrency("IRR", 2);
            const texts = [money(9007199254740991), money(-9007199254740990), decimal(-5), decimal(0)];
            useCurrency("JPY", 0);
            return [...texts, decimal(7)];
        }"""
    )

    exact = ["IRR\u00a090,071,992,547,409.91", "-IRR\u00a090,071,992,547,409.90"]
    assert texts == [*exact, "-0.05", "0.00", "7"]
