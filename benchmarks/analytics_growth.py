"""What analytics cost in time: events counted per second, and reports as the number of orders grows.

    .venv/bin/python benchmarks/analytics_growth.py

Against DynamoDB Local, in one process. Ratios say more than seconds: both sides are measured in turn, in one run.
The same report after a hundred times as many orders may take 1.2 times as long; the exit status says whether it does.
"""

# ruff: noqa: E402

import gc
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "layers" / "common")]

from tests.support.environment import set_environment

set_environment()

import boto3

from tests.support.apps import load_app
from tests.support.engines import create_table, dynamodb_local, template
from tests.support.orders import NOON, random_order
from tests.support.shop import ADMIN, api_event, lambda_context

FEW, MANY = 1_000, 100_000
HOT = 5_000
ROUNDS = 60
DAYS = 60
MOST_RATIO = 1.2
REPORTS = ("summary", "orders?interval=day", "products", "export")


def main() -> int:
    with dynamodb_local() as port:
        url = f"http://127.0.0.1:{port}"
        os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = url
        client = boto3.client("dynamodb", endpoint_url=url)
        for name in ("few", "many"):
            create_table(client, template().tables["AnalyticsTable"].definition, f"analytics-{name}")
        load_app("analytics")
        few, took = _count("few", FEW)
        print(f"{few} orders counted in {took:.1f} s")
        many, took = _count("many", MANY)
        print(f"{many} orders counted in {took:.1f} s: {many / took:,.0f} a second, a transaction for dozens")
        _measure_intake()
        return 0 if _compare_reports() <= MOST_RATIO else 1


def _orders(count: int) -> Iterator[Any]:
    from order_events import read_stored, stored_form

    chance = random.Random(count)
    templates = [stored_form(random_order(chance, days=DAYS)) for _ in range(min(count, 1000))]
    for number in range(count):
        moment = datetime.fromisoformat(templates[number % len(templates)]["occurredAt"])
        later = (moment + timedelta(seconds=number % 3600)).isoformat()
        stored = {**templates[number % len(templates)], "occurredAt": later}
        yield read_stored(f"intake-{number // 25}", number % 25, stored)


def _count(table: str, count: int) -> tuple[int, float]:
    """Counts orders as the stream brings them, in the order of time; gives how many, and in how many seconds."""
    from counting import count_in_turn

    os.environ["ANALYTICS_TABLE"] = f"analytics-{table}"
    orders = sorted(_orders(count), key=lambda order: order.moment)
    began = time.perf_counter()
    counted = sum(sum(count_in_turn(orders[begin : begin + 500])) for begin in range(0, count, 500))
    return counted, time.perf_counter() - began


def _compare_reports() -> float:
    """The largest ratio of the two."""
    first, last = NOON.date(), NOON.date() + timedelta(days=DAYS)
    print(f"\nA report over {DAYS} days, milliseconds (median of {ROUNDS}, in turn)")
    print(f"{'':24}{FEW:>10,} orders{MANY:>10,} orders   ratio")
    ratios = []
    for report in REPORTS:
        separator = "&" if "?" in report else "?"
        url = f"/analytics/{report}{separator}from={first}&to={last}"
        times: dict[str, list[float]] = {"few": [], "many": []}
        for _ in range(ROUNDS):
            for table, found in times.items():
                os.environ["ANALYTICS_TABLE"] = f"analytics-{table}"
                found.append(_timed("GET", url))
        few, many = (statistics.median(found) * 1000 for found in times.values())
        ratios.append(many / few)
        print(f"{report:24}{few:17.2f}{many:17.2f}   {ratios[-1]:.2f}")
    return max(ratios)


def _measure_intake() -> None:
    chance = random.Random(HOT)
    batches = [[random_order(chance, days=1) for _ in range(25)] for _ in range(HOT // 25)]
    seconds = [_timed("POST", "/analytics/events", {"events": batch}) for batch in batches]
    median = statistics.median(seconds)
    print(f"25 events taken in {median * 1000:.1f} ms (median): {25 / median:,.0f} a second")


def _timed(method: str, url: str, body: Any = None) -> float:
    """Seconds that a request takes."""
    event = api_event(method, url, body=body, caller=ADMIN)
    gc.collect()
    began = time.perf_counter()
    answer = load_app("analytics").handler(event, lambda_context("analytics"))
    took = time.perf_counter() - began
    assert answer["statusCode"] in (200, 202), answer
    return took


if __name__ == "__main__":
    sys.exit(main())
