"""The requests of the load: five that a shop's customers, admins and tills send."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

PASSWORD = "seven quiet umbrellas"  # noqa: S105  # of accounts that exist for one run
EVENTS = 25  # per intake request
_POINTS = 1_000_000  # more than a run redeems

Json = dict[str, Any]


@dataclass(frozen=True)
class Client:
    """A client with an account of its own."""

    number: int
    email: str
    user_id: str
    access_token: str


@dataclass
class Shop:
    """What clients know of the shop."""

    products: list[str]
    admin_token: str
    clients: list[Client] = field(default_factory=list)


@dataclass(frozen=True)
class Request:
    """`expected` is the status of success."""

    method: str
    path: str
    body: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)
    expected: int = 200


@dataclass(frozen=True)
class Kind:
    """`route` is the template's; `request` makes a client's request with a number that is unique in the run."""

    name: str
    route: str
    request: Callable[[Shop, Client, int], Request]
    what: str


def registration(number: int) -> Request:
    body = {"email": f"load-{number}@shop.example", "password": PASSWORD, "firstName": "Ada", "lastName": "Lovelace"}
    return Request("POST", "/users/register", body, expected=201)


def bearer(token: str, *, idempotent: bool = False) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": uuid.uuid4().hex} if idempotent else {})


def accrual(client: Client, admin_token: str) -> Request:
    path = f"/users/{client.user_id}/loyalty/accruals"
    return Request("POST", path, {"points": _POINTS, "reason": "Load"}, bearer(admin_token, idempotent=True), 201)


def _product(shop: Shop, client: Client, number: int) -> Request:
    return Request("GET", f"/products/{shop.products[(client.number + number) % len(shop.products)]}")


def _log_in(_shop: Shop, client: Client, _number: int) -> Request:
    return Request("POST", "/users/login", {"email": client.email, "password": PASSWORD})


def _redeem(_shop: Shop, client: Client, _number: int) -> Request:
    body = {"points": 1, "reason": "Free coffee"}
    return Request("POST", "/users/me/loyalty/redemptions", body, bearer(client.access_token, idempotent=True), 201)


def _intake(shop: Shop, _client: Client, _number: int) -> Request:
    events = [_order(shop.products[place % len(shop.products)]) for place in range(EVENTS)]
    return Request("POST", "/analytics/events", {"events": events}, bearer(shop.admin_token), 202)


def _order(product: str) -> Json:
    price = {"amount": 475, "currency": "CAD"}
    return {
        "eventId": str(uuid.uuid4()),
        "type": "order.placed",
        "orderId": "0042",
        "occurredAt": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "items": [{"productId": product, "name": "Flat white", "quantity": 1, "amount": price}],
        "total": price,
    }


# Events come last, because the aggregator still counts them after the answers.
KINDS = (
    Kind("menu", "GET /menu", lambda *_: Request("GET", "/menu"), "the menu of the demo shop"),
    Kind("product", "GET /products/{id}", _product, "one product, each in turn"),
    Kind("log-in", "POST /users/login", _log_in, "each client its own account, bcrypt at cost 12"),
    Kind("redeem", "POST /users/me/loyalty/redemptions", _redeem, "signed in, with an Idempotency-Key"),
    Kind("intake", "POST /analytics/events", _intake, f"{EVENTS} new orders in each request"),
)
