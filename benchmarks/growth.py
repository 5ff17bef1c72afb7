"""What a request costs as the shop grows: calls, capacity and time at 100, 10,000 and 100,000 things, users, orders.

    python -m benchmarks.growth [--rounds 30] [--quick]

The functions run in this process against DynamoDB Local. Calls and capacity are counted exactly, by a proxy between the
two; times are taken without it, the sizes in turn in one run, so that their ratio says more than their seconds.
Non-zero exit where calls or capacity grow that must not, or the largest takes more than 1.2 times as long.
"""

# ruff: noqa: E402

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
from statistics import median
from typing import Any

from benchmarks import ROOT

sys.path.insert(0, str(ROOT / "layers" / "common"))

from harness.shop.variables import made_up_secrets, set_environment

set_environment()

import boto3

from benchmarks import growth_tables as tables
from benchmarks.growth_questions import MOST_RATIO, QUESTIONS, SIZES, Found, Question, complaint, slowdown
from benchmarks.growth_tables import silence
from benchmarks.latency import percentile, ratio_text
from benchmarks.results import save
from bodega.dynamodb.calls import client as seam
from harness.aws.dynamodb_proxy import Proxy
from harness.aws.engines import dynamodb_local, secrets_manager
from harness.aws.metering import table_units
from harness.shop.client import ADMIN
from harness.shop.events import api_event, lambda_context
from harness.shop.functions import function_of, load_app
from harness.shop.orders import random_order

MEASUREMENT = "growth"
INTAKES = 200
ATTEMPTS = 3
QUICK_ROUNDS = 5
SUCCESS = frozenset({200, 202})
LOADED = ("addons", "customization", "products", "categories", "users", "analytics")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--quick", action="store_true", help="few rounds, without the largest: not to judge by")
    options = parser.parse_args()
    rounds = QUICK_ROUNDS if options.quick else options.rounds
    questions = [replace(each, sizes=each.sizes[:-1]) if options.quick else each for each in QUESTIONS]
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for each request to Secrets Manager
    with dynamodb_local() as port, secrets_manager(made_up_secrets()) as secrets_url, Proxy(port).running() as proxy:
        os.environ["AWS_ENDPOINT_URL_SECRETS_MANAGER"] = secrets_url
        use(f"http://127.0.0.1:{port}")
        with silence():
            for function in LOADED:
                load_app(function)
        print("Filling tables ...")
        counted = fill_tables(port, questions)
        use(proxy.url)
        found = [Found(question) for question in questions]
        for each in found:
            count_calls(each, proxy)
        use(f"http://127.0.0.1:{port}")
        for each in found:
            measure_times(each, rounds)
        intake = measure_intake()
    problems = [problem for each in found if (problem := complaint(each))]
    show(found, counted, intake, problems)
    rows = [{**describe(each.question), "sizes": [asdict(size) for size in each.sizes]} for each in found]
    rates = {"counted_per_second": round(counted), "taken_per_second": round(intake)}
    figures = {"rows": rows, **rates, "problems": problems}
    path = save(MEASUREMENT, {"rounds": rounds, "quick": options.quick}, figures, Path(sys.executable))
    print(f"kept in {path.relative_to(ROOT)}")
    return 1 if problems else 0


def use(endpoint: str) -> None:
    """Have the functions ask there from now on."""
    os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = endpoint
    seam().close()  # what is kept leads to the last one


def fill_tables(port: int, questions: Sequence[Question]) -> float:
    """All questions' tables; gives how many orders a second were counted, of the largest number."""
    client = boto3.client("dynamodb", endpoint_url=f"http://127.0.0.1:{port}")
    took: dict[str, float] = {}
    for prefix, sizes in dict.fromkeys((question.table, question.sizes) for question in questions):
        fill = getattr(tables, prefix)
        for size in sizes:
            took[f"{prefix}-{size}"] = fill(client, port, f"{prefix}-{size}", size)
    client.close()
    largest = max(size for question in questions if question.table == "orders" for size in question.sizes)
    return largest / took[f"orders-{largest}"]


def ask(question: Question, size: int, turn: int) -> tuple[float, dict[str, Any]]:
    """Seconds that a request took, and its answer."""
    os.environ[question.variable] = f"{question.table}-{size}"
    method, url, body = question.request(size, turn)
    event = api_event(method, url, body=body, caller=None if question.public else ADMIN)
    function = function_of(url)
    handler, context = load_app(function).handler, lambda_context(function)
    gc.collect()
    with silence():
        began = time.perf_counter()
        answer = handler(event, context)
        took = time.perf_counter() - began
    assert answer["statusCode"] in SUCCESS, (url, size, answer)
    return took, answer


def count_calls(found: Found, proxy: Proxy) -> None:
    for place, size in enumerate(found.sizes):
        proxy.recording.calls.clear()
        _, answer = ask(found.question, size.size, place)
        size.calls = proxy.recording.operations
        size.capacity = sum(table_units(call) + call.index_capacity for call in proxy.recording.calls)
        size.bytes = len(answer["body"])


def measure_times(found: Found, rounds: int) -> None:
    """Lower quartiles in milliseconds: what the machine takes when nobody else is at it.

    Where the largest seems to be slow, it is measured again before anybody believes it.
    """
    for _ in range(ATTEMPTS):
        _measure_times_once(found, rounds)
        if found.question.grows_with or slowdown(found) <= MOST_RATIO:
            return


def _measure_times_once(found: Found, rounds: int) -> None:
    times: dict[int, list[float]] = {size.size: [] for size in found.sizes}
    for turn in range(min(rounds, found.question.most_rounds)):
        for of_size, seconds in times.items():
            seconds.append(ask(found.question, of_size, turn + len(times))[0])
    for size in found.sizes:
        size.milliseconds = round(percentile(times[size.size], 0.25) * 1000, 2)


def measure_intake() -> float:
    """Events that are taken in a second, 25 by request, one request after the other."""
    load_app("analytics")
    os.environ["ANALYTICS_TABLE"] = f"orders-{SIZES[0]}"
    chance = random.Random(INTAKES)
    seconds = []
    for _ in range(INTAKES):
        body = {"events": [random_order(chance, days=1) for _ in range(25)]}
        event = api_event("POST", "/analytics/events", body=body, caller=ADMIN)
        with silence():
            began = time.perf_counter()
            answer = load_app("analytics").handler(event, lambda_context("analytics"))
            seconds.append(time.perf_counter() - began)
        assert answer["statusCode"] in SUCCESS, answer
    return 25 / median(seconds)


def describe(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "route": question.route,
        "unit": question.unit,
        "grows_with": question.grows_with,
        "why": question.why,
    }


def show(found: Sequence[Found], counted: float, intake: float, problems: Sequence[str]) -> None:
    for each in found:
        print(f"\n{each.question.name}: {each.question.why}")
        first = each.sizes[0]
        for size in each.sizes:
            calls = ", ".join(f"{size.calls.count(name)} × {name}" for name in dict.fromkeys(size.calls))
            print(
                f"  {size.size:>9,} {each.question.unit:10}{calls:50}{size.capacity:9g} units"
                f"{size.milliseconds:11,.2f} ms  {ratio_text(size.milliseconds / first.milliseconds):>6}"
                f"{size.bytes:>12,} bytes"
            )
    print(f"\n{counted:,.0f} orders counted a second; {intake:,.0f} events taken a second, 25 by request")
    for problem in problems:
        print(f"GROWS: {problem}")


if __name__ == "__main__":
    sys.exit(main())
