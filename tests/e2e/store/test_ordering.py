"""Orders of guests at the running shop: from the menu to the pick-up, and once whatever happens on the way."""

import uuid
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from demo.people.accounts import LOG_INS, read_log_ins
from harness.local_stack import Stack, wait_until
from tests.e2e.accounts.test_mail import mails
from tests.support.store.visits import Visits, lose_responses

CARD = ".pay-frame iframe"


@pytest.fixture
def name() -> str:
    """The name of a guest whom no other test knows."""
    return f"Guest {uuid.uuid4().hex[:12]}"


def put_into_cart(page: Page, product: str) -> None:
    """Choose the first option of each choice that the product needs."""
    page.get_by_role("link", name=product).first.click()
    sheet = page.get_by_role("dialog", name=product)
    expect(sheet).to_be_visible()  # `all` does not wait
    for group in sheet.get_by_role("group", name="Required").all():
        group.get_by_role("radio").first.check()
    sheet.get_by_role("button", name="Add · ").click()
    expect(sheet).to_be_hidden()


def open_checkout(page: Page, name: str) -> None:
    page.get_by_role("link", name="Cart, ").click()
    page.get_by_role("button", name="Go to checkout").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Email").fill(email_of(name))


def email_of(name: str) -> str:
    return f"{name.replace(' ', '-').lower()}@shop.example"


def choose_card(page: Page, card: str) -> None:
    page.frame_locator(CARD).locator(f"[data-card={card}]").click()


def pay(page: Page) -> None:
    page.get_by_role("button", name="Pay $").click()


def orders_of(stack: Stack, name: str) -> list[Any]:
    headers = {"Authorization": stack.token("admin")}
    day = stack.call("GET", "/store").json()["businessDay"]
    found = stack.call("GET", f"/orders?day={day}&limit=100", headers=headers).json()["items"]
    orders = [stack.call("GET", f"/orders/{each['id']}", headers=headers).json() for each in found[:10]]
    return [order for order in orders if order["customer"]["name"] == name]


def open_kitchen(visit: Visits, stack: Stack) -> Page:
    kitchen = visit.context(viewport={"width": 1280, "height": 800}).new_page()
    kitchen.goto(f"{stack.root_url}/kitchen")
    staff = read_log_ins(stack.data / LOG_INS)["staff"]
    kitchen.get_by_label("Email").fill(staff.email)
    kitchen.get_by_label("Password").fill(staff.password)
    kitchen.get_by_role("button", name="Log in").click()
    return kitchen


def step(kitchen: Page, order: Any, name: str, state: str) -> None:
    ticket = kitchen.get_by_role("article").filter(has=kitchen.locator(f"#number-{order['id']}"))
    expect(ticket.locator(".step[aria-busy=true]")).to_have_count(0)
    kitchen.get_by_role("button", name=f"{name} {order['number']}", exact=True).click()
    expect(ticket.locator(".state .name")).to_have_text(state)


def test_a_guest_pays_by_card_and_hears_that_the_order_is_ready(stack: Stack, visit: Visits, name: str) -> None:
    page = visit("/", origin=stack.root_url)
    put_into_cart(page, "Flat white")
    open_checkout(page, name)
    page.get_by_label("15%").check()
    page.get_by_label("Card", exact=True).check()
    page.get_by_role("button", name="Place the order · $").click()

    page.wait_for_url("**/shop/pay/ord_*")
    choose_card(page, "pm_card_visa_chargeDeclined")
    pay(page)
    expect(page.get_by_role("alert")).to_have_text("Your card was declined. Try another card.")
    page.reload()  # the same payment goes on
    choose_card(page, "pm_card_threeDSecure2Required")
    pay(page)
    page.frame_locator("dialog iframe").get_by_role("button", name="Complete").click()

    page.wait_for_url("**/shop/o/ord_*")
    (order,) = orders_of(stack, name)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Order {order['number']}")
    assert (order["status"], order["payment"]["status"]) == ("placed", "authorized")
    assert order["totals"]["tip"]["amount"] > 0

    kitchen = open_kitchen(visit, stack)
    for name_of_step, state in (("Accept", "Accepted"), ("Start", "Preparing"), ("Ready", "Ready")):
        step(kitchen, order, name_of_step, state)
    expect(page.get_by_text("Your order is ready!").first).to_be_visible()

    email = email_of(name)
    wait_until(lambda: len(mails(stack, email)) == 3, lambda: stack.output)
    assert [order["number"] in mail["subject"] for mail in mails(stack, email)] == [True] * 3
    page.go_back()  # not to the payment, and not to the checkout
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Pay by card")


def test_an_order_is_placed_once_after_two_presses_lost_answers_and_a_reload(
    stack: Stack, visit: Visits, name: str
) -> None:
    page = visit("/", origin=stack.root_url)
    put_into_cart(page, "Baguette")
    open_checkout(page, name)
    lose_responses(page, "**/v1/orders", times=3)
    button = page.get_by_role("button", name="Place the order · $")
    button.dblclick()
    expect(page.get_by_role("heading", name="Your order is not confirmed yet")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("The shop does not answer.")
    page.reload()
    page.wait_for_url("**/shop/o/ord_*")
    assert len(orders_of(stack, name)) == 1
    expect(page.get_by_role("link", name="Cart", exact=True)).to_be_visible()


def test_a_bank_with_a_page_of_its_own_leads_back_to_the_payment(stack: Stack, visit: Visits, name: str) -> None:
    page = visit("/", origin=stack.root_url)
    put_into_cart(page, "Baguette")
    open_checkout(page, name)
    page.get_by_label("Card", exact=True).check()
    page.get_by_role("button", name="Place the order · $").click()
    for outcome in ("Fail", "Complete"):
        page.frame_locator(CARD).get_by_text("More test cards").click()
        choose_card(page, "pm_card_authenticationRequired")
        pay(page)
        page.get_by_role("button", name=outcome).click()
        if outcome == "Fail":
            expect(page.get_by_role("alert")).to_contain_text("The payment did not work.")
    page.wait_for_url("**/shop/o/ord_*")
    (order,) = orders_of(stack, name)
    assert order["payment"]["status"] == "authorized"
