"""The pages of an account, with a scripted API."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.store import fake_account
from tests.support.store.fake_account import EMAIL, PASSWORD, address, listed, points, user
from tests.support.store.fake_shop import Answer, Call, problem
from tests.support.store.screens import check_screen
from tests.support.store.site import Site
from tests.support.store.visits import Visits


@pytest.fixture
def site(site: Site) -> Site:
    """The site, whose visitor is logged in."""
    fake_account.log_in(site.api)
    return site


def end_session(site: Site) -> None:
    """End the session on the server. The visitor can log in again."""
    site.api.refuse("* /users/me*", 401, "unauthorized")
    site.api.refuse("POST /users/refresh", 403, "session_ended")

    def log_in(_: Call) -> Answer:
        fake_account.log_in(site.api)
        return Answer(200, fake_account.tokens(user=user()))

    site.api.script("POST /users/login", log_in)


@pytest.mark.parametrize(
    ("path", "route", "shows", "empty"),
    [
        ("/account", "GET /none", "Not confirmed yet", None),
        ("/account/addresses", "GET /users/me/addresses", "12 Rue Saint-Paul", "You have no address yet."),
        ("/account/payment-methods", "GET /users/me/payment-methods", "Visa ending in 4242", "No card is saved."),
        ("/account/sessions", "GET /users/me/sessions", "Firefox on Android", None),
        ("/account/data", "GET /none", "Your orders stay in the books of the shop", None),
    ],
)
def test_a_page_of_the_account_is_accessible_full_and_empty(
    site: Site, visit: Visits, path: str, route: str, shows: str, empty: str | None
) -> None:
    page = visit(path)
    expect(page.get_by_role("main").get_by_text(shows).first).to_be_visible()
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    check_screen(page)
    if empty:
        site.api.answer(route, listed())
        page.reload()
        expect(page.get_by_text(empty)).to_be_visible()


def test_a_list_that_cannot_be_read_can_be_read_again(site: Site, visit: Visits) -> None:
    site.api.refuse("GET /users/me/addresses", 500, "internal_error", instance="req-42")
    page = visit("/account/addresses")
    expect(page.get_by_role("alert")).to_contain_text("req-42")
    site.api.answer("GET /users/me/addresses", listed(address()))
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("main").get_by_text("12 Rue Saint-Paul")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_an_expired_session_loses_nothing_that_was_typed(site: Site, visit: Visits) -> None:
    page = visit("/account")
    page.get_by_label("First name").fill("Augusta")
    end_session(site)
    page.get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog", name="Please log in again")
    expect(dialog.get_by_label("Email")).to_have_value(EMAIL)
    check_screen(page)
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Log in").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_label("First name")).to_have_value("Augusta")
    site.api.answer("PATCH /users/me", user(firstName="Augusta", version=4))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your profile is saved.")).to_be_visible()


def test_changes_of_two_devices_are_merged(site: Site, visit: Visits) -> None:
    patched = later_version(site, user(phone="+15145550123", version=4))
    page = visit("/account")
    page.get_by_label("First name").fill("Augusta")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("this was changed on another device: Telephone. We kept both")).to_be_visible()
    expect(page.get_by_role("textbox", name="Telephone")).to_have_value("+15145550123")
    assert [call.body for call in patched] == [{"firstName": "Augusta"}] * 2
    assert [call.headers["if-match"] for call in patched] == ['"3"', '"4"']


def test_a_conflict_is_shown_and_the_customer_chooses(site: Site, visit: Visits) -> None:
    patched = later_version(site, user(firstName="A.", lastName="King", version=4))
    page = visit("/account")
    page.get_by_label("First name").fill("Augusta")
    page.get_by_label("Last name").fill("Byron")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("First name is now “A.”. You typed “Augusta”.")).to_be_visible()
    check_screen(page)
    page.get_by_role("button", name="Use “A.”").click()
    expect(page.get_by_label("First name")).to_have_value("A.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your profile is saved.")).to_be_visible()
    assert patched[-1].body == {"lastName": "Byron"}
    assert patched[-1].headers["if-match"] == '"4"'


def later_version(site: Site, current: dict[str, object]) -> list[Call]:
    """Let another device have changed the profile to `current`. Return the list of requests that change it."""
    patched: list[Call] = []

    def patch(call: Call) -> Answer:
        patched.append(call)
        site.api.answer("GET /users/me", current)
        if call.headers["if-match"] != f'"{current["version"]}"':
            return problem(412, "version_conflict")
        return Answer(200, {**current, **call.body, "version": 5})

    site.api.script("PATCH /users/me", patch)
    return patched


def test_an_address_follows_the_rules_of_its_country(site: Site, visit: Visits) -> None:
    site.api.answer("GET /users/me/addresses", listed())
    site.api.answer("POST /users/me/addresses", address(), status=201)
    page = visit("/account/addresses")
    page.get_by_role("button", name="Add an address").click()
    sheet = page.get_by_role("dialog", name="New address")
    expect(sheet.get_by_label("Country")).to_have_value("CA")
    sheet.get_by_label("Street and number").fill("12 Rue Saint-Paul")
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_label("City")).to_be_focused()
    check_screen(page)
    sheet.get_by_label("Country").select_option("SG")
    site.api.answer("GET /users/me/addresses", listed(address()))
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_role("listitem").filter(has_text="12 Rue Saint-Paul")).to_be_visible()
    (call,) = site.api.called("POST /users/me/addresses")
    assert (call.body["country"], call.body["city"], call.body["phone"]) == ("SG", None, None)
    assert call.headers["idempotency-key"]


def test_an_address_that_was_changed_elsewhere_is_not_overwritten_unseen(site: Site, visit: Visits) -> None:
    page = visit("/account/addresses")
    page.get_by_role("button", name="Change").first.click()
    page.get_by_label("City").fill("Québec")
    site.api.refuse("PUT /users/me/addresses/*", 412, "version_conflict")
    site.api.answer("GET /users/me/addresses/*", address(1, version=2))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("changed on another device")
    expect(page.get_by_label("City")).to_have_value("Québec")
    site.api.answer("PUT /users/me/addresses/*", address(1, city="Québec", version=3))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert [call.headers["if-match"] for call in site.api.called("PUT *")] == ['"1-default"', '"2-default"']


def test_an_address_is_removed_after_a_question(site: Site, visit: Visits) -> None:
    page = visit("/account/addresses")
    page.get_by_role("button", name="Remove").first.click()
    dialog = page.get_by_role("dialog", name="Remove this address?")
    dialog.get_by_role("button", name="Keep it").click()
    assert not site.api.called("DELETE *")
    page.get_by_role("button", name="Remove").first.click()
    site.api.answer("DELETE /users/me/addresses/*", status=204)
    site.api.answer("GET /users/me/addresses", listed())
    dialog.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The address is removed.")).to_be_visible()
    expect(page.get_by_text("You have no address yet.")).to_be_visible()


def test_a_card_can_become_the_default_and_no_number_is_asked_for(site: Site, visit: Visits) -> None:
    site.api.answer("PUT /users/me/payment-methods/*/default", status=204)
    page = visit("/account/payment-methods")
    expect(page.get_by_text("This page never asks for a card number.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_text("Expired")).to_be_visible()
    page.get_by_role("button", name="Make it the default").click()
    expect(page.get_by_role("button", name="Make it the default")).not_to_have_attribute("aria-busy", "true")
    assert len(site.api.called("PUT *")) == 1


def test_the_ledger_of_points_is_read_page_by_page(site: Site, visit: Visits) -> None:
    def transactions(call: Call) -> Answer:
        if call.query.get("cursor") == "older":
            return Answer(200, listed(points(2, 1520, "Welcome")))
        return Answer(200, listed(points(1, -1400, "Coffee machine"), cursor="older"))

    site.api.script("GET /users/me/loyalty/transactions", transactions)
    page = visit("/account/points")
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("button", name="Show more").click()
    expect(page.get_by_role("row", name="Welcome")).to_contain_text("+1,520")
    expect(page.get_by_role("button", name="Show more")).to_have_count(0)
    check_screen(page)


def test_a_lost_device_is_logged_out(site: Site, visit: Visits) -> None:
    site.api.answer("DELETE /users/me/sessions/*", status=204)
    page = visit("/account/sessions")
    expect(page.get_by_role("listitem").filter(has_text="This device")).to_contain_text("Chrome on Linux")
    site.api.answer("GET /users/me/sessions", listed(fake_account.session(1)))
    page.get_by_role("button", name="Log out Firefox on Android").click()
    expect(page.get_by_text("Firefox on Android is logged out.")).to_be_visible()
    expect(page.get_by_role("heading", name="Firefox on Android")).to_have_count(0)
    (call,) = site.api.called("DELETE *")
    assert call.path.endswith(fake_account.session(2)["id"])


def test_a_wrong_password_is_shown_at_its_field(site: Site, visit: Visits) -> None:
    site.api.refuse("PUT /users/me/password", 403, "invalid_credentials")
    page = visit("/account")
    page.get_by_text("Change the password").first.click()
    form = page.get_by_role("form", name="Change the password")
    form.get_by_label("Current password").fill("wrong")
    form.get_by_label("New password").fill("a kite over quiet turnips")
    form.get_by_role("button").click()
    expect(form.get_by_label("Current password")).to_be_focused()
    expect(form.get_by_text("This password is wrong.")).to_be_visible()
    site.api.answer("PUT /users/me/password", fake_account.tokens())
    form.get_by_label("Current password").fill(PASSWORD)
    form.get_by_role("button").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()
    assert site.api.called("PUT *")[-1].headers["x-bodega-session"] == "store"


def test_the_export_is_a_file(site: Site, visit: Visits, tmp_path: Path) -> None:
    copy = {"exportedAt": "2026-11-30T17:00:00.000Z", "user": user()}
    site.api.answer("GET /users/me/export", copy)
    page = visit("/account/data")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my data").click()
    download.value.save_as(tmp_path / "copy")
    assert download.value.suggested_filename == "Bodega-2026-11-30.json"
    assert json.loads((tmp_path / "copy").read_text(encoding="utf-8")) == copy


def test_an_account_with_an_open_order_stays_until_the_order_has_ended(site: Site, visit: Visits) -> None:
    site.api.refuse("DELETE /users/me", 409, "open_orders")
    page = visit("/account/data")
    page.get_by_text("Delete the account…").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Delete my account for good").click()
    expect(page.get_by_role("alert")).to_contain_text("You have an order that is not finished.")
    expect(page.get_by_role("link", name="To your orders")).to_be_visible()
    site.api.answer("DELETE /users/me", status=204)
    page.get_by_role("button", name="Delete my account for good").click()
    expect(page).to_have_url(re.compile(f"{site.url}/?$"))
    expect(page.get_by_text("Your account is deleted")).to_be_visible()


def test_a_log_out_closes_the_account_in_all_tabs(site: Site, visit: Visits) -> None:
    page = visit("/account")
    other = page.context.new_page()
    other.goto(f"{site.url}/account/addresses")
    expect(other.get_by_role("main").get_by_text("12 Rue Saint-Paul").first).to_be_visible()
    page.get_by_role("button", name="Log out", exact=True).click()
    for tab in (page, other):
        expect(tab).to_have_url(re.compile(f"{site.url}/?$"))
        expect(tab.get_by_role("link", name="Log in")).to_be_visible()
        expect(tab.get_by_role("dialog")).to_have_count(0)
    assert len(site.api.called("POST /users/logout")) == 1


def test_a_log_in_in_another_tab_continues_this_one(site: Site, visit: Visits) -> None:
    end_session(site)
    page = visit("/account/points")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    other = page.context.new_page()
    other.goto(f"{site.url}/login")
    log_in(other)
    expect(page.get_by_text("120 points")).to_be_visible()


def log_in(page: Page) -> None:
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
