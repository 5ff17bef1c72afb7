"""What the load consists of: five requests as a shop's customers, admins and tills send them."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

PASSWORD = "seven quiet umbrellas"  # noqa: S105  of accounts that live as long as the run
MOST_POINTS = 1_000_000
EVENTS = 25

Json = dict[str, Any]


@dataclass(frozen=True)
class Client:
    """One of those who send requests side by side, with an account of their own."""

    number: int
    email: str
    user_id: str
    access_token: str


@dataclass
class Shop:
    """What clients need to know of the shop under load."""

    products: list[str]
    admin_token: str
    clients: list[Client] = field(default_factory=list)


@dataclass(frozen=True)
class Sent:
    """A request. `expected`: the status of its success."""

    method: str
    path: str
    body: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)
    expected: int = 200


@dataclass(frozen=True)
class Kind:
    """`route` is the template's; `request` makes the client's nth request."""

    name: str
    route: str
    request: Callable[[Shop, Client, int], Sent]
    what: str


def registration(number: int) -> Json:
    email = f"load-{number}@shop.example"
    return {"email": email, "password": PASSWORD, "firstName": "Ada", "lastName": "Lovelace"}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def accrual(client: Client, admin_token: str) -> Sent:
    """Points that no run uses up."""
    body = {"points": MOST_POINTS, "reason": "Load"}
    headers = bearer(admin_token) | {"Idempotency-Key": uuid.uuid4().hex}
    return Sent("POST", f"/users/{client.user_id}/loyalty/accruals", body, headers, 201)


def _menu(_shop: Shop, _client: Client, _number: int) -> Sent:
    return Sent("GET", "/menu")


def _product(shop: Shop, client: Client, number: int) -> Sent:
    return Sent("GET", f"/products/{shop.products[(client.number + number) % len(shop.products)]}")


def _log_in(_shop: Shop, client: Client, _number: int) -> Sent:
    return Sent("POST", "/users/login", {"email": client.email, "password": PASSWORD})


def _redeem(_shop: Shop, client: Client, _number: int) -> Sent:
    headers = bearer(client.access_token) | {"Idempotency-Key": uuid.uuid4().hex}
    return Sent("POST", "/users/me/loyalty/redemptions", {"points": 1, "reason": "Free coffee"}, headers, 201)


def _intake(shop: Shop, _client: Client, _number: int) -> Sent:
    events = [_order(shop.products[place % len(shop.products)]) for place in range(EVENTS)]
    return Sent("POST", "/analytics/events", {"events": events}, bearer(shop.admin_token), 202)


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


# Events come last: the aggregator goes on counting them behind the answers.
KINDS = (
    Kind("menu", "GET /menu", _menu, "the menu of the demo shop"),
    Kind("product", "GET /products/{id}", _product, "one product, each in turn"),
    Kind("log-in", "POST /users/login", _log_in, "each client its own account, bcrypt at cost 12"),
    Kind("redeem", "POST /users/me/loyalty/redemptions", _redeem, "signed in, with an Idempotency-Key"),
    Kind("intake", "POST /analytics/events", _intake, f"{EVENTS} new orders in each request"),
)
