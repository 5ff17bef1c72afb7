"""The dashboard's periods: what they compare, and what of them is in the URL. The API is a fake with its own clock."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from local.pages.dashboard import dashboard_page
from local.pages.files import shared_files
from tests.support.pages.fake_analytics import ZONE, FakeAnalytics
from tests.support.pages.server import serving

NOW = datetime(2026, 11, 30, 19, 23, tzinfo=UTC)  # 14:23 in the shop


def day(number: int, orders: int, hours: range = range(24)) -> dict[datetime, int]:
    """The same number of orders in each hour of a day of November."""
    return {datetime(2026, 11, number, hour, tzinfo=ZoneInfo(ZONE)): orders for hour in hours}


@pytest.fixture
def api() -> FakeAnalytics:
    """Three orders an hour today, two an hour yesterday, one an hour in the four weeks before."""
    before = {hour: count for number in range(1, 29) for hour, count in day(number, 1).items()}
    return FakeAnalytics(NOW, {**before, **day(29, 2), **day(30, 3, range(14)), **day(30, 1, range(14, 15))})


@pytest.fixture
def page(browser: Browser, api: FakeAnalytics) -> Iterator[Page]:
    """A browser in Tokyo, where it is already tomorrow."""
    with serving(api, [shared_files, dashboard_page(lambda: "Corner Shop")]) as port:
        context = browser.new_context(locale="en-CA", timezone_id="Asia/Tokyo", base_url=f"http://127.0.0.1:{port}")
        yield context.new_page()
        context.close()


def open_dashboard(page: Page, query: str = "") -> None:
    page.goto(f"/dashboard{query}")
    page.get_by_label("Email").fill("ada@shop.example")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#cards li")).to_have_count(5)


def cards(page: Page) -> dict[str, list[str]]:
    """Return the lines of each card by its name."""
    lines = [card.inner_text().split("\n") for card in page.locator("#cards li").all()]
    return {name: rest for name, *rest in lines}


def drawn(page: Page, dataset: int) -> list[float | None]:
    values: list[float | None] = page.evaluate(f"Chart.getChart('chart').data.datasets[{dataset}].data")
    return values


def test_it_opens_on_the_last_seven_whole_days(page: Page) -> None:
    open_dashboard(page)
    expect(page.locator("#range")).to_have_text(f"2026-11-23 to 2026-11-29, {ZONE}")
    expect(page.locator("#compared")).to_have_text("· compared with 2026-11-16 to 2026-11-22")
    assert cards(page)["Orders"] == ["192", "+14% · before: 168"]
    assert drawn(page, 1) == [24, 24, 24, 24, 24, 24, 48]
    expect(page.locator("#unfinished")).to_be_empty()


def test_today_is_compared_with_the_same_part_of_yesterday(page: Page) -> None:
    open_dashboard(page, "?period=today")
    expect(page.locator("#compared")).to_have_text("· compared with 2026-11-29, both until 14:00")
    shown = cards(page)
    # 14 hours of 3 against 14 hours of 2. The order since 14:00 is in the figure only.
    assert shown["Orders"] == ["43", "until 14:00: 42", "+50% · before: 28"]
    assert shown["Revenue"] == ["$430.00", "until 14:00: $420.00", "+50% · before: $280.00"]
    assert shown["Average order"] == ["$10.00", "until 14:00: $10.00", "before: $10.00"]
    assert shown["Items sold"] == ["86", "until 14:00: 84", "+50% · before: 56"]


def test_a_range_that_ends_today_is_compared_with_the_same_part_of_the_one_before(page: Page) -> None:
    open_dashboard(page, "?period=custom&from=2026-11-29&to=2026-11-30")
    # 29th: 48 and 30th until 14:00: 42, against 27th: 24 and 28th until 14:00: 14
    assert cards(page)["Orders"] == ["91", "until 14:00: 90", "+137% · before: 38"]


def test_a_whole_day_is_compared_with_a_whole_day(page: Page) -> None:
    open_dashboard(page, "?period=yesterday")
    assert cards(page)["Orders"] == ["48", "+100% · before: 24"]


def test_in_the_first_hour_of_a_day_there_is_nothing_to_compare(page: Page, api: FakeAnalytics) -> None:
    api.now = datetime(2026, 11, 30, 5, 10, tzinfo=UTC)  # 00:10 in the shop
    api.hours = {**day(29, 2), **day(30, 3, range(1))}
    open_dashboard(page, "?period=today")
    assert cards(page)["Orders"] == ["3", "until 00:00: 0", "before: 0"]


def test_hours_ahead_are_not_drawn(page: Page) -> None:
    open_dashboard(page, "?period=today")
    assert drawn(page, 1) == [3] * 14 + [1] + [None] * 9
    assert drawn(page, 0) == [30] * 14 + [10] + [None] * 9
    expect(page.locator("#unfinished")).to_have_text("The last hour is not over yet: it has the orders until 14:23.")
    expect(page.locator("#series tbody tr")).to_have_count(15)
    assert page.locator("#series tbody tr").last.locator("th").text_content() == "2026-11-30 14:00-05:00 (not over yet)"


def test_the_day_that_is_not_over_is_marked(page: Page) -> None:
    open_dashboard(page, "?period=month")
    assert drawn(page, 1) == [24] * 28 + [48, 43]
    expect(page.locator("#unfinished")).to_have_text("The last day is not over yet: it has the orders until 14:23.")


def test_a_reload_keeps_the_period_and_the_interval(page: Page) -> None:
    open_dashboard(page)
    page.get_by_label("Period").select_option("thirty")
    expect(page.locator("#range")).to_contain_text("2026-10-31 to 2026-11-29")
    page.get_by_label("Interval").select_option("hour")
    expect(page).to_have_url(re.compile(r"/dashboard\?period=thirty&by=hour$"))
    page.reload()
    expect(page.locator("#range")).to_contain_text("2026-10-31 to 2026-11-29")
    expect(page.get_by_label("Period")).to_have_value("thirty")
    expect(page.get_by_label("Interval")).to_have_value("hour")


def test_a_reload_keeps_chosen_days(page: Page) -> None:
    open_dashboard(page)
    page.get_by_label("Period").select_option("custom")
    expect(page.get_by_label("From", exact=True)).to_have_value("2026-11-23")  # the range that was shown
    page.get_by_label("From", exact=True).fill("2026-11-20")
    expect(page.locator("#range")).to_contain_text("2026-11-20 to 2026-11-29")
    page.reload()
    expect(page.locator("#range")).to_contain_text("2026-11-20 to 2026-11-29")
    expect(page.get_by_label("From", exact=True)).to_have_value("2026-11-20")


def test_back_and_forward_change_the_period(page: Page) -> None:
    open_dashboard(page)
    for name, shown in (("yesterday", "2026-11-29,"), ("month", "2026-11-01 to 2026-11-30")):
        page.get_by_label("Period").select_option(name)
        expect(page.locator("#range")).to_contain_text(shown)
    expect(page).to_have_title("This month – Dashboard – Corner Shop")
    page.go_back()
    expect(page.locator("#range")).to_contain_text("2026-11-29,")
    expect(page.get_by_label("Period")).to_have_value("yesterday")
    page.go_back()
    expect(page.locator("#range")).to_contain_text("2026-11-23 to 2026-11-29")
    page.go_forward()
    page.go_forward()
    expect(page.locator("#range")).to_contain_text("2026-11-01 to 2026-11-30")
    expect(page).to_have_title("This month – Dashboard – Corner Shop")


@pytest.mark.parametrize(
    "query", ["?period=never", "?period=custom", "?period=custom&from=x&to=y", "?period=constructor", "?by=minute"]
)
def test_a_query_that_is_no_period_shows_the_default(page: Page, query: str) -> None:
    open_dashboard(page, query)
    expect(page.locator("#range")).to_contain_text("2026-11-23 to 2026-11-29")


def test_today_follows_the_clock_of_the_shop(page: Page, api: FakeAnalytics) -> None:
    """The browser is in Tokyo on 1 December. The page learns the shop's time from the API."""
    open_dashboard(page, "?period=today")
    expect(page.locator("#range")).to_have_text(f"2026-11-30, {ZONE}")
    api.now += timedelta(days=1)
    page.reload()
    expect(page.locator("#range")).to_have_text(f"{date(2026, 12, 1)}, {ZONE}")
