"""The dashboard in a browser: it shows the figures of the API."""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from demo.people.accounts import LOG_INS, LogIn, Role, read_log_ins
from harness.local_stack import PATIENCE, Stack, wait_until
from harness.shop.orders import Event, random_order
from tests.e2e.customers import registration

FIRST, LAST = "2018-06-01", "2018-06-30"  # long before anything else in this shop
WORDS = "This page needs an admin's account."


@pytest.fixture(scope="module")
def log_ins(stack: Stack) -> dict[Role, LogIn]:
    return read_log_ins(stack.data / LOG_INS)


@pytest.fixture(scope="module")
def orders(stack: Stack) -> list[Event]:
    """The orders of one month, once they are counted."""
    chance = random.Random(1)
    events = [random_order(chance, begin=datetime(2018, 6, 2, 4, tzinfo=UTC), days=28) for _ in range(100)]
    for begin in range(0, 100, 25):
        body = {"events": events[begin : begin + 25]}
        assert stack.call("POST", "/analytics/events", body, {"Authorization": stack.token("admin")}).status == 202
    wait_until(lambda: get(stack, "summary")["orders"] + get(stack, "summary")["refunds"] == 100, lambda: stack.output)
    return events


def get(stack: Stack, report: str, parameters: str = "") -> Any:
    path = f"/analytics/{report}?from={FIRST}&to={LAST}{parameters}"
    answer = stack.call("GET", path, headers={"Authorization": stack.token("admin")})
    assert answer.status == 200
    return answer.json()


@pytest.fixture
def browser_errors() -> list[str]:
    """Errors that the browser reported; none may be left at the end."""
    return []


@pytest.fixture
def external_requests() -> list[str]:
    """Requests that would leave this machine; none may be left at the end."""
    return []


@pytest.fixture
def page(browser: Browser, stack: Stack, browser_errors: list[str], external_requests: list[str]) -> Iterator[Page]:
    context = browser.new_context(locale="en-CA", timezone_id="Asia/Tokyo")  # far from the shop
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.on("pageerror", lambda error: browser_errors.append(str(error)))
    page.on("console", lambda message: browser_errors.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((stack.root_url, "blob:", "data:"))
            else external_requests.append(request.url)
        ),
    )
    page.goto(f"{stack.root_url}/dashboard")
    yield page
    context.close()
    assert not external_requests
    assert not browser_errors


def log_in(page: Page, who: LogIn) -> None:
    page.get_by_label("Email").fill(who.email)
    page.get_by_label("Password").fill(who.password)
    page.get_by_role("button", name="Log in").click()


def show_june(page: Page) -> None:
    page.get_by_label("Period").select_option("custom")
    page.get_by_label("From", exact=True).fill(FIRST)
    page.get_by_label("To", exact=True).fill(LAST)
    expect(page.locator("#range")).to_contain_text(f"{FIRST} to {LAST}")
    expect(page.locator("#report")).to_have_attribute("aria-busy", "false")


def numbers(text: str) -> int:
    """The digits of a shown figure: `CA$1,234.50` is 123450."""
    return int(re.sub(r"[^\d-]", "", text.replace("\u2212", "-")))


def test_the_cards_show_the_figures_of_the_api(
    page: Page, stack: Stack, log_ins: dict[Role, LogIn], orders: list[Event]
) -> None:
    log_in(page, log_ins["admin"])
    show_june(page)

    summary = get(stack, "summary")
    shown = dict(
        zip(
            page.locator("#cards .name").all_inner_texts(), page.locator("#cards .value").all_inner_texts(), strict=True
        )
    )
    assert {name: numbers(value) for name, value in shown.items()} == {
        "Orders": summary["orders"],
        "Revenue": summary["revenue"]["amount"],
        "Average order": summary["averageOrderValue"]["amount"],
        "Items sold": summary["itemsSold"],
        "Refunds": summary["refunds"],
    }
    assert shown["Revenue"].startswith("$")  # Canadian dollars, to someone in Canada


