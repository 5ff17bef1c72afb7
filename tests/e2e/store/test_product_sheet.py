"""The product sheet of the storefront: the rules of choices, its address, and the line that it adds or changes."""

import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.store.fake_menu import addon, category, customization, flat_menu, product
from tests.support.store.screens import check_screen
from tests.support.store.site import Site
from tests.support.store.visits import DESKTOP, Visits


def cart(page: Page) -> list[dict[str, Any]]:
    """Return the stored lines of the cart, without their keys."""
    lines = json.loads(page.evaluate("localStorage.getItem('bodega.cart')") or '{"lines": []}')["lines"]
    return [{name: value for name, value in line.items() if name != "key"} for line in lines]


def group(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=re.compile(f"^{name}"))


def reason(page: Page, control: Locator) -> str:
    """Return the text that describes a control to screen readers."""
    ids = control.get_attribute("aria-describedby")
    return page.locator(f'[id="{ids}"]').inner_text().strip() if ids else ""


def test_a_required_choice_is_asked_for_by_the_button_and_the_line_is_added_as_the_api_takes_it(visit: Visits) -> None:
    page = visit("/")
    page.get_by_role("link", name="Flat white").click()
    sheet = page.get_by_role("dialog", name="Flat white")
    expect(sheet).to_be_visible()
    expect(page).to_have_url(re.compile(r"/shop/p/flat-white-prd_flatwhite$"))
    expect(page).to_have_title("Flat white · Bodega")
    sheet.get_by_role("button", name="Choose 1 more").click()
    expect(sheet.get_by_label("Whole milk")).to_be_focused()
    sold_out = sheet.get_by_label("Almond milk")
    expect(sold_out).to_be_disabled()
    assert reason(page, sold_out) == "Sold out"
    sold_out.click(force=True)
    expect(sold_out).not_to_be_checked()
    sheet.get_by_label("Oat milk").check()
    add = sheet.get_by_role("button", name="Add")
    expect(add).to_have_text("Add · $5.50")
    sheet.get_by_role("button", name="One more: Maple syrup").click()
    sheet.get_by_role("button", name="One more: Quantity").click()
    expect(add).to_have_text("Add · $12.00")
    sheet.get_by_label("Note to the kitchen").fill(" very hot ")
    expect(sheet.get_by_text("190 characters left")).to_be_visible()
    check_screen(page)
    add.click()
    expect(sheet).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/shop/?$"))
    expect(page.get_by_text("Flat white is in the cart")).to_be_visible()
    expect(page.get_by_role("link", name="Flat white")).to_be_focused()
    choices = [("cus_milk", "add_oat"), ("cus_extras", "add_syrup")]
    assert cart(page) == [
        {
            "productId": "prd_flatwhite",
            "quantity": 2,
            "selections": [{"customizationId": c, "addons": [{"addonId": a, "quantity": 1}]} for c, a in choices],
            "note": "very hot",
            "seen": {"name": "Flat white", "unit": {"amount": 600, "currency": "CAD"}},
        }
    ]


def test_steppers_and_checkboxes_stop_at_their_maximum_and_say_why(visit: Visits, site: Site) -> None:
    groups = [
        customization("sauces", "Sauces", ["mild", "hot", "sweet"], maximum=2),
        customization("fillings", "Fillings", ["beans", "pork"], minimum=3, maximum=3, most=2),
    ]
    addons = [addon(each, each.title()) for each in ("mild", "hot", "sweet", "beans", "pork")]
    items = [product("tacos", "Tacos", 1000, ["sauces", "fillings"])]
    site.api.answer(
        "GET /menu",
        flat_menu(categories=[category("x", "All", ["tacos"])], products=items, customizations=groups, addons=addons),
    )
    page = visit("/p/an-old-name-prd_tacos")
    sauces, fillings = group(page, "Sauces"), group(page, "Fillings")
    expect(sauces).to_contain_text("Optional · Up to 2")
    expect(fillings).to_contain_text("Required · Choose 3 · each up to 2 times")
    sauces.get_by_label("Mild").check()
    sauces.get_by_label("Hot").check()
    sweet = sauces.get_by_label("Sweet")
    expect(sweet).to_be_disabled()
    assert reason(page, sweet) == "You have chosen 2 of 2. Take one away to choose another."
    sauces.get_by_label("Mild").uncheck()
    expect(sweet).to_be_enabled()

    more = fillings.get_by_role("button", name="One more: Beans")
    more.click()
    more.click()
    expect(more).to_be_disabled()
    beans = page.get_by_role("group", name="Beans", exact=True)
    assert reason(page, beans) == "You have chosen this 2 times, which is the most."
    expect(page.get_by_role("button", name="Choose 1 more")).to_be_visible()
    fillings.get_by_role("button", name="One more: Pork").click()
    assert reason(page, page.get_by_role("group", name="Pork", exact=True)).startswith("You have chosen 3 of 3.")
    expect(page.get_by_role("button", name="Add · $10.00")).to_be_visible()
    check_screen(page)


def test_a_direct_link_opens_the_sheet_and_closing_it_shows_the_menu(visit: Visits) -> None:
    page = visit("/p/espresso-prd_espresso", viewport=DESKTOP)
    expect(page.get_by_role("dialog", name="Espresso")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/shop/$"))
    page.get_by_role("link", name="Rice bowl").click()
    page.go_back()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.go_forward()
    expect(page.get_by_role("dialog", name="Rice bowl")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page).to_have_url(re.compile(r"/shop/$"))


def test_an_unknown_product_and_one_that_is_sold_out_say_so(visit: Visits) -> None:
    page = visit("/p/soup-prd_soup")
    expect(page.get_by_role("dialog", name="We no longer have this product")).to_be_visible()
    check_screen(page)
    page.get_by_role("button", name="To the menu").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("link", name="Cold brew").click()
    add = page.get_by_role("dialog", name="Cold brew").get_by_role("button", name="Add")
    expect(add).to_be_disabled()
    assert reason(page, add) == "Sold out"
    add.click(force=True)
    assert cart(page) == []


def test_the_sheet_says_before_the_api_does_that_a_cart_is_full(visit: Visits) -> None:
    page = visit("/")
    line = {"productId": "prd_espresso", "quantity": 1, "selections": [], "note": None, "seen": None}
    lines = [{**line, "key": f"k{place}", "note": f"{place}"} for place in range(50)]
    page.evaluate("text => localStorage.setItem('bodega.cart', text)", json.dumps({"version": 1, "lines": lines}))
    page.reload()
    page.get_by_role("link", name="Oat cookie").click()
    add = page.get_by_role("button", name="Add")
    expect(add).to_be_disabled()
    assert reason(page, add) == "An order can have 50 lines at most. Order the rest separately."
    add.click(force=True)
    assert len(cart(page)) == 50


def test_a_double_press_adds_one_line_and_goes_back_once(visit: Visits) -> None:
    page = visit("/login")
    page.get_by_role("link", name="Bodega").click()
    page.get_by_role("link", name="Flat white").click()
    sheet = page.get_by_role("dialog", name="Flat white")
    sheet.get_by_label("Oat milk").check()
    sheet.get_by_role("button", name="Add").evaluate("button => { button.click(); button.click(); }")
    expect(page.get_by_text("Flat white is in the cart")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/shop/?$"))
    assert [line["quantity"] for line in cart(page)] == [1]
    page.get_by_role("link", name="Flat white").click()
    page.get_by_role("button", name="Close").evaluate("button => { button.click(); button.click(); }")
    expect(sheet).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/shop/?$"))
