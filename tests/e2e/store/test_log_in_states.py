"""Log-in, registration and the forgotten password, with a scripted API."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.store import fake_account
from tests.support.store.fake_account import EMAIL, PASSWORD
from tests.support.store.fake_shop import Answer, Call, problem
from tests.support.store.screens import check_screen
from tests.support.store.site import Site
from tests.support.store.visits import Visits


@pytest.fixture
def site(site: Site) -> Site:
    """The site, whose visitor has no session yet."""
    fake_account.log_in(site.api)
    fake_account.log_out(site.api)
    return site


def log_in(page: Page) -> None:
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


@pytest.mark.parametrize(
    ("status", "code", "retry_after", "said"),
    [
        (403, "invalid_credentials", 0, "The email or the password is wrong."),
        (403, "account_frozen", 0, "Choose a new password to unlock it"),
        (429, "too_many_requests", 240, "Try again in 4 minutes."),
        (429, "too_many_requests", 1, "Try again in 1 second."),
        (503, "storage_unavailable", 1, "Something went wrong in the shop."),
    ],
)
def test_a_refused_log_in_says_what_to_do(
    site: Site, visit: Visits, status: int, code: str, retry_after: int, said: str
) -> None:
    site.api.refuse("POST /users/login", status, code, headers={"Retry-After": retry_after})
    page = visit("/login")
    log_in(page)
    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(page.get_by_label("Email")).to_have_value(EMAIL)
    if code == "account_frozen":
        check_screen(page)
        page.get_by_role("link", name="Mail me a link").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Choose a new password")


def test_a_log_in_leads_back_to_the_page_that_asked_for_it(site: Site, visit: Visits) -> None:
    page = visit("/account/points")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    page.get_by_role("link", name="Open an account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Open an account")
    page.get_by_role("main").get_by_role("link", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    log_in(page)
    expect(page).to_have_url(f"{site.url}/account/points")
    expect(page.get_by_text("120 points")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Log in")


def test_a_log_in_does_not_lead_to_another_site(site: Site, visit: Visits) -> None:
    page = visit("/login?next=//127.0.0.2/")
    log_in(page)
    expect(page).to_have_url(f"{site.url}/account")


def test_password_managers_know_the_fields(site: Site, visit: Visits) -> None:
    page = visit("/login")
    fields = "[...document.querySelectorAll('main input:not([type=checkbox])')].map(field => field.autocomplete)"
    expect(page.get_by_label("Email")).to_be_visible()
    assert page.evaluate(fields) == ["username", "current-password"]
    password = page.get_by_label("Password", exact=True)
    expect(password).to_have_attribute("type", "password")
    page.get_by_label("Show password").check()
    expect(password).to_have_attribute("type", "text")
    page.get_by_role("link", name="Open an account").click()
    expect(page.get_by_label("First name")).to_be_visible()
    assert page.evaluate(fields) == ["given-name", "family-name", "username", "tel", "new-password"]


def test_a_registration_shows_problems_at_their_fields_in_the_language(site: Site, visit: Visits) -> None:
    errors = [
        {"pointer": "/password", "detail": "is too easy to guess; several words are a good password"},
        {"pointer": "/phone", "detail": "must be + and the telephone number with the country's code"},
    ]
    site.api.refuse("POST /users/register", 422, "validation_failed", errors=errors)
    page = visit("/register", locale="fr-CA")
    page.get_by_label("Prénom").fill("Ada")
    page.get_by_label("Courriel").fill(EMAIL)
    page.get_by_label("Téléphone").fill("514 555 0123")
    page.get_by_label("Mot de passe", exact=True).fill("password1234")
    page.get_by_role("button", name="Créer un compte").click()
    expect(page.get_by_label("Téléphone")).to_be_focused()
    expect(page.get_by_label("Téléphone")).to_have_accessible_description(
        "Avec l’indicatif du pays, par exemple +1 514 555 0123 "
        "Saisissez + et le numéro avec l’indicatif du pays, par exemple +1 514 555 0123."
    )
    expect(page.get_by_text("Il est trop facile à deviner.")).to_be_visible()
    check_screen(page)
    site.api.refuse("POST /users/register", 409, "email_taken")
    page.get_by_role("button", name="Créer un compte").click()
    expect(page.get_by_label("Courriel")).to_be_focused()
    expect(page.get_by_text("Un compte utilise déjà ce courriel.")).to_be_visible()


def test_a_registration_logs_in(site: Site, visit: Visits) -> None:
    site.api.answer("POST /users/register", fake_account.tokens(user=fake_account.user()), status=201)
    page = visit("/register?next=/cart")
    page.get_by_label("Last name").fill("Lovelace")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Telephone").fill("+1 (514) 555-0123")
    page.get_by_label("Password", exact=True).fill(f" {PASSWORD} ")
    page.get_by_role("button", name="Open an account").click()
    expect(page).to_have_url(f"{site.url}/cart")
    (call,) = site.api.called("POST /users/register")
    sent = {"firstName": "", "lastName": "Lovelace", "email": EMAIL, "phone": "+15145550123"}
    assert call.body == {**sent, "password": f" {PASSWORD} "}
    assert call.headers["x-bodega-session"] == "store"


def test_without_a_cookie_the_session_lives_in_the_tab(site: Site, visit: Visits) -> None:
    site.config["session"] = "tab"
    site.api.answer("POST /users/login", fake_account.tokens(user=fake_account.user(), refreshToken="rt_1"))
    page = visit("/login")
    log_in(page)
    expect(page).to_have_url(f"{site.url}/account")
    page.reload()
    expect(page.get_by_label("Last name")).to_have_value("Lovelace")
    other = page.context.new_page()
    other.goto(f"{site.url}/account")
    expect(other.get_by_role("heading", level=1)).to_have_text("Log in")
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    assert not [call for call in site.api.calls if "x-bodega-session" in call.headers]
    assert "rt_1" not in page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")


def test_a_guest_learns_what_becomes_of_the_orders(site: Site, visit: Visits) -> None:
    site.api.answer("POST /users/refresh", fake_account.tokens())
    site.api.answer("GET /users/me", fake_account.user(role="guest", email=None))
    page = visit("/login")
    expect(page.get_by_text("Those orders do not move to the account")).to_be_visible()


def test_a_forgotten_password_gets_the_same_answer_for_every_email(site: Site, visit: Visits) -> None:
    def forgot(call: Call) -> Answer:
        if call.body["email"] == "busy@shop.example":
            return problem(429, "too_many_requests", headers={"Retry-After": 61})
        return Answer(202)

    site.api.script("POST /users/password/forgot", forgot)
    page = visit("/forgot-password")
    page.get_by_label("Email").fill("busy@shop.example")
    page.get_by_role("button", name="Mail me a link").click()
    expect(page.get_by_role("alert")).to_contain_text("Try again in 2 minutes.")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_role("button", name="Mail me a link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your mail")
    expect(page.get_by_text(f"If there is an account with {EMAIL}")).to_be_visible()
    page.get_by_role("button", name="Enter another email").click()
    expect(page.get_by_label("Email")).to_be_visible()
