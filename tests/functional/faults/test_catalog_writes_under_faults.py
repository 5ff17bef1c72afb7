"""Every route of the catalogue, the store and the intake that writes, with every fault at its decisive call."""

import pytest

from tests.support.faults.fault_suite import Cleanly, lost_for_good, quick_look, with_wrong_clock
from tests.support.requests.accounts import account_requests
from tests.support.requests.catalog import catalog_requests
from tests.support.requests.order_life import order_life_requests
from tests.support.requests.orders import order_requests
from tests.support.requests.payments import payment_requests
from tests.support.requests.store import store_requests
from tests.support.requests.write_request import without_request
from tests.support.shop.environment import ShopEnvironment

REQUESTS = {request.name: request for request in [*catalog_requests(), *store_requests()]}


@pytest.mark.parametrize("name", REQUESTS)
def test_a_fault_changes_neither_the_response_nor_the_stored_items(
    env: ShopEnvironment, cleanly: Cleanly, name: str
) -> None:
    quick_look(env, cleanly(REQUESTS[name]))


@pytest.mark.parametrize("name", REQUESTS)
def test_an_outage_is_a_503_and_leaves_no_partial_write(env: ShopEnvironment, cleanly: Cleanly, name: str) -> None:
    lost_for_good(env, cleanly(REQUESTS[name]))


@pytest.mark.parametrize("name", ["add to addons", "put the categories in order", "take events"])
def test_a_wrong_clock_changes_nothing(env: ShopEnvironment, cleanly: Cleanly, name: str) -> None:
    assert with_wrong_clock(env, cleanly(REQUESTS[name])) == 2


def test_every_route_that_writes_has_a_request() -> None:
    orders = [*order_requests(), *order_life_requests(), *payment_requests()]
    requests = [*REQUESTS.values(), *account_requests(), *orders]
    assert without_request(requests) == set()
