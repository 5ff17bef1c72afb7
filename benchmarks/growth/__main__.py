"""Measures requests as the shop grows: calls, capacity and time at 100, 10,000 and 100,000 items, users or orders.

    python -m benchmarks.growth [--quick]

The functions run in this process against DynamoDB Local. A proxy counts calls and capacity exactly. Times are measured
without the proxy, with all sizes in turns in one run, so that their ratio is more reliable than their seconds. Exits
with 1 if calls or capacity grow although they must not, or the largest size takes more than 1.2 times as long.
"""

import argparse
import gc
import logging
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

import boto3

from benchmarks.growth.cases import CASES, EVENTS, INTAKE, MAX_SLOWDOWN, SIZES, Case, Size, problem, slowdown
from benchmarks.growth.shop import open_small_shop, use_small_shop
from benchmarks.growth.tables import TABLES
from benchmarks.in_process import engines, silence
from benchmarks.report import tables
from benchmarks.results import results_folder, save
from benchmarks.terminal import progress, show
from bodega.dynamodb.calls import client as dynamodb
from harness.aws.dynamodb_proxy import Proxy, Recording
from harness.aws.metering import table_units
from harness.aws.tables import create_table, template
from harness.shop.client import CALLERS
from harness.shop.events import api_event, lambda_context
from harness.shop.functions import function_of, load_app

_ROUNDS, _QUICK_ROUNDS = 30, 5
_INTAKES = 200
_ATTEMPTS = 3
_SUCCESS = frozenset({200, 201, 202})
_STORED = ("name", "route", "unit", "grows_with", "why")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few rounds, without the largest size, for a trial")
    quick = parser.parse_args().quick
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    results = {case: [Size(size) for size in (case.sizes[:-1] if quick else case.sizes)] for case in CASES}
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it logs each request to Secrets Manager
    with engines() as port, Proxy(port).running() as proxy:
        wanted = dict.fromkeys((case.table, size.size) for case, sizes in results.items() for size in sizes)
        counted = fill_tables(port, wanted)
        use(proxy.url)
        for case, sizes in results.items():
            count_calls(case, sizes, proxy)
        use(f"http://127.0.0.1:{port}")
        for case in progress(results, "times"):
            measure_times(case, results[case], rounds)
        accepted = EVENTS / median(send(INTAKE, SIZES[0], turn)[0] for turn in range(_INTAKES))
    problems = [text for case, sizes in results.items() if (text := problem(case, sizes))]
    rows = [
        {name: getattr(case, name) for name in _STORED} | {"sizes": [asdict(size) for size in sizes]}
        for case, sizes in results.items()
    ]
    show("Requests as the shop grows", tables.growth(rows))
    print(f"{counted:,.0f} orders counted per second; {accepted:,.0f} accepted per second, {EVENTS} per request")
    for text in problems:
        print(f"GROWS: {text}")
    rates = {"counted_per_second": round(counted), "taken_per_second": round(accepted)}
    figures = {"rows": rows, **rates, "problems": problems}
    settings = {"rounds": rounds, "quick": quick}
    save("growth", settings, figures, Path(sys.executable), results_folder(quick=quick))
    return 1 if problems else 0


def use(endpoint: str) -> None:
    """Direct the functions to another endpoint of DynamoDB."""
    os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = endpoint
    dynamodb().close()  # the open connection goes to the old one


def fill_tables(port: int, wanted: Iterable[tuple[str, int]]) -> float:
    """Fill a table of each wanted kind and size. Return the orders counted per second, at the last size."""
    client = boto3.client("dynamodb", endpoint_url=f"http://127.0.0.1:{port}")
    rate = 0.0
    with silence():
        open_small_shop(client)
    for kind, size in wanted:
        name, table = f"{kind}-{size}", TABLES[kind]
        create_table(client, template().tables[table.resource].definition, name)
        use_small_shop()
        os.environ[table.variable] = name
        with silence():
            seconds = table.fill(client, name, size)
        rate = size / seconds if seconds else rate
        print(f"{name}: filled")
    client.close()
    return rate


def send(case: Case, size: int, turn: int, recording: Recording | None = None) -> tuple[float, dict[str, Any]]:
    """Return the seconds that a request took, and its answer. `recording` then has the calls of the request only."""
    use_small_shop()
    os.environ[TABLES[case.table].variable] = f"{case.table}-{size}"
    with silence():
        case.before()
    method, url, body = case.request(size, turn)
    headers = {"Idempotency-Key": uuid4().hex} if case.needs_key else None
    event = api_event(method, url, body=body, headers=headers, caller=CALLERS[case.role])
    function = function_of(url)
    handler, context = load_app(function).handler, lambda_context(function)
    gc.collect()
    if recording:
        recording.calls.clear()
    with silence():
        began = time.perf_counter()
        answer = handler(event, context)
        seconds = time.perf_counter() - began
    assert answer["statusCode"] in _SUCCESS, (url, answer)
    return seconds, answer


def count_calls(case: Case, sizes: Sequence[Size], proxy: Proxy) -> None:
    for place, size in enumerate(sizes):
        _, answer = send(case, size.size, place, proxy.recording)
        size.calls = proxy.recording.operations
        size.capacity = sum(table_units(made) + made.index_capacity for made in proxy.recording.calls)
        size.bytes = len(answer["body"])


def measure_times(case: Case, sizes: Sequence[Size], rounds: int) -> None:
    """Measure lower quartiles in milliseconds: the times with the least interference by other processes.

    If the largest size seems slow, it is measured again, up to three times in all.
    """
    for _ in range(_ATTEMPTS):
        times: dict[int, list[float]] = {size.size: [] for size in sizes}
        for turn in range(min(rounds, case.max_rounds)):
            for of_size, seconds in times.items():
                seconds.append(send(case, of_size, turn + len(times))[0])
        for size in sizes:
            size.milliseconds = round(quantiles(times[size.size], method="inclusive")[0] * 1000, 2)
        if case.grows_with or slowdown(sizes) <= MAX_SLOWDOWN:
            return


if __name__ == "__main__":
    sys.exit(main())
