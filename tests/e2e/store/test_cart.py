"""The cart of the storefront: its lines, what the quote says about them, other tabs, and older carts."""

import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.store.fake_menu import flat_menu
from tests.support.store.fake_quotes import cart_problem, quote_of
from tests.support.store.fake_shop import Answer
from tests.support.store.screens import check_screen
from tests.support.store.site import Site
from tests.support.store.visits import Visits

Line = dict[str, Any]


def line(product: str, name: str, amount: int, **members: Any) -> Line:
    seen = {"name": name, "unit": {"amount": amount, "currency": "CAD"}}
    fields = {
        "key": product,
        "productId": f"prd_{product}",
        "quantity": 1,
        "selections": [],
        "note": None,
        "seen": seen,
    }
    return {**fields, **members}


OAT = [{"customizationId": "cus_milk", "addons": [{"addonId": "add_oat", "quantity": 1}]}]


def with_cart(visit: Visits, lines: list[Line], path: str = "/cart", **stored: Any) -> Page:
    """Open a page of a browser that has these lines."""
    context = visit.context()
    text = json.dumps({"version": 1, "lines": lines, **stored})
    script = f"if (location.protocol === 'http:') localStorage['bodega.cart'] ??= {json.dumps(text)}"
    context.add_init_script(script)
    page = context.new_page()
    page.goto(f"{visit.origin}/shop{path}")
    return page


def quote_cart(site: Site, problems: list[dict[str, Any]] | None = None) -> None:
    """Let the API quote any cart, with these problems."""
    menu = flat_menu()
    site.api.script("POST /orders/quote", lambda call: Answer(200, quote_of(menu, call.body, problems or [])))


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name, exact=True))


def total(page: Page) -> Locator:
    return page.locator(".totals .total dd")


