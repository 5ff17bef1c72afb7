"""Ten concurrent callers, each in its own process, for every invariant; `make stress` runs 24 callers ten times."""

import pytest

from tests.support.attacks.races import RACES, Race, run
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.lambda_processes import LambdaProcesses


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.name)
def test_concurrent_requests_keep_the_invariant(env: ShopEnvironment, processes: LambdaProcesses, race: Race) -> None:
    run(env, processes, race, callers=10)
