"""The menu of the running stack: a change shows in it within two seconds."""

import time
from statistics import median

from harness.local_stack import Stack, wait_until

SHAPES = ("nested", "flat")
WITHIN = 2.0  # seconds


def test_a_change_shows_in_both_shapes_within_two_seconds(stack: Stack) -> None:
    admin = {"Authorization": stack.token("admin")}
    created = stack.call("POST", "/categories", {"name": "Seasonal"}, admin).json()
    took, usual = [], []
    for number in range(6):
        name = f"Seasonal, week {number}"
        sent = time.monotonic()
        changed = stack.call("PATCH", f"/categories/{created['id']}", {"name": name}, admin)
        assert changed.status == 200
        usual.append(time.monotonic() - sent)
        began = time.monotonic()

        for shape in SHAPES:
            wait_until(
                lambda shape=shape, name=name: name in stack.call("GET", f"/menu?shape={shape}").body.decode(),
                lambda: stack.output,
            )

        took.append(time.monotonic() - began)
        time.sleep(number * 0.3)  # soon after a build, and a while after it
    # A build makes as many calls as a few requests. On a busy machine, all of them take longer.
    assert median(took) <= WITHIN + 10 * median(usual), (took, usual)


def shows_few_left(stack: Stack, product_id: str) -> bool:
    products = stack.call("GET", "/menu?shape=flat").json()["products"]
    return any(product["fewLeft"] for product in products if product["id"] == product_id)


def test_the_tag_of_the_menu_stays_until_a_change_shows(stack: Stack) -> None:
    admin = {"Authorization": stack.token("admin")}
    product = stack.call("GET", "/products?limit=1").json()["items"][0]
    stock = f"/products/{product['id']}/stock"
    for quantity, few_left in ((5, True), (40, False)):
        assert stack.call("PUT", stock, {"inStock": True, "quantity": quantity}, admin).status == 200
        wait_until(lambda few_left=few_left: shows_few_left(stack, product["id"]) is few_left, lambda: stack.output)
    tag = stack.call("GET", "/menu").headers["ETag"]

    for quantity in (39, 38, 37):
        assert stack.call("PUT", stock, {"inStock": True, "quantity": quantity}, admin).status == 200
        time.sleep(0.3)
        assert stack.call("GET", "/menu", None, {"If-None-Match": tag}).status == 304

    assert stack.call("PUT", stock, {"inStock": True, "quantity": 5}, admin).status == 200
    wait_until(lambda: stack.call("GET", "/menu", None, {"If-None-Match": tag}).status == 200, lambda: stack.output)
