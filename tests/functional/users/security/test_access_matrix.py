"""Every route × every kind of caller, through the authorizer's policy and the function, with and without its cache.

The routes are read from the template. A route without an expectation fails here.
"""

import contextlib
from collections.abc import Iterator
from unittest.mock import patch

import pytest

from local.gateway import authorizer
from local.gateway.policy import Decision
from scripts.template import TEMPLATE
from tests.support.access.expectations import ACCESS, GUARDED, ROLES_OF, Route
from tests.support.access.matrix import check_access
from tests.support.access.seeded_shop import CALLERS, ROLES, SeededShop, seed_shop
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.gateway import InProcessGateway

pytestmark = pytest.mark.one_client

CACHE = 300  # seconds


@pytest.fixture(scope="module")
def seeded(env: ShopEnvironment) -> SeededShop:
    return seed_shop(env)


def gateway_for(cache_seconds: int) -> Iterator[InProcessGateway]:
    made = InProcessGateway(cache_seconds)
    yield made
    made.close()


@pytest.fixture(scope="module")
def gateway() -> Iterator[InProcessGateway]:
    yield from gateway_for(0)


@pytest.fixture(scope="module")
def caching_gateway() -> Iterator[InProcessGateway]:
    yield from gateway_for(CACHE)


def test_the_expectations_cover_exactly_the_routes_of_the_template() -> None:
    assert set(ACCESS) == {(route.method, route.path) for route in TEMPLATE.routes() if route.is_operation}


@pytest.mark.parametrize("route", ACCESS, ids=" ".join)
def test_every_caller_gets_the_expected_status_on_every_route(
    seeded: SeededShop, gateway: InProcessGateway, route: Route
) -> None:
    for person in CALLERS:
        check_access(seeded, gateway, person, route)


@pytest.mark.parametrize("route", sorted(GUARDED), ids=" ".join)
def test_a_policy_cached_from_another_route_gives_the_same_results(
    seeded: SeededShop, caching_gateway: InProcessGateway, route: Route
) -> None:
    for person in CALLERS:
        check_access(seeded, caching_gateway, person, route)


def persons_without(route: Route) -> list[str]:
    """Return a caller of each role that the function of `route` refuses."""
    roles = {"customer": "the customer", **{role: person for person, role in ROLES.items()}}
    refused = [person for role, person in roles.items() if role not in ROLES_OF[ACCESS[route].who]]
    return [*refused, "nobody", "a customer whose erasure was interrupted"] if refused else []


@pytest.mark.parametrize("route", sorted(filter(persons_without, GUARDED)), ids=" ".join)
def test_functions_check_the_role_even_if_the_policy_allows_everything(
    seeded: SeededShop, gateway: InProcessGateway, route: Route
) -> None:
    """The function checks the role without relying on the policy."""
    with patch.object(authorizer, "evaluate", lambda policy, arn: Decision.ALLOW):
        for person in persons_without(route):
            check_access(seeded, gateway, person, route)


def test_a_cached_policy_expires(seeded: SeededShop) -> None:
    """With the parameter AuthorizerCacheSeconds, an ended session remains valid for that time."""
    with contextlib.closing(InProcessGateway(CACHE)) as gateway:
        token, passed = seeded.tokens["another customer"], [0.0]
        for token_authorizer in gateway._gateway._authorizers.values():
            token_authorizer._now = lambda: passed[0]
        assert gateway.call("POST", "/users/logout", token=token).status == 204

        passed[0] = CACHE - 1
        assert gateway.call("GET", "/users/me", token=token).status == 200
        assert gateway.call("GET", "/users", token=token).status == 403
        passed[0] = CACHE + 1
        assert gateway.call("GET", "/users/me", token=token).status == 401
    seeded.env.tables.dump()
    seeded.env.tables.restore(seeded.before)
