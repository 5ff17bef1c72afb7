"""From the menu to the cart at the running shop, while the shop changes what is in the cart."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from harness.local_stack import Stack, wait_until
from tests.support.store.visits import Visits


@pytest.fixture
def admin(stack: Stack) -> dict[str, str]:
    return {"Authorization": stack.token("admin")}


@pytest.fixture
def cortado(stack: Stack, admin: dict[str, str]) -> Iterator[dict[str, Any]]:
    """A product of the demo, which is as before after the test."""
    found: dict[str, Any] = stack.call("GET", "/products?name=cortado").json()["items"][0]
    yield found
    same = {name: found[name] for name in ("price", "inStock")}
    assert stack.call("PATCH", f"/products/{found['id']}", same, admin).status == 200


def is_available(stack: Stack, id: str) -> bool:
    menu = stack.call("GET", "/menu?shape=flat").json()
    return any(product["available"] for product in menu["products"] if product["id"] == id)


def test_a_cart_follows_the_shop_and_its_total_is_that_of_the_api(
    visit: Visits, stack: Stack, cortado: dict[str, Any], admin: dict[str, str]
) -> None:
    page = visit("/", origin=stack.root_url)
    page.get_by_role("searchbox").fill("CORTÁDO espresso")
    expect(page.locator(".card")).to_have_count(1)
    page.get_by_role("link", name="Cortado").click()
    sheet = page.get_by_role("dialog", name="Cortado")
    sheet.get_by_role("button", name="Choose 1 more").click()
    sheet.get_by_label("Oat milk").check()
    sheet.get_by_role("button", name="One more: Quantity").click()
    sheet.get_by_role("button", name="Add · ").click()
    expect(sheet).to_be_hidden()

    with page.expect_response("**/v1/orders/quote") as quoted:
        page.get_by_role("link", name="Cart, ").click()
    total = quoted.value.json()["totals"]["total"]["amount"]
    expect(page.locator(".totals .total dd")).to_have_text(f"${total / 100:.2f}")
    expect(page.get_by_role("button", name="Go to checkout")).to_be_visible()

    amount = cortado["price"]["amount"] + 25
    price = {"price": {"amount": amount, "currency": "CAD"}}
    assert stack.call("PATCH", f"/products/{cortado['id']}", price, admin).status == 200
    page.get_by_role("button", name="One more: Cortado").click()
    expect(page.get_by_text("The price has risen from")).to_be_visible()
    page.get_by_role("button", name="Accept the new price").click()
    expect(page.get_by_role("button", name="Go to checkout")).to_be_visible()

    assert stack.call("PUT", f"/products/{cortado['id']}/stock", {"inStock": False}, admin).status == 200
    page.get_by_role("button", name="One less: Cortado").click()
    expect(page.get_by_text("Cortado is not available now.")).to_be_visible()
    wait_until(lambda: not is_available(stack, cortado["id"]), lambda: "the menu still offers what is out of stock")
    page.get_by_role("link", name="Back to the menu").click()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as when the tab comes back
    card = page.locator(".card").filter(has_text=re.compile("^Cortado"))
    expect(card).to_contain_text("Sold out")
