"""The expected access to every route. A test fails for a route of the template that is not listed here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from harness.shop.kinds import KINDS, complete
from harness.shop.orders import order
from harness.shop.people import OTHER_PASSWORD, PASSWORD
from tests.support.shop.accounts import ADDRESS, CARD
from tests.support.shop.stored_orders import DAY

Who = Literal["anyone", "own", "sessions", "buyers", "orderers", "staff", "admins"]
Route = tuple[str, str]

BUYER = "another customer"
"""Who has an open order, which prevents the erasure of the account."""

_USERS = frozenset({"customer", "staff", "admin"})
ROLES_OF: Mapping[Who, frozenset[str]] = {
    "own": _USERS,
    "sessions": _USERS | {"guest"},
    "buyers": frozenset({"guest", "customer"}),
    "orderers": _USERS | {"guest"},
    "staff": frozenset({"staff", "admin"}),
    "admins": frozenset({"admin"}),
}
"""The roles that get an answer from the routes that need a token."""


@dataclass(frozen=True)
class Access:
    """The expected access to one route.

    `who`: "anyone" (no token needed), "own" (users, for their own data), "sessions" (users and guests, for their own
    data), "buyers" (guests and customers, for their own orders), "orderers" (users and guests), "staff" (also admins)
    or "admins". `status`: the status of an allowed request to `url` with `body`. `foreign`: the status for another
    user's data; None if the route names no user's data.
    """

    who: Who
    status: int
    url: str
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    foreign: int | None = None

    @property
    def caller(self) -> str:
        """Who may send the request, of the callers of `seed_shop`."""
        others = {"anyone": "nobody", "buyers": BUYER, "staff": "an admin", "admins": "an admin"}
        return others.get(self.who, "the customer")


KEY = {"Idempotency-Key": "matrix"}
_PERSON = {"email": "new@shop.example", "password": OTHER_PASSWORD, "firstName": "Grace", "lastName": "Hopper"}
_REFUSED_TOKEN = {"token": "not-a-token-of-ours"}
_REFUND = {"lines": [{"line": 1, "quantity": 1}], "reason": "missing"}
_RANGE = "from=2025-03-01&to=2025-03-02"


def _kind(kind: str) -> dict[Route, Access]:
    one, url = f"/{kind}/{{id}}", f"/{kind}/{{{kind}}}"
    stock = {"inStock": False}
    return {
        ("GET", f"/{kind}"): Access("anyone", 200, f"/{kind}"),
        ("GET", one): Access("anyone", 200, url),
        ("POST", f"/{kind}"): Access("admins", 201, f"/{kind}", complete(kind)),
        ("PUT", one): Access("admins", 200, url, complete(kind)),
        ("PATCH", one): Access("admins", 200, url, {"description": "New."}),
        ("DELETE", one): Access("admins", 204, url),
        ("PUT", f"{one}/stock"): Access("staff", 200, f"{url}/stock", stock),
    }


_MINE = "/orders/mine"
_ADDRESSES, _CARDS, _LOYALTY = "/users/me/addresses", "/users/me/payment-methods", "/users/me/loyalty"
ACCESS: Mapping[Route, Access] = {
    **{route: access for kind in KINDS for route, access in _kind(kind).items()},
    ("GET", "/menu"): Access("anyone", 200, "/menu"),
    ("GET", "/health"): Access("anyone", 200, "/health"),
    ("POST", "/products/{id}/stock/adjustments"): Access(
        "staff", 200, "/products/{products}/stock/adjustments", {"change": 12, "reason": "delivery"}, KEY
    ),
    ("PUT", "/categories/order"): Access("admins", 200, "/categories/order", {"categoryIds": ["{categories}"]}),
    # Public routes. A new one must be added here on purpose.
    ("POST", "/users/register"): Access("anyone", 201, "/users/register", _PERSON),
    ("POST", "/users/guests"): Access("anyone", 201, "/users/guests"),
    ("POST", "/users/login"): Access("anyone", 200, "/users/login", {"email": "{email}", "password": PASSWORD}),
    ("POST", "/users/refresh"): Access("anyone", 200, "/users/refresh", {"refreshToken": "{refresh}"}),
    ("POST", "/users/password/forgot"): Access("anyone", 202, "/users/password/forgot", {"email": "{email}"}),
    ("POST", "/users/password/reset"): Access(
        "anyone", 400, "/users/password/reset", _REFUSED_TOKEN | {"newPassword": OTHER_PASSWORD}
    ),
    ("POST", "/users/email/disown"): Access("anyone", 400, "/users/email/disown", _REFUSED_TOKEN),
    ("POST", "/users/email/undo"): Access("anyone", 400, "/users/email/undo", _REFUSED_TOKEN),
    ("POST", "/orders/quote"): Access(
        "anyone", 200, "/orders/quote", {"lines": [{"productId": "{products}"}], "fulfilment": {"type": "pickup"}}
    ),
    ("POST", "/webhooks/payments"): Access("anyone", 404, "/webhooks/payments"),
    ("POST", "/orders/track"): Access("anyone", 400, "/orders/track", _REFUSED_TOKEN),
    ("GET", "/store"): Access("anyone", 200, "/store"),
    ("GET", "/store/slots"): Access("anyone", 200, "/store/slots"),
    ("POST", "/orders"): Access(
        "orderers",
        201,
        "/orders",
        {
            "lines": [{"productId": "{products}"}],
            "fulfilment": {"type": "pickup"},
            "expectedTotal": {"amount": 100, "currency": "CAD"},
            "payment": {"method": "counter"},
            "customer": {"name": "Ada", "email": "ada@shop.example"},
        },
        KEY,
    ),
    # Routes for a customer's own account.
    ("POST", "/users/logout"): Access("sessions", 204, "/users/logout"),
    ("GET", "/users/me"): Access("sessions", 200, "/users/me"),
    ("PATCH", "/users/me"): Access("own", 200, "/users/me", {"firstName": "Augusta"}),
    ("DELETE", "/users/me"): Access("sessions", 204, "/users/me", {"password": PASSWORD}),
    ("PUT", "/users/me/password"): Access(
        "own", 200, "/users/me/password", {"currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD}
    ),
    ("GET", "/users/me/sessions"): Access("own", 200, "/users/me/sessions"),
    ("DELETE", "/users/me/sessions/{id}"): Access("own", 204, "/users/me/sessions/{session}", foreign=404),
    ("POST", "/users/me/email"): Access(
        "own", 202, "/users/me/email", {"email": "moved@shop.example", "password": PASSWORD}
    ),
    ("POST", "/users/me/email/verification"): Access("own", 202, "/users/me/email/verification"),
    ("POST", "/users/me/email/verify"): Access("own", 400, "/users/me/email/verify", _REFUSED_TOKEN),
    ("GET", "/users/me/export"): Access("sessions", 200, "/users/me/export"),
    ("GET", _ADDRESSES): Access("own", 200, _ADDRESSES),
    ("POST", _ADDRESSES): Access("own", 201, _ADDRESSES, ADDRESS),
    ("GET", f"{_ADDRESSES}/{{id}}"): Access("own", 200, f"{_ADDRESSES}/{{address}}", foreign=404),
    ("PUT", f"{_ADDRESSES}/{{id}}"): Access("own", 200, f"{_ADDRESSES}/{{address}}", ADDRESS, foreign=404),
    ("DELETE", f"{_ADDRESSES}/{{id}}"): Access("own", 204, f"{_ADDRESSES}/{{address}}", foreign=404),
    ("GET", _CARDS): Access("own", 200, _CARDS),
    ("POST", _CARDS): Access("own", 201, _CARDS, CARD),
    ("DELETE", f"{_CARDS}/{{id}}"): Access("own", 204, f"{_CARDS}/{{card}}", foreign=404),
    ("PUT", f"{_CARDS}/{{id}}/default"): Access("own", 204, f"{_CARDS}/{{card}}/default", foreign=404),
    ("GET", _LOYALTY): Access("own", 200, _LOYALTY),
    ("GET", f"{_LOYALTY}/transactions"): Access("own", 200, f"{_LOYALTY}/transactions"),
    ("POST", f"{_LOYALTY}/redemptions"): Access(
        "own", 201, f"{_LOYALTY}/redemptions", {"points": 10, "reason": "Coffee"}, KEY
    ),
    # Routes for a buyer's own orders.
    ("GET", _MINE): Access("buyers", 200, _MINE),
    ("GET", f"{_MINE}/{{id}}"): Access("buyers", 200, f"{_MINE}/{{order}}", foreign=404),
    ("GET", f"{_MINE}/{{id}}/reorder"): Access("buyers", 200, f"{_MINE}/{{order}}/reorder", foreign=404),
    ("POST", f"{_MINE}/{{id}}/cancellation"): Access("buyers", 200, f"{_MINE}/{{order}}/cancellation", foreign=404),
    ("POST", f"{_MINE}/{{id}}/payments"): Access("buyers", 409, f"{_MINE}/{{order}}/payments", foreign=404),
    ("POST", f"{_MINE}/{{id}}/payments/refresh"): Access(
        "buyers", 200, f"{_MINE}/{{order}}/payments/refresh", foreign=404
    ),
    # Routes for the staff.
    ("GET", "/orders"): Access("staff", 200, f"/orders?day={DAY}"),
    ("GET", "/orders/queue"): Access("staff", 200, "/orders/queue"),
    ("GET", "/orders/{id}"): Access("staff", 200, "/orders/{order}"),
    ("PUT", "/orders/{id}/status"): Access("staff", 200, "/orders/{order}/status", {"status": "accepted"}),
    ("POST", "/orders/{id}/cancellation"): Access("staff", 200, "/orders/{order}/cancellation", {"reason": "closing"}),
    ("POST", "/orders/{id}/payments"): Access("staff", 201, "/orders/{order}/payments", {"method": "cash"}, KEY),
    # Routes for admins.
    ("POST", "/orders/{id}/refunds"): Access("admins", 201, "/orders/{paid}/refunds", _REFUND, KEY),
    ("GET", "/users"): Access("admins", 200, "/users"),
    ("GET", "/users/{id}"): Access("admins", 200, "/users/{user}"),
    ("PUT", "/users/{id}/status"): Access("admins", 200, "/users/{user}/status", {"status": "frozen"}),
    ("PUT", "/users/{id}/role"): Access("admins", 200, "/users/{user}/role", {"role": "admin"}),
    ("POST", "/users/{id}/loyalty/accruals"): Access(
        "admins", 201, "/users/{user}/loyalty/accruals", {"points": 10, "reason": "Welcome"}, KEY
    ),
    ("GET", "/store/settings"): Access("admins", 200, "/store/settings"),
    ("PUT", "/store"): Access("admins", 200, "/store", {}),
    ("PATCH", "/store"): Access("admins", 200, "/store", {"leadMinutes": 20}),
    ("PUT", "/store/pause"): Access("staff", 200, "/store/pause", {"addMinutes": 20}),
    ("POST", "/analytics/events"): Access("admins", 202, "/analytics/events", {"events": [order()]}),
    ("GET", "/analytics/summary"): Access("admins", 200, f"/analytics/summary?{_RANGE}"),
    ("GET", "/analytics/orders"): Access("admins", 200, f"/analytics/orders?interval=day&{_RANGE}"),
    ("GET", "/analytics/products"): Access("admins", 200, f"/analytics/products?{_RANGE}"),
    ("GET", "/analytics/export"): Access("admins", 200, f"/analytics/export?{_RANGE}"),
}


def routes_for(*who: Who) -> set[Route]:
    return {route for route, access in ACCESS.items() if access.who in who}


GUARDED = {route for route, access in ACCESS.items() if access.who != "anyone"}
"""The routes that need a token."""
