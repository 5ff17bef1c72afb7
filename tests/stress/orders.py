"""Orders: buyers and staff at the same moment, and the books of all tables afterwards."""

import os
import sys
from unittest.mock import patch

from tests.stress.races import CALLERS, ROUNDS
from tests.stress.result import Budget, Result
from tests.support.attacks.order_races import ORDER_RACES
from tests.support.attacks.races import run
from tests.support.shop.environment import start_environment
from tests.support.shop.lambda_processes import LambdaProcesses

_SHORT = 60.0  # seconds
_FEW = 8


def races(budget: Budget) -> Result:
    """All races in turn; then again, ten times at most. A short run has fewer callers."""
    callers = CALLERS if budget.seconds >= _SHORT else _FEW
    result = Result(
        "Concurrent orders never sell a piece or a place in a slot twice, and the books of all tables agree",
        f"{len(ORDER_RACES)} races × {callers} callers in separate processes × {ROUNDS} rounds: "
        f"{callers * 25 // 6 * 3} buyers of {callers * 25 // 6} pieces",
    )
    with start_environment("orders") as env, patch.dict(os.environ, {"PYTHONPATH": os.pathsep.join(sys.path)}):
        past_the_proxy = {"AWS_ENDPOINT_URL_DYNAMODB": f"http://127.0.0.1:{env.proxy.port_behind}"}
        with LambdaProcesses(past_the_proxy, callers) as processes:
            budget.begin()
            rounds = 0
            while rounds < ROUNDS and (rounds == 0 or budget.left > 0):
                for race in ORDER_RACES:
                    with result.case():
                        run(env, processes, race, callers)
                rounds += 1
    result.how += f" ({rounds} in this run)" if rounds < ROUNDS else ""
    return result
