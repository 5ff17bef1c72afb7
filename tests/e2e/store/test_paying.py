"""The page that takes cards, with a scripted Stripe.js: what it says in each state, and where it leads."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.support.store.fake_checkout import payment
from tests.support.store.fake_orders import ID as ORDER
from tests.support.store.fake_orders import own_order
from tests.support.store.fake_shop import Answer, Call, Script
from tests.support.store.screens import check_screen
from tests.support.store.site import Site
from tests.support.store.visits import Visits

PAY = f"/pay/{ORDER}"
PAYMENTS, REFRESH, READ = (
    f"{route}" for route in ("POST /orders/mine/*/payments", "POST /orders/mine/*/refresh", "GET /orders/mine/*")
)
PENDING = own_order("pending", payment={"method": "card", "status": "due"})
PLACED = own_order("placed", payment={"method": "card", "status": "authorized"})
SCRIPT = (Path(__file__).parents[2] / "support" / "store" / "stripe.js").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def shop(site: Site) -> None:
    """A shop with an order that waits for its payment."""
    site.api.answer("POST /users/refresh", {"accessToken": "a.b.c", "expiresIn": 900})
    site.api.refuse("GET /users/me", 403, "forbidden")
    site.api.answer(READ, PENDING)
    site.api.answer(PAYMENTS, payment(), status=201)
    site.api.answer(REFRESH, PLACED)


@pytest.fixture
def page(visit: Visits) -> Page:
    """A page of a browser that gets the scripted Stripe.js."""
    page = visit.context().new_page()
    page.route("**/pay/stripe.js", lambda route: route.fulfill(body=SCRIPT, content_type="text/javascript"))
    return page


def open_payment(page: Page, site: Site, query: str = "") -> None:
    page.goto(f"{site.url}{PAY}{query}")


def pay(page: Page, result: str) -> None:
    """Press the button. `result`: what Stripe.js returns, as JavaScript."""
    page.evaluate(f"window.result = {result}")
    page.get_by_role("button", name="Pay $").click()


def expect_order(page: Page) -> None:
    page.wait_for_url(f"**/o/{ORDER}")


def test_a_declined_card_is_followed_by_another(site: Site, page: Page) -> None:
    open_payment(page, site)
    expect(page.get_by_text("Card fields in en")).to_be_visible()
    expect(page.get_by_text("reserved until")).to_be_visible()
    pay(page, '{error: {type: "card_error", message: "Your card was declined."}}')
    expect(page.get_by_role("alert")).to_have_text("Your card was declined. Try another card.")
    assert site.api.called(REFRESH) == []
    check_screen(page)
    pay(page, "{paymentIntent: {}}")
    expect_order(page)
    assert len(site.api.called(REFRESH)) == 1


def test_the_page_lets_in_scripts_of_the_provider_only(site: Site, page: Page, visit: Visits) -> None:
    open_payment(page, site)
    expect(page.get_by_role("button", name="Pay $")).to_be_visible()
    for attack in (
        "document.createElement('script').src = 'https://evil.example/x.js'",
        "document.createElement('script').text = 'alert(1)'",
        "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
        "trustedTypes.createPolicy('another', {})",
    ):
        with pytest.raises(Error, match="TypeError"):
            page.evaluate(attack)
    assert all("rusted" in line for line in visit.problems), visit.problems
    visit.problems.clear()


def test_an_answer_that_got_lost_is_asked_for_at_the_shop(site: Site, page: Page) -> None:
    site.api.answer(REFRESH, PENDING)
    open_payment(page, site)
    pay(page, '{error: {type: "api_connection_error", message: "No connection."}}')
    expect(page.get_by_role("alert")).to_have_text("No connection.")
    expect(page.get_by_role("button", name="Pay $")).to_have_attribute("aria-busy", "false")
    site.api.answer(REFRESH, PLACED)
    pay(page, '{error: {type: "api_connection_error"}}')
    expect_order(page)


def test_a_bank_that_takes_its_time_is_waited_for(site: Site, page: Page) -> None:
    site.api.answer(REFRESH, PENDING)
    site.api.script(PAYMENTS, _first_waiting_then_authorized())
    open_payment(page, site)
    pay(page, "{paymentIntent: {}}")
    expect(page.get_by_text("Your bank is still working on the payment.")).to_be_visible()
    site.api.answer(REFRESH, PLACED)
    expect_order(page)


def _first_waiting_then_authorized() -> Script:
    calls: list[Call] = []

    def answer(call: Call) -> Answer:
        calls.append(call)
        return Answer(201, payment("waiting" if len(calls) == 1 else "authorized"))

    return answer


@pytest.mark.parametrize("status", ["succeeded", "failed"])
def test_a_bank_with_a_page_of_its_own_leads_back_here(site: Site, page: Page, status: str) -> None:
    if status == "failed":
        site.api.answer(REFRESH, PENDING)
    query = f"?payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_1&redirect_status={status}"
    open_payment(page, site, query)
    if status == "failed":
        expect(page.get_by_role("alert")).to_contain_text("The payment did not work.")
        assert page.url.endswith(PAY)
        pay(page, "{paymentIntent: {}}")
        site.api.answer(REFRESH, PLACED)
        expect(page.get_by_role("button", name="Pay $")).to_be_visible()
    else:
        expect_order(page)


def test_an_order_that_is_paid_already_is_shown(site: Site, page: Page) -> None:
    site.api.answer(READ, PLACED)
    open_payment(page, site)
    expect_order(page)
    assert site.api.called(PAYMENTS) == []


def test_a_payment_that_a_reload_interrupted_goes_on(site: Site, page: Page) -> None:
    site.api.answer(PAYMENTS, payment("authorized"), status=201)
    open_payment(page, site)
    expect_order(page)
    assert len(site.api.called(REFRESH)) == 1


def test_a_provider_that_is_down_is_asked_again(site: Site, page: Page) -> None:
    site.api.refuse(PAYMENTS, 503, "payments_unavailable", headers={"Retry-After": "30"})
    open_payment(page, site)
    expect(page.get_by_role("alert")).to_contain_text("This page tries again in 30 seconds. Nothing was charged.")
    check_screen(page)
    site.api.answer(PAYMENTS, payment(), status=201)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Pay $")).to_be_visible()


def test_a_script_that_is_blocked_can_be_loaded_again(site: Site, page: Page, visit: Visits) -> None:
    def block(route: Route) -> None:
        route.abort()

    page.route("**/pay/stripe.js", block, times=1)
    open_payment(page, site)
    expect(page.get_by_role("alert").filter(has_text="cannot be loaded")).to_be_visible()
    visit.problems.clear()  # the browser's line about the blocked script
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Pay $")).to_be_visible()


def test_the_end_of_the_hold_ends_the_payment(site: Site, page: Page) -> None:
    site.api.answer(PAYMENTS, payment(expiresAt="2026-01-01T00:00:00.000Z"), status=201)
    open_payment(page, site)
    expect(page.get_by_text("The time to pay this order is over.")).to_be_visible()


def test_an_order_that_no_card_can_pay_says_so(site: Site, page: Page) -> None:
    site.api.refuse(PAYMENTS, 409, "order_not_payable", paymentStatus="due")
    open_payment(page, site)
    expect(page.get_by_text("This order cannot be paid by card")).to_be_visible()


@pytest.mark.parametrize("path", [PAY, "/pay/50%"])
def test_another_persons_order_offers_to_log_in(site: Site, page: Page, path: str) -> None:
    site.api.refuse(READ, 404, "not_found")
    page.goto(f"{site.url}{path}")
    expect(page.get_by_text("We cannot find this order.")).to_be_visible()
    expect(page.get_by_role("link", name="Log in")).to_have_attribute("href", re.compile("/shop/login.next=%2Fo%2F"))