def test_the_best_sellers_and_the_chart_match_the_api(
    page: Page, stack: Stack, log_ins: dict[Role, LogIn], orders: list[Event]
) -> None:
    log_in(page, log_ins["admin"])
    show_june(page)

    products = get(stack, "products")
    for table, ranking, other in (("revenue", "byRevenue", "quantity"), ("quantity", "byQuantity", "revenue")):
        rows = [row.locator("th, td").all_inner_texts() for row in page.locator(f"#{table}-ranking tbody tr").all()]
        expected = products[ranking]
        assert [row[0].strip() for row in rows] == expected["labels"]
        assert [numbers(row[1]) for row in rows] == expected[table]
        assert [numbers(row[2]) for row in rows] == expected[other]
    by_day = get(stack, "orders", "&interval=day")
    drawn = page.evaluate("Chart.getChart('chart').data.datasets.map(set => set.data)")
    assert drawn[1] == by_day["series"]["orders"]
    assert [round(100 * value) for value in drawn[0]] == by_day["series"]["revenue"]
    page.get_by_label("Interval").select_option("hour")
    hours = "Chart.getChart('chart')?.data.labels.length"
    wait_until(lambda: page.evaluate(hours) == 720, lambda: str(page.evaluate(hours)))


def test_today_is_in_the_time_zone_of_the_shop(page: Page, log_ins: dict[Role, LogIn], stack: Stack) -> None:
    log_in(page, log_ins["admin"])
    page.get_by_label("Period").select_option("today")

    answer = stack.call("GET", "/analytics/summary", headers={"Authorization": stack.token("admin")}).json()
    expect(page.locator("#range")).to_have_text(f"{answer['to']}, America/Toronto")
    page.get_by_label("Period").select_option("yesterday")
    day_before = datetime.fromisoformat(answer["to"]) - timedelta(days=1)
    expect(page.locator("#range")).to_have_text(f"{day_before:%Y-%m-%d}, America/Toronto")


def test_the_daily_figures_can_be_saved(page: Page, log_ins: dict[Role, LogIn], orders: list[Event]) -> None:
    log_in(page, log_ins["admin"])
    show_june(page)

    with page.expect_download() as download:
        page.get_by_role("button", name="Export CSV").click()

    assert download.value.suggested_filename == f"daily-figures-{FIRST}-to-{LAST}.csv"
    assert len(download.value.path().read_text().splitlines()) == 31


def test_a_session_survives_a_reload_and_ends_with_a_log_out(page: Page, log_ins: dict[Role, LogIn]) -> None:
    log_in(page, log_ins["admin"])
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    page.reload()
    expect(page.locator("#cards li")).to_have_count(5)
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()


def test_a_caller_who_is_not_an_admin_gets_403(page: Page, log_ins: dict[Role, LogIn]) -> None:
    log_in(page, log_ins["customer"])

    expect(page.get_by_role("alert").first).to_contain_text(WORDS)
    expect(page.get_by_role("button", name="Log out")).to_be_hidden()


def test_a_wrong_password_is_reported(page: Page, log_ins: dict[Role, LogIn], browser_errors: list[str]) -> None:
    # An email without an account: failed log-ins of the admin would add up, and freeze the account for other tests.
    log_in(page, LogIn(registration()["email"], "not the password"))

    expect(page.get_by_role("alert").first).to_have_text("Email and password do not match. Check both and try again.")
    log_in(page, log_ins["admin"])
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    assert [complaint for complaint in browser_errors if "403" not in complaint] == []
    browser_errors.clear()


def test_an_invalid_range_is_explained_and_not_requested(page: Page, log_ins: dict[Role, LogIn]) -> None:
    log_in(page, log_ins["admin"])
    page.get_by_label("Period").select_option("custom")
    page.get_by_label("From", exact=True).fill("2017-06-01")
    expect(page.locator("#problem")).to_contain_text("A range has 366 days at most.")
    page.get_by_label("To", exact=True).fill("2016-06-01")
    expect(page.locator("#problem")).to_contain_text("The first day is after the last one.")
    page.get_by_label("To", exact=True).fill("2017-06-01")
    expect(page.locator("#range")).to_contain_text("2017-06-01")
    expect(page.locator("#problem")).to_be_empty()
    expect(page.locator("#no-orders")).to_be_visible()


def test_the_page_runs_only_its_own_scripts(stack: Stack) -> None:
    for path in ("", "/dashboard.js", "/chart.js"):
        answer = stack.call("GET", f"/dashboard{path}", root=True)
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'; script-src 'self'" in policy
        assert "unsafe" not in policy
    assert stack.call("GET", "/dashboard/index.html", root=True).status == 404
