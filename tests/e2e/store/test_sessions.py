"""The session of a customer at the running shop: where its tokens are, and what its tabs have in common."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from harness import ROOT
from harness.local_stack import Stack
from tests.e2e.customers import registration
from tests.support.store.visits import Visits

pytestmark = pytest.mark.xdist_group("shop")

# Everything that a script of the page can read: storage, cookies, history, and what the page's own global names hold.
_READABLE = """async (builtIn) => {
  const seen = new Set();
  const texts = [];
  const walk = (value, depth) => {
    if (typeof value === "string") texts.push(value);
    if (Object(value) !== value || value instanceof Node || depth > 6 || seen.has(value)) return;
    seen.add(value);
    for (const name of Reflect.ownKeys(value)) {
      texts.push(String(name));
      try { walk(value[name], depth + 1); } catch {}
    }
  };
  const stores = [{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href];
  const databases = await indexedDB.databases();
  const cached = await caches.keys();
  walk([stores, databases, cached], 0);
  const own = Reflect.ownKeys(window).filter((name) => !builtIn.includes(String(name)));
  for (const name of own) walk([String(name), window[name]], 0);
  return texts.concat(document.documentElement.outerHTML);
}"""


@pytest.fixture
def person(stack: Stack) -> dict[str, Any]:
    """A customer with an account."""
    person = registration()
    assert stack.call("POST", "/users/register", person).status == 201
    return person


def log_in(page: Page, person: dict[str, Any]) -> None:
    page.get_by_label("Email").fill(person["email"])
    page.get_by_label("Password", exact=True).fill(person["password"])
    page.get_by_role("button", name="Log in").click()


def test_no_token_is_where_another_script_could_read_it(stack: Stack, visit: Visits, person: dict[str, Any]) -> None:
    answers: list[Response] = []
    page = visit("/login", origin=stack.root_url)
    page.on("response", lambda answer: answers.append(answer) if "/users/" in answer.url else None)
    page.evaluate("window.planted = { token: 'planted' }")
    log_in(page, person)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    (opened,) = [answer.json() for answer in answers if answer.url.endswith("/users/login")]
    assert "refreshToken" not in opened
    (cookie,) = page.context.cookies()
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, True, "Strict")
    secrets = {opened["accessToken"], opened["accessToken"].rpartition(".")[2], cookie["value"], person["password"]}
    empty = page.context.new_page()
    empty.goto(f"{stack.root_url}/shop/config.json")
    built_in = empty.evaluate("Reflect.ownKeys(window).map(String)")
    readable = page.evaluate(_READABLE, built_in)
    assert "planted" in readable, "the search did not look at global names"
    assert not [text for text in readable if any(secret in text for secret in secrets)]
    page.reload()
    expect(page.get_by_role("textbox", name="Last name")).to_have_value("Lovelace")


def test_two_tabs_share_the_session_and_its_end(stack: Stack, visit: Visits, person: dict[str, Any]) -> None:
    page = visit("/login", origin=stack.root_url)
    other = page.context.new_page()
    other.goto(f"{stack.root_url}/shop/account/sessions")
    expect(other.get_by_role("heading", level=1)).to_have_text("Log in")
    log_in(page, person)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    expect(other.get_by_text("This device")).to_be_visible()
    page.get_by_role("button", name="Log out", exact=True).click()
    for tab in (page, other):
        expect(tab).to_have_url(re.compile(r"/shop/?$"))
        expect(tab.get_by_role("link", name="Log in")).to_be_visible()
    assert not page.context.cookies()


def test_a_session_that_was_ended_on_another_device_keeps_what_was_typed(
    stack: Stack, visit: Visits, person: dict[str, Any]
) -> None:
    page = visit("/login", origin=stack.root_url)
    log_in(page, person)
    page.get_by_label("First name").fill("Augusta")
    elsewhere = stack.call("POST", "/users/login", person_log_in(person)).json()
    authorization = {"Authorization": f"Bearer {elsewhere['accessToken']}"}
    assert stack.call("POST", "/users/logout", {"everywhere": True}, authorization).status == 204
    page.get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog", name="Please log in again")
    dialog.get_by_label("Password", exact=True).fill(person["password"])
    dialog.get_by_role("button", name="Log in").click()
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your profile is saved.")).to_be_visible()
    expect(page.get_by_label("First name")).to_have_value("Augusta")


def test_the_reasons_that_the_api_gives_have_words_on_the_pages(stack: Stack) -> None:
    source = (ROOT / "web" / "store" / "account" / "reasons.ts").read_text(encoding="utf-8")
    rules = re.findall(r'^  \["([^"]+)", text\.\w+\],$', source, re.MULTILINE)
    person = registration()
    weak = ["short", "password1234", "aaaaaaaaaaaaaaaa", f"{person['email']}!"]
    bodies = [
        *({**person, "password": password} for password in weak),
        {**person, "firstName": " ", "lastName": ""},
        {**person, "phone": "514 555 0123"},
        {**person, "email": "ada"},
        {**person, "email": "ädä@shop.example"},
        {**person, "firstName": "4242 4242 4242 4242"},
    ]
    for body in bodies:
        answer = stack.call("POST", "/users/register", body)
        assert answer.status == 422, (body, answer.body)
        for error in answer.json()["errors"]:
            assert [rule for rule in rules if error["detail"].startswith(rule)], error


def person_log_in(person: dict[str, Any]) -> dict[str, Any]:
    return {"email": person["email"], "password": person["password"]}