def test_lines_are_changed_duplicated_and_removed_and_the_total_is_that_of_the_quote(visit: Visits, site: Site) -> None:
    quote_cart(site)
    lines = [line("flatwhite", "Flat white", 550, selections=OAT, note="hot"), line("cookie", "Oat cookie", 300)]
    page = with_cart(visit, lines)
    expect(total(page)).to_have_text("$8.92")
    expect(row(page, "Flat white")).to_contain_text("Oat milk")
    expect(row(page, "Flat white")).to_contain_text("Note: hot")
    body = site.api.called("POST /orders/quote")[-1].body
    assert body["fulfilment"] == {"type": "pickup"}
    assert [set(each) for each in body["lines"]] == [{"productId", "quantity", "selections", "note"}] * 2
    check_screen(page)

    page.get_by_role("button", name="One more: Oat cookie").click()
    expect(total(page)).to_have_text("$12.07")
    expect(row(page, "Oat cookie")).to_contain_text("$3.00 each")
    page.get_by_role("button", name="Duplicate Oat cookie").click()
    expect(row(page, "Oat cookie")).to_have_count(2)
    expect(total(page)).to_have_text("$18.37")

    page.get_by_role("button", name="Remove Flat white").click()
    expect(row(page, "Flat white")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Flat white")
    expect(total(page)).to_have_text("$18.37")

    page.get_by_role("link", name="Change Flat white").click()
    sheet = page.get_by_role("dialog", name="Flat white")
    expect(sheet.get_by_label("Oat milk")).to_be_checked()
    expect(sheet.get_by_label("Note to the kitchen")).to_have_value("hot")
    sheet.get_by_label("Whole milk").check()
    sheet.get_by_role("button", name="Save · $4.75").click()
    expect(page.get_by_role("heading", name="Your cart")).to_be_visible()
    expect(row(page, "Flat white")).to_contain_text("Whole milk")
    expect(total(page)).to_have_text("$17.58")
    page.reload()
    expect(total(page)).to_have_text("$17.58")
    page.get_by_role("button", name="Go to checkout").click()
    expect(page).to_have_url(re.compile("/shop/checkout$"))


def test_lines_that_cannot_be_ordered_or_cost_more_say_so_and_nothing_changes_by_itself(
    visit: Visits, site: Site
) -> None:
    problems = [
        cart_problem("not_available", 0, "productId", productId="prd_coldbrew"),
        cart_problem("out_of_stock", 1, "quantity", productId="prd_bowl", available=3),
        cart_problem("choice_missing", 3, "selections", customizationId="cus_milk", minimum=1),
    ]
    quote_cart(site, problems)
    lines = [
        line("coldbrew", "Cold brew", 525),
        line("bowl", "Rice bowl", 1400, quantity=4),
        line("espresso", "Espresso", 300),
        line("flatwhite", "Flat white", 475),
    ]
    page = with_cart(visit, lines)
    expect(row(page, "Cold brew")).to_contain_text("Cold brew is not available now.")
    expect(row(page, "Rice bowl")).to_contain_text("Only 3 are left.")
    expect(row(page, "Espresso")).to_contain_text("The price has risen from $3.00 to $3.25 since you added this.")
    expect(row(page, "Flat white")).to_contain_text("Choose at least 1 of Milk.")
    expect(page.locator(".cart-line")).to_have_count(4)
    check_screen(page)
    page.get_by_role("button", name="Look at 4 lines first").click()
    expect(page.get_by_role("button", name="One less: Cold brew")).to_be_focused()
    assert page.url.endswith("/cart")

    quote_cart(site)
    page.get_by_role("button", name="Remove Cold brew").click()
    expect(row(page, "Rice bowl")).not_to_contain_text("left")
    page.get_by_role("button", name="Look at 1 line first").click()
    row(page, "Espresso").get_by_role("button", name="Accept the new price").click()
    expect(row(page, "Espresso")).not_to_contain_text("risen")
    expect(page.get_by_role("button", name="Go to checkout")).to_be_visible()


def test_a_quote_that_fails_can_be_tried_again_and_the_lines_stay(visit: Visits, site: Site) -> None:
    site.api.refuse("POST /orders/quote", 500, "internal_error")
    page = with_cart(visit, [line("espresso", "Espresso", 325)])
    expect(page.get_by_role("alert")).to_be_visible()
    expect(row(page, "Espresso")).to_contain_text("$3.25")
    quote_cart(site)
    page.get_by_role("button", name="Try again").click()
    expect(total(page)).to_have_text("$3.41")


def test_two_tabs_share_the_cart_and_lose_no_line(visit: Visits, site: Site) -> None:
    quote_cart(site)
    first = with_cart(visit, [line("espresso", "Espresso", 325)])
    second = first.context.new_page()
    second.goto(f"{visit.origin}/shop/p/oat-cookie-prd_cookie")
    second.get_by_role("button", name="Add · $3.00").click()
    expect(row(first, "Oat cookie")).to_be_visible()
    expect(total(first)).to_have_text("$6.56")
    first.get_by_role("button", name="Remove Espresso").click()
    expect(second.get_by_role("link", name=re.compile("Cart", re.IGNORECASE))).to_contain_text("1")


def test_an_older_cart_and_one_that_cannot_be_read_are_no_obstacle(visit: Visits, site: Site) -> None:
    quote_cart(site)
    page = with_cart(visit, [{"productId": "prd_espresso"}, {"nonsense": True}], version=0)
    expect(row(page, "Espresso")).to_be_visible()
    expect(total(page)).to_have_text("$3.41")
    page.evaluate("localStorage.setItem('bodega.cart', '{broken')")
    page.reload()
    expect(page.get_by_text("Your cart is empty")).to_be_visible()
    check_screen(page)


def test_the_cart_is_not_quoted_while_nothing_shows_it(visit: Visits, site: Site) -> None:
    quote_cart(site)
    page = with_cart(visit, [line("espresso", "Espresso", 325)], path="/")
    expect(page.get_by_role("link", name=re.compile("Cart", re.IGNORECASE))).to_contain_text("1")
    page.get_by_role("link", name="Oat cookie").click()
    page.get_by_role("button", name="Add · $3.00").click()
    page.get_by_role("link", name=re.compile("Cart", re.IGNORECASE)).click()
    expect(total(page)).to_have_text("$6.56")
    assert len(site.api.called("POST /orders/quote")) == 1
