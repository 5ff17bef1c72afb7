"""The requests of the load: five that a shop's customers, admins and tills send."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from harness.shop.orders import order

PASSWORD = "seven quiet umbrellas"  # noqa: S105  # of accounts that exist for one run
EVENTS = 25  # per intake request


@dataclass(frozen=True)
class Client:
    """A client with an account of its own. `authorization` is the header with its access token."""

    number: int
    email: str
    authorization: str


@dataclass(frozen=True)
class Shop:
    """What clients know of the shop: the ids of its products, and an admin's header."""

    products: Sequence[str]
    admin: str
    clients: Sequence[Client] = ()


@dataclass(frozen=True)
class Request:
    path: str
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """`route` is the template's; `request` makes a client's request with a number that is unique in the run.

    `expected` is the status of success.
    """

    name: str
    route: str
    request: Callable[[Shop, Client, int], Request]
    what: str
    expected: int = 200


def idempotent(authorization: str) -> dict[str, str]:
    """Return headers with a new Idempotency-Key."""
    return {"Authorization": authorization, "Idempotency-Key": uuid.uuid4().hex}


def _product(shop: Shop, client: Client, number: int) -> Request:
    return Request(f"/products/{shop.products[(client.number + number) % len(shop.products)]}")


def _log_in(_shop: Shop, client: Client, _number: int) -> Request:
    return Request("/users/login", {"email": client.email, "password": PASSWORD})


def _redeem(_shop: Shop, client: Client, _number: int) -> Request:
    body = {"points": 1, "reason": "Free coffee"}
    return Request("/users/me/loyalty/redemptions", body, idempotent(client.authorization))


def _intake(shop: Shop, _client: Client, _number: int) -> Request:
    now = datetime.now(UTC).replace(microsecond=0)
    events = [order((shop.products[place % len(shop.products)], 1, 475), at=now) for place in range(EVENTS)]
    return Request("/analytics/events", {"events": events}, {"Authorization": shop.admin})


# Events come last, because the aggregator still counts them after the answers.
KINDS = (
    Kind("menu", "GET /menu", lambda *_: Request("/menu"), "the menu of the demo shop"),
    Kind("product", "GET /products/{id}", _product, "one product, each in turn"),
    Kind("log-in", "POST /users/login", _log_in, "each client its own account, bcrypt at cost 12"),
    Kind("redeem", "POST /users/me/loyalty/redemptions", _redeem, "signed in, with an Idempotency-Key", 201),
    Kind("intake", "POST /analytics/events", _intake, f"{EVENTS} new orders in each request", 202),
)
