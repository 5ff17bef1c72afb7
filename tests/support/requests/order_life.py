"""Requests for every route that changes an order, or reads one by POST."""

from typing import Any

from harness.shop.client import ADMIN, CUSTOMER, STAFF
from tests.support.requests.write_request import Prepare, Sent, WriteRequest
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.stored_orders import CHARGED, DAY, DUE_FROM, ORDER_ID, PAID, attempt, stored_order

_ONE = f"/orders/{ORDER_ID}"
_REFUND = {"lines": [{"line": 2, "quantity": 1}], "tip": True, "restock": True, "reason": "missing"}
_AMOUNT = {"amount": {"amount": 500, "currency": "CAD"}, "reason": "quality"}
_KEY = {"Idempotency-Key": "till"}


def order_life_requests() -> list[WriteRequest]:
    return [
        _request("accept an order", "PUT", "/status", {"status": "accepted"}),
        _request("complete and pay an order", "PUT", "/status", {"status": "completed", "paid": "cash"}, "ready"),
        _request("pay an order", "POST", "/payments", {"method": "cash"}, "accepted", 201, _KEY),
        _request("cancel an order", "POST", "/cancellation", {"reason": "closing", "note": "The oven is broken"}),
        WriteRequest(
            "refund pieces of an order",
            ("POST", "/orders/{id}/refunds"),
            _placed(f"{_ONE}/refunds", _REFUND, ADMIN, "completed", _KEY, payment=PAID),
            201,
            again=True,
        ),
        WriteRequest(
            "refund an amount of an order to its card",
            ("POST", "/orders/{id}/refunds"),
            _placed(f"{_ONE}/refunds", _AMOUNT, ADMIN, "completed", _KEY, payment=CHARGED),
            201,
            again=True,
        ),
        WriteRequest(
            "cancel an order of one's own",
            ("POST", "/orders/mine/{id}/cancellation"),
            _placed(f"/orders/mine/{ORDER_ID}/cancellation", None, CUSTOMER),
            200,
            again=True,
        ),
        WriteRequest(
            "track an order by a token that is not the shop's",
            ("POST", "/orders/track"),
            lambda _: Sent("/orders/track", {"token": "not-a-token-of-ours"}),
            400,
        ),
    ]


def _request(
    name: str,
    method: str,
    path: str,
    body: dict[str, Any],
    status: str = "placed",
    expected: int = 200,
    headers: dict[str, str] | None = None,
) -> WriteRequest:
    prepare = _placed(f"{_ONE}{path}", body, STAFF, status, headers)
    return WriteRequest(name, (method, f"/orders/{{id}}{path}"), prepare, expected, again=True)


def _placed(
    url: str,
    body: dict[str, Any] | None,
    caller: dict[str, str],
    status: str = "placed",
    headers: dict[str, str] | None = None,
    **changed: Any,
) -> Prepare:
    """Return the preparation of a request: an order that has reserved a piece of a counted product and of a slot."""

    def prepare(env: ShopEnvironment) -> Sent:
        product = env.shop.add("products", quantity=4)["id"]
        taken = [{"productId": product, "quantity": 1}]
        slot = {"pk": f"SLOT#{DAY}", "sk": DUE_FROM, "taken": 1, "expiresAt": 2_000_000_000}
        env.tables.add("ORDERS_TABLE", [*stored_order(status=status, taken=taken, **changed), attempt(), slot])
        return Sent(url, body, caller, headers or {})

    return prepare
