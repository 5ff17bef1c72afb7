"""Three thousand events, delivered up to three times, in any order and cut, by eight aggregators of which some die."""

import os
import random
import sys
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Proxy
from harness.shop.client import Shop
from harness.shop.orders import random_order
from tests.support.database.analytics_table import Rows, cut, send
from tests.support.database.expected_counters import ExpectedCounters
from tests.support.shop.aggregator_processes import Aggregators

EVENTS = 3_000
SEED = 2026


@pytest.mark.timeout(1800)
def test_every_counter_is_the_exact_sum_of_the_events(
    shop: Shop, database: Proxy, analytics: str, records: Any, counters: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(SEED)
    events = [random_order(chance, days=4) for _ in range(EVENTS)]
    for begin in range(0, EVENTS, 25):
        assert send(shop, *events[begin : begin + 25]).json == {"accepted": 25, "repeated": 0}
    delivered: Rows = [record for record in records() for _ in range(chance.randint(1, 3))]
    chance.shuffle(delivered)
    batches = cut(delivered, chance, most=8)

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))  # for the process that all are forked from
    past_the_proxy = {"AWS_ENDPOINT_URL_DYNAMODB": f"http://127.0.0.1:{database.port_behind}"}
    aggregators = Aggregators(8, {**os.environ, **past_the_proxy})
    aggregators.deliver(batches, kills=20, chance=chance)

    assert aggregators.killed == 20
    assert len(delivered) > EVENTS / 25 * 1.5
    assert counters() == ExpectedCounters(events).counters()
