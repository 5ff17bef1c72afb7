"""Each mail of the running shop about an account, opened in its mailbox: its link leads to a page that does as it says.

The links of mails about orders are tested with the page that follows an order.
"""

import re
import uuid
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from harness import ROOT
from harness.local_stack import Stack
from tests.e2e.accounts.test_mail import wait_for_mail
from tests.e2e.customers import registration
from tests.support.store.visits import Visits

pytestmark = pytest.mark.xdist_group("shop")

NEW_PASSWORDS = ("a kite over seven turnips", "quiet boats under a ladder", "four umbrellas at midnight")
# Each link of `mailer.templates`, as the tests of this module press them.
LINKS = {
    "Confirm my email",
    "This was not me",
    "Choose a new password",
    "It was not me",
    "Log in",
    "Confirm my new email",
}


class Mailbox(NamedTuple):
    """The mailbox of the shop in a browser context."""

    context: BrowserContext
    stack: Stack

    def open(self, email: str, subject: str, link: str) -> Page:
        """Open the newest mail to `email` with this subject, press its link, and return the page that it opens."""
        assert link in LINKS
        mailbox = self.context.new_page()
        mailbox.goto(f"{self.stack.root_url}/mailbox")
        mailbox.get_by_role("link", name=re.compile(f"{re.escape(subject)}.*{email}")).first.click()
        with self.context.expect_page() as opened:
            mailbox.frame_locator("iframe").get_by_role("link", name=link).click()
        mailbox.close()
        return opened.value


@pytest.fixture
def mailbox(visit: Visits, stack: Stack) -> Mailbox:
    return Mailbox(visit.context(is_first=True), stack)


def new_email() -> str:
    return f"{uuid.uuid4().hex}@shop.example"


def log_in(stack: Stack, email: str, password: str) -> tuple[int, Any]:
    """Return the status of a log-in, and the user."""
    answer = stack.call("POST", "/users/login", {"email": email, "password": password})
    return answer.status, answer.json().get("user")


def says(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def choose_password(page: Page, password: str) -> None:
    says(page, "Choose a new password")
    page.get_by_label("New password", exact=True).fill(password)
    page.get_by_role("button", name="Save the new password").click()
    says(page, "Your password is changed")


def test_every_link_of_a_mail_about_an_account_is_pressed_here() -> None:
    source = (ROOT / "functions" / "mailer" / "templates.py").read_text(encoding="utf-8")
    assert set(re.findall(r'Button\("([^"]+)"', source)) == LINKS


def test_a_customer_confirms_changes_and_takes_back_the_email(mailbox: Mailbox, stack: Stack, visit: Visits) -> None:
    email, other, password = new_email(), new_email(), "turnips, boats and a kite"
    page = mailbox.context.new_page()
    page.goto(f"{stack.root_url}/shop/register")
    page.get_by_label("First name").fill("Ada")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Open an account").click()
    says(page, "Your account")

    welcome = mailbox.open(email, "Welcome to", "Confirm my email")
    welcome.get_by_role("button", name="Confirm my email").click()
    says(welcome, "Your email is confirmed")
    assert log_in(stack, email, password)[1]["emailVerified"]

    page.get_by_text("Change the email").click()
    page.get_by_label("New email").fill(other)
    page.get_by_label("Your password").fill(password)
    page.get_by_role("button", name="Mail a link to the new email").click()
    expect(page.get_by_text(f"We have mailed a link to {other}.")).to_be_visible()
    change = mailbox.open(other, "confirm your new email", "Confirm my new email")
    change.get_by_role("button", name="Confirm my email").click()
    says(change, "Your email is confirmed")
    assert log_in(stack, other, password)[0] == 200

    notice = mailbox.open(email, "was changed", "It was not me")
    notice.get_by_role("button", name="Take my account back").click()
    says(notice, "Your account has your email again")
    assert log_in(stack, other, password)[0] == 403

    choose_password(mailbox.open(email, "has this email again", "Choose a new password"), NEW_PASSWORDS[0])
    assert log_in(stack, email, NEW_PASSWORDS[0])[0] == 200

    forgotten = mailbox.open(email, "password was changed", "It was not me")
    says(forgotten, "Choose a new password")
    forgotten.get_by_label("Email").fill(email)
    forgotten.get_by_role("button", name="Mail me a link").click()
    says(forgotten, "Check your mail")
    choose_password(mailbox.open(email, "Choose a new password for", "Choose a new password"), NEW_PASSWORDS[1])
    assert log_in(stack, email, NEW_PASSWORDS[1])[0] == 200


def test_a_stranger_removes_an_account_with_their_email(mailbox: Mailbox, stack: Stack) -> None:
    person = registration()
    assert stack.call("POST", "/users/register", person).status == 201
    page = mailbox.open(person["email"], "Welcome to", "This was not me")
    page.get_by_role("button", name="Remove the account").click()
    says(page, "The account is removed")
    assert log_in(stack, person["email"], person["password"])[0] == 403
    # The other link of the mail has the same token.
    dead = mailbox.open(person["email"], "Welcome to", "Confirm my email")
    expect(dead.get_by_text("Log in to the account that the mail is about.")).to_be_visible()


def test_a_locked_customer_gets_back_in(mailbox: Mailbox, stack: Stack) -> None:
    person = registration()
    assert stack.call("POST", "/users/register", person).status == 201
    for _ in range(4):
        assert log_in(stack, person["email"], "wrong")[0] == 403
    page = mailbox.context.new_page()
    page.goto(f"{stack.root_url}/shop/login")
    page.get_by_label("Email").fill(person["email"])
    for password in ("wrong again", person["password"]):
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_role("button", name="Log in")).not_to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("alert")).to_contain_text("Choose a new password to unlock it")

    unlocked = mailbox.open(person["email"], "account is locked", "Choose a new password")
    choose_password(unlocked, NEW_PASSWORDS[2])
    unlocked.get_by_role("main").get_by_role("link", name="To your account").click()
    says(unlocked, "Your account")
    says(page, "Your account")  # the other tab has the session, too


def test_who_has_an_account_already_is_led_to_the_log_in(mailbox: Mailbox, stack: Stack) -> None:
    person = registration()
    assert stack.call("POST", "/users/register", person).status == 201
    wait_for_mail(stack, person["email"])
    assert stack.call("POST", "/users/register", person).status == 409
    page = mailbox.open(person["email"], "You already have an account", "Log in")
    says(page, "Log in")
    page.get_by_label("Email").fill(person["email"])
    page.get_by_label("Password", exact=True).fill(person["password"])
    page.get_by_role("button", name="Log in").click()
    says(page, "Your account")
