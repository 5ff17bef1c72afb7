"""Which routes of the template each role reaches: the authorizer's policy, evaluated for a request to each route."""

from typing import Final

import pytest

from authorizer.policy import policy
from bodega.roles import Role
from local.gateway.policy import Decision, evaluate
from scripts.template import TEMPLATE

API: Final = "arn:aws:execute-api:us-east-1:123456789012:api12345/v1"
IDS: Final = {
    "/addons/{id}": "add_01JD4W0Q8V5E2M7T9X3K6B1ADD",
    "/orders/{id}": "ord_01JD4W0Q8V5E2M7T9X3K6B1QRD",
    "/orders/mine/{id}": "ord_01JD4W0Q8V5E2M7T9X3K6B1QRD",
}
OWN_ACCOUNT: Final = "/users/me"
STOCK: Final = {f"PUT /{kind}/{{id}}/stock" for kind in ("addons", "customizations", "products", "categories")}
COUNTER: Final = {
    "PUT /store/pause",
    "POST /orders",
    "GET /orders",
    "GET /orders/queue",
    "GET /orders/{id}",
    "PUT /orders/{id}/status",
    "POST /orders/{id}/cancellation",
    "POST /orders/{id}/payments",
    "POST /products/{id}/stock/adjustments",
}
GUARDED: Final = [route for route in TEMPLATE.routes() if route.is_operation and not route.public]
FUTURE: Final = ("POST /orders/{id}/refunds", "POST /orders/mine/{id}/cancellation", "GET /orders/mine/{id}/reorder")


def routes() -> set[str]:
    return {f"{route.method} {route.path}" for route in GUARDED} | set(FUTURE)


def reached(role: Role) -> set[str]:
    """Return the guarded routes of the template, and some that it may get, to which the policy of `role` admits."""
    found = policy(f"{API}/GET/menu", role)
    return {route for route in routes() if evaluate(found, f"{API}/{_request(route)}") is Decision.ALLOW}


def _request(route: str) -> str:
    method, path = route.split(" ")
    item = next((each for each in IDS if path.startswith(each)), None)
    return f"{method}{path.replace('{id}', IDS[item] if item else 'xyz_01JD4W0Q8V5E2M7T9X3K6B1XYZ')}"


def own_account(route: str) -> bool:
    path = route.split(" ")[1]
    return path == OWN_ACCOUNT or path.startswith(f"{OWN_ACCOUNT}/") or route == "POST /users/logout"


def own_orders(route: str) -> bool:
    path = route.split(" ")[1]
    return path == "/orders/mine" or path.startswith("/orders/mine/") or route == "POST /orders"


def test_an_admin_reaches_every_route() -> None:
    assert reached("admin") == routes()


def test_a_customer_reaches_their_account_and_their_orders() -> None:
    assert reached("customer") == {route for route in routes() if own_account(route) or own_orders(route)}


def test_a_guest_reaches_their_orders_and_of_the_account_what_needs_no_password() -> None:
    account = {"GET /users/me", "DELETE /users/me", "GET /users/me/export", "POST /users/logout"}
    assert reached("guest") == account | set(filter(own_orders, routes()))


def test_staff_reach_their_account_the_counter_and_the_stock() -> None:
    assert reached("staff") == {route for route in routes() if own_account(route)} | ((STOCK | COUNTER) & routes())


def test_an_account_that_is_being_erased_reaches_its_erasure() -> None:
    assert reached("leaving") == {"DELETE /users/me"}


@pytest.mark.parametrize("role", ["staff", "customer", "guest", "leaving"])
def test_only_admins_reach_refunds_and_the_users(role: Role) -> None:
    assert not [route for route in reached(role) if "refunds" in route or route.split(" ")[1].startswith("/users/{id}")]
