"""The menu of the storefront: categories, search, filters, and what it shows while something is wrong."""

import re

from playwright.sync_api import Page, expect

from harness.local_stack import wait_until
from tests.support.store.fake_menu import category, flat_menu, product
from tests.support.store.fake_shop import Answer, Call
from tests.support.store.screens import check_screen
from tests.support.store.site import Site
from tests.support.store.visits import DESKTOP, Visits


def names(page: Page) -> list[str]:
    return page.locator(".card h3").all_inner_texts()


def long_menu(products: int = 60) -> dict[str, object]:
    """Return a menu of five categories, longer than any window."""
    ids = [f"p{number}" for number in range(products)]
    size = products // 5
    categories = [
        category(f"c{place}", f"Category {place}", ids[place * size : (place + 1) * size]) for place in range(5)
    ]
    items = [product(each, f"Product {each}", 500) for each in ids]
    return flat_menu(categories=categories, products=items, customizations=[], addons=[])


def test_the_menu_shows_products_with_lowest_price_and_what_is_sold_out(visit: Visits) -> None:
    page = visit("/")
    expect(page.get_by_role("heading", name="Menu", level=1)).to_be_visible()
    assert names(page) == ["Flat white", "Espresso", "Cold brew", "Three tacos", "Rice bowl", "Oat cookie"]
    facts = page.locator(".card-facts").all_inner_texts()
    assert [re.sub(r"\s+", " ", each) for each in facts] == [
        "from $4.75",
        "$3.25",
        "$5.25 Sold out",
        "from $12.50 Hot",
        "$14.00 Few left",
        "$3.00",
    ]
    pictures = page.locator(".card img")
    assert [picture.get_attribute("loading") for picture in pictures.all()] == ["eager", "lazy"]
    assert pictures.first.get_attribute("width") == "400"
    assert page.locator('.picture[data-initial="E"]').count() == 1
    check_screen(page)


def test_search_takes_words_in_any_order_without_accents_and_says_how_many_it_found(visit: Visits, site: Site) -> None:
    items = [product("a", "Crème brûlée", 700), product("b", "Café crème", 400, spiciness=1), product("c", "Tea", 300)]
    site.api.answer("GET /menu", flat_menu(categories=[category("x", "All", ["a", "b", "c"])], products=items))
    page = visit("/")
    search, found = page.get_by_role("searchbox"), page.get_by_role("search").get_by_role("status")
    search.fill("BRULEE cre")
    expect(found).to_have_text("1 product")
    assert names(page) == ["Crème brûlée"]
    search.fill("creme")
    expect(found).to_have_text("2 products")
    page.get_by_label("Not spicy").check()
    expect(found).to_have_text("1 product")
    assert page.get_by_label("In stock").count() == 0, "a filter that changes nothing is offered"
    search.fill("pizza")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    expect(found).to_have_text("0 products")
    check_screen(page)
    page.get_by_role("button", name="Clear the search and filters").click()
    expect(page.locator(".card h3")).to_have_count(3)
    expect(found).to_have_text("")


def test_the_bar_of_categories_follows_scrolling_and_its_links_lead_to_them(visit: Visits, site: Site) -> None:
    site.api.answer("GET /menu", long_menu())
    page = visit("/#category-3", viewport=DESKTOP)
    bar = page.get_by_role("navigation", name="Categories")
    current = bar.locator("[aria-current]")
    expect(current).to_have_text("Category 3")
    heading = page.get_by_role("heading", name="Category 3")
    below = bar.bounding_box()
    box = heading.bounding_box()
    assert below
    assert box
    assert below["y"] + below["height"] <= box["y"] < 300, "the bar covers the heading"
    bar.get_by_role("link", name="Category 1").click()
    expect(current).to_have_text("Category 1")
    expect(page).to_have_url(re.compile("#category-1$"))
    page.evaluate("scrollTo(0, 0)")
    expect(current).to_have_text("Category 0")


def test_back_and_reload_return_to_the_place_in_the_menu(visit: Visits, site: Site) -> None:
    site.api.answer("GET /menu", long_menu(300))
    page = visit("/")
    card = page.get_by_role("link", name="Product p200", exact=True)
    card.scroll_into_view_if_needed()
    page.get_by_role("link", name=re.compile("cart", re.IGNORECASE)).click()
    expect(page.get_by_text("Your cart is empty")).to_be_visible()
    page.go_back()
    expect(card).to_be_in_viewport()
    page.reload()
    expect(card).to_be_in_viewport()
    page.get_by_role("link", name=re.compile("cart", re.IGNORECASE)).click()
    page.get_by_role("link", name="Back to the menu").click()
    expect(page.get_by_role("heading", name="Menu", level=1)).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0, "a visit by a link does not begin at the top"


def test_a_menu_that_cannot_be_loaded_can_be_tried_again(visit: Visits, site: Site) -> None:
    site.api.refuse("GET /menu", 500, "internal_error")
    page = visit("/")
    expect(page.get_by_role("alert")).to_be_visible()
    check_screen(page)
    site.api.answer("GET /menu", flat_menu())
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".card h3")).to_have_count(6)


def test_a_slow_menu_shows_empty_cards_and_an_empty_shop_says_so(visit: Visits, site: Site) -> None:
    site.api.answer("GET /menu", flat_menu(categories=[], products=[]))
    with site.api.held("GET /menu"):
        page = visit("/")
        expect(page.locator(".card.empty")).to_have_count(8)
        expect(page.get_by_text("Loading the menu")).to_be_attached()
    expect(page.get_by_text("Nothing is on the menu yet.")).to_be_visible()
    check_screen(page)


def test_the_menu_is_checked_when_the_tab_comes_back_and_a_change_shows(visit: Visits, site: Site) -> None:
    served = flat_menu()

    def menu(call: Call) -> Answer:
        etag = f'"{served["products"][0]["name"]}"'
        known = call.headers.get("if-none-match") == etag
        return Answer(
            304 if known else 200, None if known else served, {"ETag": etag, "Cache-Control": "public, max-age=30"}
        )

    site.api.script("GET /menu", menu)
    page = visit("/")
    card = page.locator(".card h3").first
    expect(card).to_have_text("Flat white")
    come_back = "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate("document.querySelector('.card').dataset.kept = 'yes'")
    page.evaluate(come_back)
    wait_until(lambda: len(site.api.called("GET /menu")) > 1, lambda: "the menu was not asked for")
    assert site.api.called("GET /menu")[-1].headers["if-none-match"] == '"Flat white"'
    expect(page.locator(".card[data-kept]")).to_have_count(1)
    served["products"][0]["name"] = "Long white"
    page.evaluate(come_back)
    expect(card).to_have_text("Long white")
    site.api.refuse("GET /menu", 500, "internal_error")
    page.evaluate(come_back)
    expect(page.get_by_text("The menu could not be updated.")).to_be_visible()
    assert names(page)[0] == "Long white"
