"""Ten callers at once, in processes of their own, for every invariant; `make torture` has 24, ten times over."""

import pytest

from tests.support.lambda_processes import LambdaProcesses
from tests.support.races import RACES, Race, run
from tests.support.world import World


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.name)
def test_many_at_once(world: World, processes: LambdaProcesses, race: Race) -> None:
    run(world, processes, race, callers=10)
