"""The dashboard's states: each one says what to do next, also to a keyboard and a screen reader. The API is a fake."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from local.pages.dashboard import dashboard_page
from local.pages.files import shared_files
from tests.support.pages.axe import violations
from tests.support.pages.fake_analytics import ZONE, FakeAnalytics
from tests.support.pages.server import serving

NOW = datetime(2026, 11, 30, 19, 23, tzinfo=UTC)
LARGE = 1_234_567_890_12  # minor units of an order; the shop has 31 orders
PROBLEM = {"detail": "The shop's storage is not answering just now. Try again in a moment."}
SIZES = [{"width": 1280, "height": 900}, {"width": 390, "height": 844}]


@pytest.fixture
def api() -> FakeAnalytics:
    return FakeAnalytics(NOW, {datetime(2026, 11, 29, 9, tzinfo=ZoneInfo(ZONE)): 31})


@pytest.fixture
def port(api: FakeAnalytics) -> Iterator[int]:
    with serving(api, [shared_files, dashboard_page(lambda: "Corner Shop")]) as port:
        yield port


@pytest.fixture
def page(browser: Browser, port: int) -> Iterator[Page]:
    context = browser.new_context(locale="en-CA", base_url=f"http://127.0.0.1:{port}")
    yield context.new_page()
    context.close()


def log_in(page: Page, query: str = "") -> None:
    page.goto(f"/dashboard{query}")
    page.get_by_label("Email").fill("ada@shop.example")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()


def open_dashboard(page: Page, query: str = "") -> None:
    log_in(page, query)
    expect(page.locator("#cards li")).to_have_count(5)


def refuse(
    status: int, body: dict[str, Any] | None = None, **headers: str
) -> tuple[int, dict[str, Any], dict[str, str]]:
    return status, body or {}, headers


class TestLargeAmounts:
    @pytest.mark.parametrize("size", SIZES, ids=["wide", "phone"])
    @pytest.mark.parametrize("query", ["?period=yesterday", "?period=month"])
    def test_stay_in_their_cards(self, page: Page, api: FakeAnalytics, size: Any, query: str) -> None:
        api.currency, api.price = "IDR", LARGE
        page.set_viewport_size(size)
        open_dashboard(page, query)
        assert "38,271,604,593.72" in page.locator("#cards li").nth(1).inner_text()
        # Nothing is wider than its place, and the page does not scroll sideways.
        wide = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"
        assert page.locator("#cards li, #cards span.value, .panel, html").evaluate_all(wide) == []
        rows = page.locator("#cards .value").evaluate_all("all => all.map(each => each.getClientRects().length)")
        heights = page.locator("#cards .value").evaluate_all("all => all.map(each => each.offsetHeight)")
        assert rows == [1] * 5
        assert max(heights) <= 42  # pixels: one line


def test_the_cards_are_a_compact_list_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_dashboard(page)
    box = page.locator("#cards").bounding_box()
    assert box
    assert box["height"] < 400  # pixels; it was 650


class TestNextSteps:
    def test_without_a_session(self, page: Page) -> None:
        page.goto("/dashboard")
        expect(page.locator("#log-in")).to_contain_text("make run prints the one of the demo shop")
        expect(page.locator("#log-in")).to_contain_text("make admin EMAIL=")
        expect(page.get_by_label("Email")).to_be_focused()

    def test_after_too_many_attempts(self, page: Page, api: FakeAnalytics) -> None:
        detail = {"detail": "Too many attempts. Try again later."}
        api.refusals["/users/login"] = refuse(429, detail, **{"Retry-After": "300"})
        log_in(page)
        expect(page.locator("#log-in-problem")).to_have_text("Too many attempts. Try again later. Wait 5 minutes.")

    def test_after_a_session_has_ended(self, page: Page, api: FakeAnalytics) -> None:
        open_dashboard(page)
        api.refusals["/users/refresh"] = api.refusals["/analytics/summary"] = refuse(401)
        page.get_by_label("Period").select_option("month")
        expect(page.locator("#log-in-problem")).to_have_text("Your session has ended. Log in again.")
        expect(page.get_by_label("Email")).to_be_focused()
        api.refusals.clear()
        page.get_by_label("Email").fill("ada@shop.example")
        page.get_by_label("Password").fill("password")
        page.get_by_role("button", name="Log in").click()
        expect(page.locator("#range")).to_contain_text("2026-11-01 to 2026-11-30")  # the period that was asked for

    def test_after_the_role_was_taken_away(self, page: Page, api: FakeAnalytics) -> None:
        open_dashboard(page)
        api.refusals["/analytics/products"] = refuse(403)
        page.get_by_label("Period").select_option("month")
        expect(page.locator("#log-in-problem")).to_have_text(
            "This account is not an admin's any more. Log in with another account."
        )

    def test_when_the_storage_does_not_answer(self, page: Page, api: FakeAnalytics) -> None:
        open_dashboard(page)
        api.refusals["/analytics/orders"] = refuse(503, PROBLEM)
        page.get_by_label("Period").select_option("month")
        expect(page.get_by_role("alert").filter(has_text=PROBLEM["detail"])).to_be_visible()
        expect(page.locator("#report")).to_be_hidden()  # its figures are of another period
        assert violations(page) == []
        api.refusals.clear()
        page.get_by_role("button", name="Try again").click()
        expect(page.locator("#range")).to_contain_text("2026-11-01 to 2026-11-30")
        expect(page.locator("#problem")).to_be_empty()
        expect(page.get_by_role("button", name="Try again")).to_be_hidden()

    def test_when_the_shop_is_closed(self, page: Page) -> None:
        open_dashboard(page)
        page.context.route("**/v1/**", lambda route: route.abort())
        page.get_by_label("Period").select_option("month")
        expect(page.locator("#problem")).to_have_text(
            "The shop does not answer. Start it with `make run` and try again."
        )

    def test_when_the_shop_is_closed_during_a_reload(self, page: Page) -> None:
        open_dashboard(page)
        page.context.route("**/v1/**", lambda route: route.abort())
        page.reload()
        expect(page.locator("#log-in-problem")).to_contain_text("The shop does not answer.")
        page.context.unroute_all()
        page.reload()
        expect(page.locator("#cards li")).to_have_count(5)  # the session was not lost

    def test_in_a_period_without_orders(self, page: Page) -> None:
        open_dashboard(page, "?period=today")
        expect(page.locator("#no-orders")).to_contain_text("No orders in this period. Choose another one")
        expect(page.locator("#chart")).to_be_hidden()
        assert violations(page) == []

    def test_in_a_period_of_the_future(self, page: Page) -> None:
        open_dashboard(page, "?period=custom&from=2026-11-29&to=2026-11-29")
        page.get_by_label("To", exact=True).fill("2026-12-24")
        expect(page.locator("#problem")).to_have_text("The last day is in the future. Choose today or an earlier day.")


class TestWithAKeyboardAndAScreenReader:
    def test_the_chart_is_a_table_too(self, page: Page) -> None:
        open_dashboard(page, "?period=week")
        label = "Orders and revenue by day. The table below has the same figures."
        expect(page.get_by_role("img", name=label)).to_be_visible()
        page.locator("summary").focus()
        page.keyboard.press("Enter")
        rows = page.get_by_role("region", name="The chart as a table").get_by_role("row").all_inner_texts()
        assert [row.split() for row in rows[-2:]] == [["2026-11-28", "0", "$0.00"], ["2026-11-29", "31", "$310.00"]]
        assert violations(page) == []

    def test_loading_and_the_result_are_announced(self, page: Page) -> None:
        open_dashboard(page)
        status = page.get_by_role("status")
        expect(status).to_have_text("Figures of 2026-11-23 to 2026-11-29: 31 orders.")
        heard: list[str] = []
        page.expose_function("heard", lambda text: heard.append(text))  # noqa: PLW0108  # Playwright sets attributes on it
        page.evaluate(
            "new MutationObserver(() => heard(document.querySelector('#status').textContent))"
            ".observe(document.querySelector('#status'), {childList: true, characterData: true, subtree: true})"
        )
        page.get_by_label("Period").select_option("yesterday")
        expect(status).to_have_text("Figures of 2026-11-29: 31 orders.")
        assert heard[0] == "Loading the figures."

    def test_the_focus_moves_to_the_figures_after_a_log_in_and_stays_where_it_is_after_a_choice(
        self, page: Page
    ) -> None:
        open_dashboard(page)
        expect(page.get_by_role("heading", name="Dashboard", level=1)).to_be_focused()
        period = page.get_by_label("Period")
        period.focus()
        period.select_option("yesterday")
        expect(page.locator("#range")).to_contain_text("2026-11-29,")
        expect(period).to_be_focused()

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_the_focus_is_visible(self, page: Page, scheme: Any) -> None:
        page.emulate_media(color_scheme=scheme)
        open_dashboard(page)
        page.get_by_label("Period").focus()
        page.keyboard.press("Tab")
        outline = "getComputedStyle(document.activeElement).outline"
        assert "solid 2px" in page.evaluate(outline)

    def test_nothing_moves_for_those_who_do_not_want_it(self, page: Page) -> None:
        open_dashboard(page)
        moving = """() => {
            const report = document.querySelector('#report');
            report.setAttribute('aria-busy', 'true');
            return getComputedStyle(report, '::before').animationName;
        }"""
        assert page.evaluate(moving) == "loading"
        page.emulate_media(reduced_motion="reduce")
        assert page.evaluate(moving) == "none"
        assert page.evaluate("Chart.getChart('chart').options.animation") is False
