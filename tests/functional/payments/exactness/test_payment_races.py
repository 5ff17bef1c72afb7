"""Refunds, acceptances, cancellations, webhooks and sweeps at the same moment, in separate processes.

The stress test does the same with more callers.
"""

import os
import sys
from collections.abc import Iterator

import pytest

from tests.support.attacks.payment_races import PAYMENT_RACES
from tests.support.attacks.races import Race, run
from tests.support.payments.stand_in import StandInHandle
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.lambda_processes import LambdaProcesses

pytestmark = [pytest.mark.real_time, pytest.mark.one_client]
CALLERS = 6


@pytest.fixture(scope="module")
def card_processes(env: ShopEnvironment, stand_in_server: StandInHandle) -> Iterator[LambdaProcesses]:
    """Functions in several processes, in a shop that takes cards."""
    past_the_proxy = {"AWS_ENDPOINT_URL_DYNAMODB": f"http://127.0.0.1:{env.proxy.port_behind}"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))  # for the fork server
        with LambdaProcesses({**past_the_proxy, **stand_in_server.environment}, CALLERS) as started:
            yield started


@pytest.mark.parametrize("race", PAYMENT_RACES, ids=lambda race: race.name)
def test_the_books_agree_after(
    env: ShopEnvironment, stand_in: StandInHandle, card_processes: LambdaProcesses, race: Race
) -> None:
    run(env, card_processes, race, CALLERS)
