"""24 callers at the same moment × 10 rounds, for every invariant."""

import os
import sys
from collections.abc import Iterable
from unittest.mock import patch

from tests.stress.result import Budget, Result
from tests.support.attacks.races import RACES, Race
from tests.support.attacks.races import run as run_race
from tests.support.shop.environment import ShopEnvironment, start_environment
from tests.support.shop.lambda_processes import LambdaProcesses

CALLERS = 24
ROUNDS = 10


def all_of_them(budget: Budget) -> Result:
    """All races in turn, so that a short run sees each; then again, ten times at most."""
    result = Result(
        "Concurrent callers get the same guarantees as a single caller",
        f"{len(RACES)} races × {CALLERS} callers in separate processes × {ROUNDS} rounds, with exact counts",
    )
    run_rounds("races", RACES, CALLERS, budget, result)
    return result


def run_rounds(name: str, races: Iterable[Race], callers: int, budget: Budget, result: Result) -> None:
    """Run the races in turn in an environment called `name`, then again until the budget is used up."""
    with start_environment(name) as env:
        run_rounds_in(env, races, callers, budget, result)


def run_rounds_in(env: ShopEnvironment, races: Iterable[Race], callers: int, budget: Budget, result: Result) -> None:
    """Run the races in turn in an environment, then again until the budget is used up."""
    past_the_proxy = {"AWS_ENDPOINT_URL_DYNAMODB": f"http://127.0.0.1:{env.proxy.port_behind}"}
    with (
        patch.dict(os.environ, {"PYTHONPATH": os.pathsep.join(sys.path)}),
        LambdaProcesses(past_the_proxy, callers) as processes,
    ):
        budget.begin()
        rounds = 0
        while rounds < ROUNDS and (rounds == 0 or budget.left > 0):
            for race in races:
                with result.case():
                    run_race(env, processes, race, callers)
            rounds += 1
    result.how += f" ({rounds} in this run)" if rounds < ROUNDS else ""
