"""Every write to accounts under fault injection, and concurrent requests, ten at a time. `make stress` runs more."""

import pytest

from tests.support.attacks.races import RACES, Race, run
from tests.support.faults.fault_suite import Cleanly, lost_for_good, quick_look, with_wrong_clock
from tests.support.requests.accounts import account_requests
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.lambda_processes import LambdaProcesses

REQUESTS = {request.name: request for request in account_requests()}


@pytest.mark.parametrize("name", REQUESTS)
def test_a_fault_changes_neither_the_response_nor_the_stored_items(
    env: ShopEnvironment, cleanly: Cleanly, name: str
) -> None:
    quick_look(env, cleanly(REQUESTS[name]))


@pytest.mark.parametrize("name", REQUESTS)
def test_an_outage_is_a_503_and_leaves_no_partial_write(env: ShopEnvironment, cleanly: Cleanly, name: str) -> None:
    lost_for_good(env, cleanly(REQUESTS[name]))


@pytest.mark.parametrize("name", [name for name, request in REQUESTS.items() if not request.timed])
def test_a_wrong_clock_changes_nothing(env: ShopEnvironment, cleanly: Cleanly, name: str) -> None:
    assert with_wrong_clock(env, cleanly(REQUESTS[name])) == 2


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.name)
def test_concurrent_requests_keep_the_invariant(env: ShopEnvironment, processes: LambdaProcesses, race: Race) -> None:
    run(env, processes, race, callers=10)
