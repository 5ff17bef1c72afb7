"""Which routes of the template each role reaches: the authorizer's policy, evaluated for a request to each route."""

from typing import Final, get_args

import pytest

from authorizer.policy import policy
from bodega.roles import ROLES, Role
from local.gateway.policy import Decision, evaluate
from scripts.template import TEMPLATE
from tests.support.access.expectations import ACCESS, ROLES_OF

API: Final = "arn:aws:execute-api:us-east-1:123456789012:api12345/v1"
ID: Final = "01JD4W0Q8V5E2M7T9X3K6B1QRD"
PREFIXES: Final = {"addons": "add", "categories": "cat", "customizations": "cus", "orders": "ord", "products": "prd"}
LATER: Final = (("POST", "/orders/{id}/refunds"), ("PUT", "/orders/{id}"), ("DELETE", "/orders/{id}"))
"""Routes that only admins may reach if the API gets them."""
GUARDED: Final = {(each.method, each.path) for each in TEMPLATE.routes() if not each.public} | set(LATER)


def reached(role: Role) -> set[tuple[str, str]]:
    """Return the routes that need a token and to which the policy of `role` admits."""
    found = policy(f"{API}/GET/menu", role)
    return {route for route in GUARDED if evaluate(found, f"{API}/{_request(*route)}") is Decision.ALLOW}


def _request(method: str, path: str) -> str:
    prefix = PREFIXES.get(path.split("/")[1], "xyz")
    return method + path.replace("{id}", f"{prefix}_{ID}")


def expected(role: Role) -> set[tuple[str, str]]:
    """Return the routes with an answer for `role`. A HEAD is as its GET."""
    own = {route for route, access in ACCESS.items() if access.who != "anyone" and role in ROLES_OF[access.who]}
    return {(method, path) for method, path in GUARDED if ("GET" if method == "HEAD" else method, path) in own}


def test_an_admin_reaches_every_route() -> None:
    assert reached("admin") == GUARDED


@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
def test_a_role_reaches_exactly_the_routes_with_an_answer_for_it(role: Role) -> None:
    assert reached(role) == expected(role)


def test_an_account_that_is_being_erased_reaches_its_erasure() -> None:
    assert reached("leaving") == {("DELETE", "/users/me")}


@pytest.mark.parametrize("role", [role for role in get_args(Role) if role != "admin"])
def test_only_admins_reach_refunds(role: Role) -> None:
    assert reached(role).isdisjoint(LATER)


@pytest.mark.parametrize("path", ["mine", f"mine/ord_{ID}", f"mine/ord_{ID}/reorder"])
def test_staff_do_not_reach_the_orders_of_a_customer(path: str) -> None:
    found = policy(f"{API}/GET/menu", "staff")
    assert evaluate(found, f"{API}/GET/orders/{path}") is Decision.IMPLICIT_DENY
