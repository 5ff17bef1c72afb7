"""Accounts: every route that writes, while every fault hits the call that decides."""

from collections.abc import Callable
from functools import cache

import pytest

from tests.support.account_requests import account_requests
from tests.support.fault_suite import at_random, decisive, for_good, with_wrong_clock
from tests.support.faulty_writes import Clean, carry_out, run_cleanly
from tests.support.world import World

Cleanly = Callable[[str], Clean]
LATE = 0.2  # seconds; more than the world waits
REQUESTS = {request.name: request for request in account_requests()}


@pytest.fixture(scope="module")
def cleanly(world: World) -> Cleanly:
    """Prepares a request, and knows how it goes when nothing is wrong; once for all tests."""
    return cache(lambda name: run_cleanly(world, REQUESTS[name]))


@pytest.mark.parametrize("name", REQUESTS)
def test_a_fault_changes_neither_the_answer_nor_what_is_stored(world: World, cleanly: Cleanly, name: str) -> None:
    clean = cleanly(name)
    for attack in decisive(clean, LATE):
        carry_out(world, clean, attack)
    carry_out(world, clean, at_random(1, LATE))


@pytest.mark.parametrize("name", REQUESTS)
def test_an_outage_is_told_and_leaves_all_or_nothing(world: World, cleanly: Cleanly, name: str) -> None:
    clean = cleanly(name)
    lost = next(for_good(clean, clean.decisive, LATE))
    carry_out(world, clean, lost)


@pytest.mark.parametrize("name", REQUESTS)
def test_a_wrong_clock_changes_nothing(world: World, cleanly: Cleanly, name: str) -> None:
    assert with_wrong_clock(world, cleanly(name)) == 2
