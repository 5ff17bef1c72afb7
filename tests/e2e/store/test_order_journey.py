"""An order at the running shop: the kitchen moves it, and the guest's page says so."""

import uuid
from typing import Any

from playwright.sync_api import Page, expect

from harness.local_stack import Stack
from tests.support.store.visits import Visits

_PLACE = """async ({ order, key }) => {
  const headers = { "Content-Type": "application/json" };
  const cookie = { "X-Bodega-Session": "store" };
  const opened = await fetch("/v1/users/guests", { method: "POST", headers: { ...headers, ...cookie } });
  headers.Authorization = `Bearer ${(await opened.json()).accessToken}`;
  headers["Idempotency-Key"] = key;
  const placed = await fetch("/v1/orders", { method: "POST", headers, body: JSON.stringify(order) });
  return placed.json();
}"""


def place_as_guest(page: Page, stack: Stack, product: str) -> Any:
    """Order a product in the session of the page's browser. Returns the order."""
    products = [each for category in stack.call("GET", "/menu").json()["categories"] for each in category["products"]]
    product_id = next(each["id"] for each in products if each["name"] == product)
    cart = {"lines": [{"productId": product_id, "quantity": 1}], "fulfilment": {"type": "pickup", "at": None}}
    quote = stack.call("POST", "/orders/quote", cart).json()
    order = {
        **cart,
        "expectedTotal": quote["totals"]["total"],
        "payment": {"method": "counter"},
        "customer": {"name": "Grace", "email": f"grace-{uuid.uuid4()}@shop.example"},
    }
    return page.evaluate(_PLACE, {"order": order, "key": str(uuid.uuid4())})


def move(stack: Stack, order: Any, status: str) -> None:
    headers = {"Authorization": stack.token("staff")}
    answer = stack.call("PUT", f"/orders/{order['id']}/status", {"status": status}, headers)
    assert answer.status == 200, answer.body


def test_the_page_says_ready_with_the_first_poll_after_the_change(stack: Stack, visit: Visits) -> None:
    """A poll each 5 seconds, and ready with the next poll: the page says so within 6 seconds."""
    page = visit("/", origin=stack.root_url)
    order = place_as_guest(page, stack, "Baguette")
    page.clock.install()
    with page.expect_response("**/v1/orders/mine/*") as first:
        page.goto(f"{stack.root_url}/shop/o/{order['id']}")
    assert first.value.json()["pollAfter"] == 5
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Order {order['number']}")
    expect(page.locator("li[aria-current=step]")).to_contain_text("Received")

    for status in ("accepted", "preparing", "ready"):
        move(stack, order, status)
    with page.expect_request(f"**/orders/mine/{order['id']}") as poll:
        page.clock.run_for(5_000)
    answer = poll.value.response()
    assert answer
    assert answer.json()["status"] == "ready"
    expect(page.get_by_text("Your order is ready!").first).to_be_visible()
    expect(page).to_have_title(f"Ready: order {order['number']} · {_shop_name(stack)}")

    with page.expect_response(lambda answer: answer.url == poll.value.url and answer.status == 304):
        page.clock.run_for(5_000)  # nothing has changed
    page.goto(f"{stack.root_url}/shop/orders")
    expect(page.get_by_role("link", name=f"Order {order['number']}")).to_be_visible()
    page.get_by_role("button", name="Order again").click()
    expect(page.get_by_role("link", name="Cart, 1 item")).to_be_visible()


def _shop_name(stack: Stack) -> str:
    return str(stack.call("GET", "/store").json()["name"])
