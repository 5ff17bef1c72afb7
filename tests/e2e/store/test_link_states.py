"""The pages that the shop's mails link to, with a scripted API."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.store import fake_account
from tests.support.store.fake_account import EMAIL, PASSWORD, tokens, user
from tests.support.store.fake_shop import Answer, Call
from tests.support.store.screens import check_screen
from tests.support.store.site import Site
from tests.support.store.visits import Visits

TOKEN = "tok_5zQmXHk3nR"
PAGES = {
    "/verify-email": ("POST /users/me/email/verify", "Confirm my email", "Your email is confirmed"),
    "/disown-account": ("POST /users/email/disown", "Remove the account", "The account is removed"),
    "/restore-email": ("POST /users/email/undo", "Take my account back", "Your account has your email again"),
    "/reset-password": ("POST /users/password/reset", "Save the new password", "Your password is changed"),
}


def press(page: Page, path: str) -> None:
    if path == "/reset-password":
        page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name=PAGES[path][1]).click()


@pytest.mark.parametrize("path", PAGES)
def test_a_link_does_nothing_before_a_press_and_its_token_leaves_the_address(
    site: Site, visit: Visits, path: str
) -> None:
    route, button, done = PAGES[path]
    fake_account.log_in(site.api)
    site.api.answer(route, status=204)
    if path == "/reset-password":
        site.api.answer(route, tokens(user=user(), removed=["addresses", "phone"]))
    page = visit(f"{path}#token={TOKEN}")
    expect(page.get_by_role("button", name=button)).to_be_visible()
    assert page.evaluate("location.href") == f"{site.url}{path}"
    assert TOKEN not in page.evaluate("JSON.stringify([history.state, document.title, document.referrer])")
    assert not [call for call in site.api.calls if call.method == "POST" and call.path != "/users/refresh"]
    if path == "/disown-account":
        check_screen(page)  # the others have the same parts
    press(page, path)
    expect(page.get_by_role("heading", level=1)).to_have_text(done)
    (call,) = site.api.called(route)
    assert call.body["token"] == TOKEN
    if path == "/reset-password":
        expect(
            page.get_by_text("we removed what had been entered in it: addresses and telephone number")
        ).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("This link is incomplete")


@pytest.mark.parametrize("path", PAGES)
def test_a_link_that_does_not_work_any_more_says_what_to_do_next(site: Site, visit: Visits, path: str) -> None:
    fake_account.log_in(site.api)
    site.api.refuse(PAGES[path][0], 400, "invalid_token")
    page = visit(f"{path}#token={TOKEN}")
    press(page, path)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link does not work any more")
    if path == "/verify-email":
        check_screen(page)
        site.api.answer("POST /users/me/email/verification", status=202)
        page.get_by_role("button", name="Mail the link again").click()
        expect(page.get_by_text(f"We have mailed a link to {EMAIL}.")).to_be_visible()
    else:
        page.get_by_role("main").get_by_role("link").click()
        expect(page).to_have_url(f"{site.url}/forgot-password")


def test_another_link_in_the_same_tab_is_a_new_start(site: Site, visit: Visits) -> None:
    site.api.refuse("POST /users/email/disown", 400, "invalid_token")
    page = visit(f"/disown-account#token={TOKEN}")
    press(page, "/disown-account")
    expect(page.get_by_role("heading", level=1)).to_have_text("This link does not work any more")
    site.api.answer("POST /users/email/disown", status=204)
    page.goto(f"{site.url}/disown-account#token=newer")
    press(page, "/disown-account")
    expect(page.get_by_role("heading", level=1)).to_have_text("The account is removed")
    assert site.api.called("POST /users/email/disown")[-1].body == {"token": "newer"}
    assert "newer" not in page.evaluate("location.href")


def test_a_restored_email_ends_the_session_of_this_browser(site: Site, visit: Visits) -> None:
    fake_account.log_in(site.api)
    page = visit(f"/restore-email#token={TOKEN}")
    expect(page.get_by_role("banner").get_by_role("link", name="Account")).to_be_visible()
    site.api.answer("POST /users/email/undo", status=204)
    site.api.refuse("GET /users/me", 401, "unauthorized")
    site.api.refuse("POST /users/refresh", 403, "session_ended")
    press(page, "/restore-email")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account has your email again")
    expect(page.get_by_role("banner").get_by_role("link", name="Log in")).to_be_visible()


def test_an_email_is_confirmed_after_a_log_in_on_the_page(site: Site, visit: Visits) -> None:
    fake_account.log_out(site.api)
    confirmed: list[Call] = []

    def verify(call: Call) -> Answer:
        confirmed.append(call)
        return Answer(204)

    site.api.script("POST /users/me/email/verify", verify)
    page = visit(f"/verify-email#token={TOKEN}")
    expect(page.get_by_text("Log in to the account that the mail is about.")).to_be_visible()
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text(f"You are logged in as {EMAIL}.")).to_be_visible()
    assert not confirmed
    page.get_by_role("button", name="Confirm my email").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your email is confirmed")
    assert [call.body for call in confirmed] == [{"token": TOKEN}]


def test_a_link_of_another_account_works_after_a_log_in_to_that_one(site: Site, visit: Visits) -> None:
    fake_account.log_in(site.api)
    site.api.refuse("POST /users/me/email/verify", 400, "invalid_token")
    page = visit(f"/verify-email#token={TOKEN}")
    press(page, "/verify-email")
    fake_account.log_out(site.api)
    page.get_by_role("button", name="Log in with another account").click()
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    site.api.answer("POST /users/me/email/verify", status=204)
    press(page, "/verify-email")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your email is confirmed")


def test_a_weak_password_keeps_the_link(site: Site, visit: Visits) -> None:
    errors = [{"pointer": "/newPassword", "detail": "is one of the most common passwords"}]
    site.api.refuse("POST /users/password/reset", 422, "validation_failed", errors=errors)
    page = visit(f"/reset-password#token={TOKEN}")
    press(page, "/reset-password")
    expect(page.get_by_label("New password", exact=True)).to_be_focused()
    expect(page.get_by_text("This is one of the most common passwords.")).to_be_visible()
    site.api.answer("POST /users/password/reset", status=204)
    press(page, "/reset-password")
    expect(page.get_by_text("we have locked it. Please contact us.")).to_be_visible()


def test_a_restored_email_that_another_account_has_is_explained(site: Site, visit: Visits) -> None:
    site.api.refuse("POST /users/email/undo", 409, "email_taken")
    page = visit(f"/restore-email#token={TOKEN}")
    press(page, "/restore-email")
    expect(page.get_by_role("alert")).to_have_text(re.compile("Another confirmed account has this email now."))
