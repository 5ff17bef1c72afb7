"""Measures requests as the shop grows: calls, capacity and time at 100, 10,000 and 100,000 items, users or orders.

    python -m benchmarks.growth [--rounds 30] [--quick]

The functions run in this process against DynamoDB Local. A proxy counts calls and capacity exactly. Times are measured
without the proxy, with all sizes in turns in one run, so that their ratio is more reliable than their seconds. Exits
with 1 if calls or capacity grow although they must not, or the largest size takes more than 1.2 times as long.
"""

import argparse
import gc
import logging
import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import boto3

from benchmarks.growth.cases import CASES, MAX_SLOWDOWN, SIZES, Case, Result, problem
from benchmarks.growth.tables import TABLES
from benchmarks.in_process import engines, silence
from benchmarks.report import tables
from benchmarks.results import save
from benchmarks.terminal import progress, show
from bodega.dynamodb.calls import client as dynamodb
from harness.aws.dynamodb_proxy import Proxy
from harness.aws.metering import table_units
from harness.shop.client import ADMIN
from harness.shop.events import api_event, lambda_context
from harness.shop.functions import function_of, load_app
from harness.shop.orders import random_order

_INTAKES, _EVENTS = 200, 25
_ATTEMPTS = 3
_QUICK_ROUNDS = 5
_SUCCESS = frozenset({200, 202})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--quick", action="store_true", help="few rounds, without the largest size, for a trial")
    options = parser.parse_args()
    rounds = _QUICK_ROUNDS if options.quick else options.rounds
    results = [Result(replace(case, sizes=case.sizes[:-1]) if options.quick else case) for case in CASES]
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it logs each request to Secrets Manager
    with engines() as port, Proxy(port).running() as proxy:
        counted = fill_tables(port, [result.case for result in results])
        use(proxy.url)
        for result in results:
            count_calls(result, proxy)
        use(f"http://127.0.0.1:{port}")
        for result in progress(results, "times"):
            measure_times(result, rounds)
        accepted = measure_intake()
    problems = [text for result in results if (text := problem(result))]
    rows = [describe(result) for result in results]
    show("Requests as the shop grows", tables.growth(rows))
    print(f"{counted:,.0f} orders counted per second; {accepted:,.0f} accepted per second, {_EVENTS} per request")
    for text in problems:
        print(f"GROWS: {text}")
    rates = {"counted_per_second": round(counted), "taken_per_second": round(accepted)}
    figures = {"rows": rows, **rates, "problems": problems}
    save("growth", {"rounds": rounds, "quick": options.quick}, figures, Path(sys.executable))
    return 1 if problems else 0


def use(endpoint: str) -> None:
    """Direct the functions to another endpoint of DynamoDB."""
    os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = endpoint
    dynamodb().close()  # the open connection goes to the old one


def fill_tables(port: int, cases: Sequence[Case]) -> float:
    """Fill the tables of all cases. Return the orders counted per second, at the largest number."""
    client = boto3.client("dynamodb", endpoint_url=f"http://127.0.0.1:{port}")
    rate = 0.0
    for table, sizes in dict.fromkeys((case.table, case.sizes) for case in cases):
        for size in sizes:
            seconds = TABLES[table].make(client, f"{table}-{size}", size)
            print(f"{table}-{size}: filled in {seconds:.1f} s")
            rate = size / seconds if table == "orders" else rate
    client.close()
    return rate


def send(case: Case, size: int, turn: int) -> tuple[float, dict[str, Any]]:
    """Return the seconds that a request took, and its answer."""
    os.environ[case.variable] = f"{case.table}-{size}"
    method, url, body = case.request(size, turn)
    return call(method, url, body, caller=None if case.public else ADMIN)


def call(method: str, url: str, body: Any, caller: dict[str, str] | None) -> tuple[float, dict[str, Any]]:
    event = api_event(method, url, body=body, caller=caller)
    function = function_of(url)
    handler, context = load_app(function).handler, lambda_context(function)
    gc.collect()
    with silence():
        began = time.perf_counter()
        answer = handler(event, context)
        seconds = time.perf_counter() - began
    assert answer["statusCode"] in _SUCCESS, (url, answer)
    return seconds, answer


def count_calls(result: Result, proxy: Proxy) -> None:
    for place, size in enumerate(result.sizes):
        proxy.recording.calls.clear()
        _, answer = send(result.case, size.size, place)
        size.calls = proxy.recording.operations
        size.capacity = sum(table_units(made) + made.index_capacity for made in proxy.recording.calls)
        size.bytes = len(answer["body"])


def measure_times(result: Result, rounds: int) -> None:
    """Measure lower quartiles in milliseconds: the times with the least interference by other processes.

    If the largest size seems slow, it is measured again, up to three times in all.
    """
    for _ in range(_ATTEMPTS):
        times: dict[int, list[float]] = {size.size: [] for size in result.sizes}
        for turn in range(min(rounds, result.case.max_rounds)):
            for of_size, seconds in times.items():
                seconds.append(send(result.case, of_size, turn + len(times))[0])
        for size in result.sizes:
            size.milliseconds = round(quantiles(times[size.size], method="inclusive")[0] * 1000, 2)
        if result.case.grows_with or result.slowdown <= MAX_SLOWDOWN:
            return


def measure_intake() -> float:
    """Return the events accepted per second, one request after the other."""
    os.environ["ANALYTICS_TABLE"] = f"orders-{SIZES[0]}"
    chance = random.Random(_INTAKES)
    seconds = []
    for _ in range(_INTAKES):
        body = {"events": [random_order(chance, days=1) for _ in range(_EVENTS)]}
        seconds.append(call("POST", "/analytics/events", body, ADMIN)[0])
    return _EVENTS / median(seconds)


def describe(result: Result) -> dict[str, Any]:
    case = {name: getattr(result.case, name) for name in ("name", "route", "unit", "grows_with", "why")}
    return {**case, "sizes": [asdict(size) for size in result.sizes]}


if __name__ == "__main__":
    sys.exit(main())
