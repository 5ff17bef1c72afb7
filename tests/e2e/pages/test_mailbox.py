"""The mailbox in a browser, and the links in its mails."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from harness import ROOT
from harness.local_stack import PATIENCE, Stack
from tests.e2e.accounts.test_mail import register, wait_for_mail
from tests.e2e.customers import RESET, WELCOME, Shop

pytestmark = pytest.mark.xdist_group("shop")


@pytest.fixture
def browser_errors() -> list[str]:
    """Errors that the browser reported; none may be left at the end."""
    return []


@pytest.fixture
def page(browser: Browser, browser_errors: list[str]) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.on("pageerror", lambda error: browser_errors.append(str(error)))
    page.on("console", lambda message: browser_errors.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert not browser_errors


def open_mail(page: Page, stack: Stack, email: str) -> None:
    wait_for_mail(stack, email)
    page.goto(f"{stack.root_url}/mailbox")
    page.get_by_role("link", name=re.compile(email)).click()


def test_a_new_mail_appears_without_a_reload(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.root_url}/mailbox")
    page.evaluate("window.loadedOnce = true")
    email = register(stack)
    expect(page.get_by_role("link", name=re.compile(email))).to_be_visible()  # the page polls every 2 s
    assert page.evaluate("window.loadedOnce")


def test_a_new_mail_is_announced_and_leaves_the_focus_alone(page: Page, stack: Stack) -> None:
    wait_for_mail(stack, register(stack))
    page.goto(f"{stack.root_url}/mailbox")
    first = page.locator("#mails a").first
    first.focus()
    read = first.inner_text()
    email = register(stack)
    expect(page.get_by_role("status")).to_have_text(re.compile(f"^New mail: {WELCOME}.*, to {email}$"))
    assert page.evaluate("document.activeElement.innerText") == read
    assert email in page.locator("#mails a").first.inner_text()


def test_updates_can_be_paused(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.root_url}/mailbox")
    page.get_by_role("button", name="Pause updates").click()
    expect(page.get_by_role("status")).to_have_text("Updates are paused.")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    email = register(stack)
    wait_for_mail(stack, email)
    page.get_by_role("button", name="Resume updates").click()
    assert not asked
    expect(page.get_by_role("link", name=re.compile(email))).to_be_visible()


def test_without_scripts_a_link_reloads_the_list(browser: Browser, stack: Stack) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{stack.root_url}/mailbox")
    expect(page.get_by_role("button")).to_have_count(0)
    email = register(stack)
    wait_for_mail(stack, email)
    page.get_by_role("link", name="Reload").click()
    expect(page.get_by_role("link", name=re.compile(email))).to_be_visible()
    context.close()


def test_a_closed_shop_is_reported_and_the_list_continues_by_itself(
    page: Page, stack: Stack, browser_errors: list[str]
) -> None:
    page.goto(f"{stack.root_url}/mailbox")
    page.context.route("**/mailbox.json*", lambda route: route.abort())
    expect(page.get_by_role("alert")).to_contain_text("The shop does not answer. Start it with `make run`")
    email = register(stack)
    page.context.unroute("**/mailbox.json*")
    expect(page.get_by_role("link", name=re.compile(email))).to_be_visible()
    expect(page.get_by_role("alert")).to_be_empty()
    assert all("ERR_FAILED" in complaint for complaint in browser_errors)
    browser_errors.clear()


def test_the_newest_mail_is_on_top(page: Page, stack: Stack) -> None:
    first, second = register(stack), register(stack)
    wait_for_mail(stack, first)
    wait_for_mail(stack, second)
    page.goto(f"{stack.root_url}/mailbox")
    texts = page.locator("li").all_inner_texts()
    places = [next(place for place, text in enumerate(texts) if email in text) for email in (second, first)]
    assert places == sorted(places)


def test_button_and_link_of_the_mail_lead_to_the_storefront_with_the_token_in_the_fragment(
    page: Page, stack: Stack
) -> None:
    open_mail(page, stack, register(stack))
    address = f"{stack.root_url}/shop/verify-email"

    for link in (
        page.frame_locator("iframe").get_by_role("link", name="Confirm my email"),
        page.locator("pre a").first,
    ):
        expect(link).to_have_attribute("href", re.compile(rf"^{re.escape(address)}#token=\S+$"))
        with page.context.expect_page() as opened:
            link.click()
        opened.value.wait_for_load_state()
        assert opened.value.url.partition("#")[0] == address
        opened.value.close()


def test_every_link_with_a_token_leads_to_a_page_that_the_guide_describes(stack: Stack) -> None:
    guide = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    pages = re.findall(r"^\| `/([a-z/-]+)#token=…` \|", guide, re.MULTILINE)
    mailer = ROOT / "functions" / "mailer"
    sources = "".join((mailer / name).read_text(encoding="utf-8") for name in ("templates.py", "order_letters.py"))

    assert set(pages) == set(re.findall(r'shop\.link\("([a-z/-]+)", (?:parameters\["token"\]|token)\)', sources))
    for page in pages:
        assert stack.call("GET", f"/shop/{page}", root=True).status == 200, page


def test_the_name_of_a_verified_customer_is_escaped_in_a_mail(page: Page, stack: Stack) -> None:
    shop = Shop(stack)
    ada = shop.register(firstName="Ada & Söhne")
    token = {"token": shop.mailed_token(ada.email, WELCOME)}
    assert ada.call("POST", "/users/me/email/verify", token).status == 204
    assert shop.post("/users/password/forgot", email=ada.email).status == 202
    shop.mailed_token(ada.email, RESET)

    page.goto(f"{stack.root_url}/mailbox")
    page.get_by_role("link", name=re.compile(f"{RESET}.*{ada.email}")).click()

    body = page.frame_locator("iframe").locator("body")
    expect(body).to_contain_text("Hello Ada & Söhne,")


def test_a_script_in_a_mail_does_not_run(page: Page, stack: Stack, browser_errors: list[str]) -> None:
    wait_for_mail(stack, register(stack))
    mail = stack.call("GET", "/mailbox.json", root=True).json()[0]
    html = f"{stack.root_url}/mailbox/{mail['id']}/html"

    def hostile(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=f"{answer.text()}<script>document.body.innerText = 'taken over'</script>")

    page.context.route(html, hostile)
    page.goto(html)
    expect(page.locator("body")).to_contain_text("Your account at Bodega is ready.")
    expect(page.locator("body")).not_to_contain_text("taken over")
    (complaint,) = browser_errors
    assert "Blocked script execution" in complaint
    browser_errors.clear()
