"""What a cook does on the kitchen's page."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.pages.fake_kitchen import FakeKitchen

QUEUE = "/orders/queue"

FUTURE = "2100-01-01"
"""A page whose clock stops then has just done everything that was due, and does nothing more until the clock moves."""


def log_in(page: Page) -> None:
    page.goto("/kitchen")
    page.get_by_label("Email").fill("ada@shop.example")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()


def open_kitchen(page: Page, api: FakeKitchen, *orders: dict[str, Any]) -> None:
    api.add(*orders)
    log_in(page)
    expect(page.locator("#tickets > li")).to_have_count(len(orders))


def card(page: Page, number: int) -> Locator:
    return page.get_by_role("article", name=f"{number:03}")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)
