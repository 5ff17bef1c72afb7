"""What the shop needs to sell: quotes, webhooks of the payment provider, and the kitchen's queue. None leaves a trace.

The smoke test places no order: staff would see it, it would take a number, and removing it from tables and reports
needs the right to delete every order (docs/decisions/0113-smoke-test-places-no-order.md).
"""

from http import HTTPStatus
from typing import Any

from scripts.smoke.api import Api
from scripts.smoke.failures import CheckFailed, of_answer

_NO_PRODUCT = "prd_00000000000000000000000000"


def quote(api: Api) -> str:
    """Quote a cart with the first product of the menu; return what prevents the order, or nothing.

    Raises: CheckFailed.
    """
    products: list[dict[str, Any]] = api.call("GET", "/menu?shape=flat")["products"]
    wanted = products[0]["id"] if products else _NO_PRODUCT
    cart = {"lines": [{"productId": wanted, "quantity": 1}], "fulfilment": {"type": "pickup", "at": None}}
    found = api.call("POST", "/orders/quote", cart)
    if products and found["lines"][0]["productId"] != wanted:
        raise CheckFailed(
            "POST /orders/quote prices another product than that of the request",
            "a cache in front of the API, which must not cache answers to a POST",
            "Take the cache out of the way, or let it pass on every POST.",
        )
    return ", ".join(problem["code"] for problem in found["problems"])


def refuse_webhook(api: Api) -> bool:
    """Send a webhook without a signature, and return whether the shop takes cards.

    The shop reads the key of webhooks to refuse it, or has no such route if it takes no cards. Raises: CheckFailed.
    """
    takes_cards = "card" in api.call("GET", "/store")["payments"]
    expected = HTTPStatus.BAD_REQUEST if takes_cards else HTTPStatus.NOT_FOUND
    answer = api.send("POST", "/webhooks/payments", {})
    if answer.status != expected:
        raise of_answer(api.shop, "POST", "/webhooks/payments", answer)
    return takes_cards


def read_queue(api: Api, token: str) -> None:
    """Read the open orders, which are in an index of their own. Raises: CheckFailed."""
    api.call("GET", "/orders/queue", token=token)
