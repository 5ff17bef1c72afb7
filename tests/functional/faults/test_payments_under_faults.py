"""Routes of payments by card, with every fault at the decisive call.

The stress test has every fault at every call of all of them, once and permanently.
"""

import pytest

from tests.support.faults.fault_suite import Cleanly, lost_for_good, quick_look
from tests.support.requests.payments import payment_requests
from tests.support.shop.environment import ShopEnvironment

REQUESTS = {request.name: request for request in payment_requests()}


@pytest.mark.parametrize("name", REQUESTS)
def test_a_fault_changes_neither_the_response_nor_the_stored_items(
    env: ShopEnvironment, cleanly: Cleanly, name: str
) -> None:
    quick_look(env, cleanly(REQUESTS[name]))


@pytest.mark.parametrize("name", REQUESTS)
def test_an_outage_is_a_503_and_leaves_no_partial_write(env: ShopEnvironment, cleanly: Cleanly, name: str) -> None:
    lost_for_good(env, cleanly(REQUESTS[name]))
