"""The session of a page in Chromium: no script reads the cookie, and no other site uses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.customers import Customer, Shop
from tests.support.pages.empty_page import serving_empty_page

NAME = "__Host-Http-bodega-store"
FETCH = """
async ([url, body, headers, credentials]) => {
  try {
    const options = { method: "POST", headers, credentials, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(url, options);
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  } catch (error) {
    return String(error);
  }
}
"""
FORM = """
([url, type, text]) => {
  const form = document.createElement("form");
  Object.assign(form, { method: "POST", action: url, enctype: type });
  const field = Object.assign(document.createElement("input"), { name: text, value: "" });
  form.append(field);
  document.body.append(form);
  form.submit();
}
"""


@pytest.fixture
def ada(shop: Shop) -> Customer:
    return shop.register()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without cookies."""
    with browser.new_context() as context:
        yield context


def post(page: Page, path: str, body: Any = None, **headers: str) -> Any:
    """Send a request of the page, as the storefront does. `path`: of the page's own origin."""
    sent = {"X-Bodega-Session": "store", **({"Content-Type": "application/json"} if body else {}), **headers}
    return page.evaluate(FETCH, [f"/v1{path}", body, sent, "same-origin"])


def log_in(page: Page, shop: Shop, person: Customer) -> str:
    """Log in by cookie, and return the access token."""
    page.goto(f"{shop.stack.root_url}/mailbox")
    answer = post(page, "/users/login", {"email": person.email, "password": person.password})
    assert (answer["status"], set(answer["body"])) == (200, {"user", "accessToken", "expiresIn"})
    shop.secrets |= {answer["body"]["accessToken"], cookie(page.context)["value"]}
    return str(answer["body"]["accessToken"])


def cookie(context: BrowserContext) -> Any:
    """Return the session's cookie as the browser keeps it, None without one."""
    return next((each for each in context.cookies() if each["name"] == NAME), None)


@contextmanager
def foreign_page(context: BrowserContext, host: str) -> Iterator[Page]:
    """Open a page that another server of this machine has served."""
    with serving_empty_page() as port:
        page = context.new_page()
        page.goto(f"http://{host}:{port}")
        yield page


def test_a_page_stays_logged_in_after_a_reload_and_in_another_tab_until_it_logs_out(
    shop: Shop, ada: Customer, visitor: BrowserContext
) -> None:
    page = visitor.new_page()
    log_in(page, shop, ada)

    kept = cookie(visitor)
    assert (kept["httpOnly"], kept["secure"], kept["sameSite"], kept["path"]) == (True, True, "Strict", "/")
    assert page.evaluate("document.cookie") == ""
    page.evaluate(f"document.cookie = '{NAME}=rt_stolen; Path=/; Secure'")
    assert cookie(visitor) == kept, "a script replaced the cookie"

    page.reload()
    assert post(page, "/users/refresh")["status"] == 200
    second = cookie(visitor)
    assert second["value"] != kept["value"]
    other_tab = visitor.new_page()
    other_tab.goto(page.url)
    answer = post(other_tab, "/users/refresh")
    assert (answer["status"], set(answer["body"])) == (200, {"accessToken", "expiresIn"})
    shop.secrets |= {second["value"], cookie(visitor)["value"]}

    answer = post(page, "/users/logout", Authorization=f"Bearer {answer['body']['accessToken']}")
    assert answer["status"] == 204
    assert cookie(visitor) is None
    assert post(other_tab, "/users/refresh")["body"]["code"] == "session_ended"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"], ids=["another port, same site", "another site"])
def test_a_page_of_another_origin_cannot_use_the_cookie(
    shop: Shop, ada: Customer, visitor: BrowserContext, host: str
) -> None:
    own = visitor.new_page()
    log_in(own, shop, ada)
    before, url = cookie(visitor), f"{shop.stack.base_url}/users/refresh"

    with foreign_page(visitor, host) as page:
        header = {"X-Bodega-Session": "store"}
        assert page.evaluate(FETCH, [url, None, header, "include"]) == "TypeError: Failed to fetch"
        assert page.evaluate(FETCH, [url, None, header, "omit"])["body"]["code"] == "session_ended"
        for media_type in ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain"):
            with page.expect_navigation() as navigation:
                page.evaluate(FORM, [url, media_type, '{"x": "'])
            assert navigation.value.status == 415
            sent = navigation.value.request.all_headers().get("cookie", "")
            assert (NAME in sent) is (host == "127.0.0.1"), "SameSite separates sites, and not ports"
            page.go_back()

    assert cookie(visitor) == before
    assert post(own, "/users/refresh")["status"] == 200


def test_a_response_whose_cookie_got_lost_logs_nobody_out(shop: Shop, ada: Customer, visitor: BrowserContext) -> None:
    page = visitor.new_page()
    log_in(page, shop, ada)
    before = cookie(visitor)
    page.route("**/users/refresh", lambda route: (route.fetch(), route.abort()))
    assert post(page, "/users/refresh") == "TypeError: Failed to fetch"
    page.unroute("**/users/refresh")
    visitor.add_cookies([before])

    assert post(page, "/users/refresh")["status"] == 200
    assert post(page, "/users/refresh")["status"] == 200
