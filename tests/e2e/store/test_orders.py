"""The pages of orders in every state: following one, cancelling, ordering again, and the list."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.store.fake_account import user
from tests.support.store.fake_menu import money
from tests.support.store.fake_orders import ID, own_order, refund, reorder, summaries, tracked_order
from tests.support.store.fake_shop import Answer, Call
from tests.support.store.screens import check_screen
from tests.support.store.site import Site
from tests.support.store.visits import Visits

ROUTE = f"GET /orders/mine/{ID}"


@pytest.fixture(autouse=True)
def guest(site: Site) -> None:
    """A guest with a session in a cookie."""
    site.api.answer("POST /users/refresh", {"accessToken": "token", "expiresIn": 900})
    site.api.answer("GET /users/me", user(role="guest"))


def test_an_order_moves_from_received_to_ready_and_tells_everybody(site: Site, visit: Visits) -> None:
    """One page, from the first status to the last. The page polls; the test moves the order and the clock."""
    site.api.answer(ROUTE, own_order("placed"), ETag='"1"')
    context = visit.context()
    page = context.new_page()
    page.clock.install()
    page.add_init_script("navigator.vibrate = (pattern) => { window.vibrated = pattern; return true; }")
    page.goto(f"{site.url}/o/{ID}")
    expect(page).to_have_title("Order 047 · Bodega")
    expect(page.get_by_role("heading", level=1)).to_have_text("Order 047")
    expect(page.locator("li[aria-current=step]")).to_contain_text("Received")
    expect(page.get_by_text("Please pay $13.20 at the counter.")).to_be_visible()
    for line in ("Flat white", "Oat milk", "Note: well done", "GST"):
        expect(page.get_by_text(line).first).to_be_visible()
    check_screen(page)
    for status, step in (("accepted", "Confirmed"), ("preparing", "Being prepared")):
        site.api.answer(ROUTE, own_order(status), ETag=f'"{status}"')
        page.clock.run_for(5_100)
        expect(page.locator("li[aria-current=step]")).to_contain_text(step)
    expect(page.get_by_role("button", name="Cancel order")).to_be_hidden()
    site.api.answer(ROUTE, own_order("ready"), ETag='"ready"')
    page.clock.run_for(5_100)
    expect(page.get_by_text("Your order is ready! Show your number at the counter.").first).to_be_visible()
    expect(page).to_have_title("Ready: order 047 · Bodega")
    expect(page.locator("p[role=status]")).to_have_text("Your order is ready! Show your number at the counter.")
    assert page.evaluate("window.vibrated") == [300, 150, 300]
    check_screen(page)
    asked = dict.fromkeys(call.headers.get("if-none-match") for call in site.api.called(ROUTE))
    assert list(asked)[:4] == [None, '"1"', '"accepted"', '"preparing"']


def test_a_hidden_page_asks_seldom_and_at_once_when_it_is_shown(site: Site, visit: Visits) -> None:
    site.api.answer(ROUTE, own_order("placed"))
    page = visit.context().new_page()
    page.clock.install()
    page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => window.away ?? false })")
    page.goto(f"{site.url}/o/{ID}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Order 047")
    page.evaluate("window.away = true")
    with page.expect_response("**/v1/orders/mine/*"):
        page.clock.run_for(5_100)  # planned before it was hidden
    before = len(site.api.called(ROUTE))
    page.clock.run_for(15_000)
    assert len(site.api.called(ROUTE)) == before
    with page.expect_response("**/v1/orders/mine/*"):
        page.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")


STATES: list[tuple[dict[str, Any], list[str]]] = [
    (
        own_order("pending", payment={"method": "card"}, holdUntil="2026-01-31T18:00:00.000Z"),
        ["Pay to place this order.", "reserved until 1:00 p.m.", "Pay $13.20"],
    ),
    (own_order("expired", payment={"method": "card", "status": "none"}), ["has expired", "Order again"]),
    (
        own_order("canceled", payment={"method": "card", "status": "voided"}, cancelReason="out_of_stock"),
        ["This order was canceled.", "Something in it is sold out.", "Your card is not charged.", "Order again"],
    ),
    (
        own_order(
            "completed",
            payment={"method": "card", "status": "partially_refunded", "tender": "card", "refunded": money(500)},
            refunds=[refund(300, "succeeded"), refund(200, "pending"), refund(100, "failed")],
        ),
        [
            "Enjoy it",
            "Paid by card.",
            "$3.00 refunded on Saturday, January 31",
            "$2.00 is being refunded",
            "The refund of $1.00 failed",
        ],
    ),
    (
        own_order("ready", payment={"method": "card", "status": "failed"}, fulfilment={"type": "dineIn", "table": "7"}),
        ["bringing it to your table", "could not be charged. Please pay $13.20", "Eat here · Table 7"],
    ),
    (
        own_order("placed", payment={"method": "card", "status": "authorized"}),
        ["reserved on your card", "Cancel order"],
    ),
]


def test_each_state_says_what_happened_and_what_to_do(site: Site, visit: Visits) -> None:
    page: Page | None = None
    for order, texts in STATES:
        site.api.answer(ROUTE, order)
        page = page or visit(f"/o/{ID}")
        page.reload()
        for text in texts:
            expect(page.get_by_text(text).first).to_be_visible()
        if order["status"] in {"pending", "canceled", "completed"}:
            check_screen(page)
    assert page


def test_a_cancellation_asks_first_and_says_if_it_is_too_late(site: Site, visit: Visits) -> None:
    site.api.answer(ROUTE, own_order("placed"))
    site.api.refuse(
        f"POST /orders/mine/{ID}/cancellation", 409, "transition_not_allowed", detail="The order is accepted."
    )
    page = visit(f"/o/{ID}")
    page.get_by_role("button", name="Cancel order").click()
    dialog = page.get_by_role("dialog", name="Cancel this order?")
    expect(dialog.get_by_text("Nothing has to be paid.")).to_be_visible()
    check_screen(page)
    dialog.get_by_role("button", name="Cancel order").click()
    expect(dialog.get_by_role("alert")).to_contain_text("can no longer be canceled")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Cancel order")).to_be_focused()

    site.api.script(f"POST /orders/mine/{ID}/cancellation", lambda _: _canceled(site))
    page.get_by_role("button", name="Cancel order").click()
    dialog.get_by_role("button", name="Cancel order").click()
    expect(page.get_by_text("It was canceled at your request.")).to_be_visible()
    expect(page.get_by_text("The order is canceled.")).to_be_visible()
    expect(dialog).to_be_hidden()


def _canceled(site: Site) -> Answer:
    order = own_order("canceled", cancelReason="customer", payment={"status": "none"})
    site.api.answer(ROUTE, order)
    return Answer(200, order)


def test_a_lost_connection_keeps_the_order_on_the_page(site: Site, visit: Visits) -> None:
    site.api.answer(ROUTE, own_order("preparing"))
    page = visit.context().new_page()
    page.clock.install()
    page.goto(f"{site.url}/o/{ID}")
    expect(page.locator("li[aria-current=step]")).to_contain_text("Being prepared")
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline.")).to_be_visible()
    page.clock.run_for(30_000)
    expect(page.get_by_text("The connection is lost.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Order 047")
    check_screen(page)
    site.api.answer(ROUTE, own_order("ready"))
    page.context.set_offline(False)
    expect(page.get_by_text("Your order is ready!").first).to_be_visible()
    expect(page.get_by_text("The connection is lost.")).to_be_hidden()


@pytest.mark.parametrize(
    ("status", "code", "heading", "link"),
    [
        (404, "not_found", "Order not found", "To the menu"),
        (403, "session_ended", "Log in to see the order", "Log in"),
    ],
)
def test_an_order_that_cannot_be_shown(
    site: Site, visit: Visits, status: int, code: str, heading: str, link: str
) -> None:
    site.api.refuse(ROUTE, status, code)
    page = visit(f"/o/{ID}")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.locator("main").get_by_role("link", name=link)).to_be_visible()
    if status == 404:
        check_screen(page)  # the other has the same form


def test_an_order_is_loaded_again_after_a_failure(site: Site, visit: Visits) -> None:
    site.api.refuse(ROUTE, 500, "internal_error", instance="req-1")
    page = visit(f"/o/{ID}")
    expect(page.get_by_role("alert")).to_contain_text("give the shop this number: req-1")
    check_screen(page)
    with site.api.held(ROUTE):  # the page also tries again by itself
        page.get_by_role("button", name="Try again").click()
        site.api.answer(ROUTE, own_order("placed"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Order 047")


def test_a_mailed_link_shows_the_order_without_a_session(site: Site, visit: Visits) -> None:
    def tracked(call: Call) -> Answer:
        return Answer(200, tracked_order("preparing")) if call.body == {"token": "abc"} else Answer(500)

    site.api.refuse("POST /users/refresh", 401, "unauthorized")
    site.api.script("POST /orders/track", tracked)
    page = visit("/orders/track#token=abc")
    expect(page.get_by_role("heading", level=1)).to_have_text("Order 047")
    expect(page.locator("li[aria-current=step]")).to_contain_text("Being prepared")
    assert "token" not in page.url
    check_screen(page)
    page.reload()  # the entry of the history keeps the token
    expect(page.get_by_role("heading", level=1)).to_have_text("Order 047")
    site.api.refuse("POST /orders/track", 400, "invalid_token")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("The link is too old")
    expect(visit("/orders/track").get_by_text("30 days")).to_be_visible()


def test_the_list_shows_own_orders_and_orders_one_again(site: Site, visit: Visits) -> None:
    site.api.script("GET /orders/mine", _page_of_orders)
    page = visit("/orders")
    expect(page.get_by_role("heading", level=2, name="Order")).to_have_count(2)
    expect(page.get_by_text("2 items").first).to_be_visible()
    page.get_by_role("button", name="Show older orders").click()
    expect(page.get_by_role("heading", level=2, name="Order")).to_have_count(5)
    expect(page.get_by_role("button", name="Show older orders")).to_be_hidden()
    check_screen(page)

    site.api.answer("GET /orders/mine/*/reorder", reorder())
    site.api.script("POST /orders/quote", lambda _: Answer(500))
    page.get_by_role("button", name="Order again Order 001").first.click()
    dialog = page.get_by_role("dialog", name="Not everything is offered any more")
    expect(dialog.get_by_role("listitem")).to_have_text("Lemon cake")
    check_screen(page)
    dialog.get_by_role("button", name="To the cart").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("link", name="Cart, 2 items")).to_be_visible()


def test_lines_of_an_order_that_do_not_fit_into_the_cart_are_not_left_out_silently(site: Site, visit: Visits) -> None:
    site.api.script("GET /orders/mine", _page_of_orders)
    site.api.answer("GET /orders/mine/*/reorder", {**reorder(), "missing": []})
    site.api.script("POST /orders/quote", lambda _: Answer(500))
    page = visit("/orders")
    full = {"version": 1, "lines": [{"productId": f"prd_{number}", "quantity": 1} for number in range(50)]}
    page.evaluate("cart => localStorage.setItem('bodega.cart', JSON.stringify(cart))", full)
    page.get_by_role("button", name="Order again Order 001").first.click()
    expect(page.get_by_text("An order can have 50 lines at most").first).to_be_visible()


def _page_of_orders(call: Call) -> Answer:
    return Answer(200, summaries(3) if call.query.get("cursor") == "next" else summaries(2, next_cursor="next"))


def test_an_empty_list_and_one_that_needs_a_log_in(site: Site, visit: Visits) -> None:
    site.api.answer("GET /orders/mine", summaries(0))
    page = visit("/orders")
    expect(page.get_by_text("You have no orders yet.")).to_be_visible()
    site.api.refuse("POST /users/refresh", 401, "unauthorized")
    page.reload()
    expect(page.get_by_text("Log in to see your orders.")).to_be_visible()
    check_screen(page)
