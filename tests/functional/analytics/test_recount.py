"""Recounting: what was parked is counted, what was counted is not counted again."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from harness import ROOT
from harness.aws.dynamodb_proxy import Proxy
from harness.shop.client import Shop
from harness.shop.orders import NOON, Event, order
from local.modules import SEARCH_PATH
from tests.support.database.analytics_table import aggregate, report, send
from tests.support.database.expected_counters import ExpectedCounters

SETTINGS = ("--time-zone", "America/Toronto", "--currency", "CAD")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def recount(database: Proxy, analytics: str) -> Run:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "scripts.recount", "--table", analytics, *arguments]
        return subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": SEARCH_PATH},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_what_was_parked_is_counted_once(shop: Shop, records: Any, counters: Any, recount: Run) -> None:
    events = [order() for _ in range(6)]
    send(shop, *events[:2])
    aggregate(records())
    send(shop, *events[2:])

    first, second = (recount(*SETTINGS) for _ in range(2))

    assert (first.returncode, first.stdout) == (0, "4 events counted that were not.\n"), first.stderr
    assert (second.returncode, second.stdout) == (0, "0 events counted that were not.\n")
    assert counters() == ExpectedCounters(events).counters()
    # The stream may bring them after all.
    assert aggregate(records()) == []
    assert counters() == ExpectedCounters(events).counters()


def test_the_mark_of_an_event_outlives_the_event(shop: Shop, records: Any, rows: Any) -> None:
    """A recount would count an event without its mark again. DynamoDB can take days to delete an expired item."""
    send(shop, order())
    aggregate(records())

    expiry = {row["sk"]["S"]: int(row["expiresAt"]["N"]) for row in rows() if row["pk"]["S"].startswith("INTAKE#")}
    assert expiry["COUNTED"] > expiry["EVENTS"] + timedelta(days=7).total_seconds()


def test_a_recount_gives_products_the_same_names(shop: Shop, records: Any, recount: Run) -> None:
    """The latest order decides, whether the stream or a recount adds it first."""

    def named(name: str, day: int) -> Event:
        event = order(at=NOON + timedelta(days=day))
        return event | {"items": [event["items"][0] | {"name": name}]}

    send(shop, named("Old name", 0), named("Older name", -1))
    send(shop, named("New name", 2))
    aggregate(records()[1:])

    assert recount(*SETTINGS).stdout == "2 events counted that were not.\n"

    days = {"2025-03-01&to=2025-03-31": "New name", "2025-03-10&to=2025-03-10": "Old name"}
    found = {day: report(shop, f"products?from={day}")["byRevenue"]["labels"] for day in days}
    assert found == {day: [name] for day, name in days.items()}


def test_what_cannot_be_counted_is_named(
    shop: Shop, rows: Any, dynamodb: Any, analytics: str, counters: Any, recount: Run
) -> None:
    events = [order(), order()]
    send(shop, *events)
    (intake,) = [row for row in rows() if row["sk"]["S"] == "EVENTS"]
    intake["events"]["L"][0]["M"]["type"] = {"S": "order.eaten"}
    dynamodb.put_item(TableName=analytics, Item=intake)

    run = recount(*SETTINGS)

    assert run.returncode == 1
    assert run.stderr.strip().endswith(f"{intake['pk']['S'].removeprefix('INTAKE#')}/0")
    assert counters() == ExpectedCounters(events[1:]).counters()


@pytest.mark.parametrize("given", [(), SETTINGS[:2], SETTINGS[2:]])
def test_a_deployed_table_needs_an_explicit_time_zone_and_currency(recount: Run, given: tuple[str, ...]) -> None:
    run = recount(*given)

    assert run.returncode == 1
    assert "--time-zone" in run.stderr
    assert "--currency" in run.stderr


@pytest.mark.parametrize("settings", [("Europe/Paris", "CAD"), ("America/Toronto", "EUR")])
def test_counters_of_other_settings_are_not_added_to(
    shop: Shop, records: Any, counters: Any, recount: Run, settings: tuple[str, str]
) -> None:
    events = [order(), order()]
    send(shop, events[0])
    aggregate(records())
    send(shop, events[1])

    run = recount("--time-zone", settings[0], "--currency", settings[1])

    assert run.returncode == 1
    assert ("CAD and America/Toronto" in run.stderr) or ("cannot be read" in run.stderr)
    assert counters() == ExpectedCounters(events[:1]).counters()
    assert recount(*SETTINGS).stdout == "1 events counted that were not.\n"
