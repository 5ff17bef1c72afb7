"""The kitchen in a browser on the real shop: an order from the storefront to the change in the customer's hand."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from demo.people.accounts import LOG_INS, read_log_ins
from harness.local_stack import PATIENCE, Stack

QUEUE = "/v1/orders/queue"


@pytest.fixture
def screens(browser: Browser, stack: Stack) -> Iterator[list[Page]]:
    """Two screens of the staff; none may report an error."""
    errors: list[str] = []
    contexts = [browser.new_context(locale="en-CA", base_url=stack.root_url) for _ in range(2)]
    pages = []
    for context in contexts:
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        pages.append(page)
    yield pages
    for context in contexts:
        context.close()
    assert not errors


def log_in(page: Page, stack: Stack) -> None:
    staff = read_log_ins(stack.data / LOG_INS)["staff"]
    page.goto("/kitchen")
    page.get_by_label("Email").fill(staff.email)
    page.get_by_label("Password").fill(staff.password)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def place(stack: Stack, product: str, quantity: int, note: str | None = None) -> Any:
    """Order pieces of a product without options as the demo's customer. Returns the order."""
    products = [each for category in stack.call("GET", "/menu").json()["categories"] for each in category["products"]]
    product_id = next(each["id"] for each in products if each["name"] == product)
    cart = {"lines": [{"productId": product_id, "quantity": quantity}], "fulfilment": {"type": "pickup", "at": None}}
    quote = stack.call("POST", "/orders/quote", cart).json()
    body = {**cart, "expectedTotal": quote["totals"]["total"], "payment": {"method": "counter"}, "note": note}
    headers = {"Authorization": stack.token("customer"), "Idempotency-Key": str(uuid.uuid4())}
    answer = stack.call("POST", "/orders", body, headers)
    assert answer.status == 201, answer.body
    return answer.json()


def card(page: Page, order: Any) -> Locator:
    return page.get_by_role("article").filter(has=page.locator(f"#number-{order['id']}"))


def step(page: Page, order: Any, name: str) -> None:
    # A button ignores presses just after one, so that a double press takes one step.
    expect(card(page, order).locator(".step[aria-busy=true]")).to_have_count(0)
    page.get_by_role("button", name=f"{name} {order['number']}", exact=True).click()


def test_an_order_comes_by_itself_and_goes_with_the_change(stack: Stack, screens: list[Page]) -> None:
    waiting = place(stack, "Baguette", 1)
    polls: list[str] = []
    screens[0].on("request", lambda request: polls.append(request.url) if request.url.endswith(QUEUE) else None)
    for screen in screens:
        log_in(screen, stack)
        expect(card(screen, waiting)).to_contain_text("Baguette")

    before = len(polls)
    order = place(stack, "Tomato soup", 2, "Allergic to nuts")
    expect(card(screens[0], order)).to_contain_text("2 × Tomato soup")
    assert len(polls) <= before + 2  # the next request shows it; one can have been on its way
    expect(card(screens[0], order)).to_contain_text("Allergic to nuts")
    assert stack.call("GET", "/orders/queue", headers=staff(stack)).json()["pollAfter"] == 3

    step(screens[0], order, "Accept")
    expect(card(screens[1], order)).to_contain_text("Accepted")
    step(screens[1], order, "Start")
    expect(card(screens[0], order)).to_contain_text("Preparing")
    step(screens[0], order, "Ready")
    step(screens[0], order, "Done")
    screens[0].get_by_label("Cash received").fill("50")
    expect(screens[0].locator("#change")).to_contain_text("Change: $")
    screens[0].get_by_role("button", name="Paid in cash").click()
    expect(card(screens[0], order)).to_contain_text("Done, change $")
    shown = card(screens[0], order).locator(".state .name").inner_text()  # the card goes away after some seconds
    expect(card(screens[1], order)).to_contain_text("Done on another screen")

    found = stack.call("GET", f"/orders/{order['id']}", headers=staff(stack)).json()
    assert found["status"] == "completed"
    payment = found["payment"]
    assert (payment["status"], payment["tender"], payment["received"]["amount"]) == ("paid", "cash", 5000)
    assert payment["amount"]["amount"] % 5 == 0
    assert shown.endswith(f"${payment['change']['amount'] / 100:.2f}")

    step(screens[0], waiting, "Cancel")
    screens[0].get_by_role("button", name="Cancel the order").click()
    expect(card(screens[1], waiting)).to_contain_text("Canceled")


def test_a_pause_stops_new_orders_only(stack: Stack, screens: list[Page]) -> None:
    log_in(screens[0], stack)
    screens[0].get_by_role("button", name="Pause orders").click()
    screens[0].get_by_role("button", name="No new orders for 10 minutes").click()
    expect(screens[0].locator("#paused")).to_contain_text("No new orders until")
    assert stack.call("GET", "/store").json()["paused"] is True
    screens[0].get_by_role("button", name="Back to normal").click()
    expect(screens[0].locator("#paused")).to_be_hidden()
    assert stack.call("GET", "/store").json()["paused"] is False


def staff(stack: Stack) -> dict[str, str]:
    return {"Authorization": stack.token("staff")}
