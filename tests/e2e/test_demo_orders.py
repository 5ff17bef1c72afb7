"""Demo orders: sent while the shop is open, continued after Ctrl-C, and counted once."""

import re
import signal
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from demo.orders.generator import DemoOrders, Event, Product
from demo.tickets.entries import read_orders
from harness import ROOT
from harness.local_stack import Stack, running_stack, wait_until

TEMPLATE = ROOT / "template.yaml"
BEGUN, COMPLETE = "Adding the demo orders", "The demo orders are complete: "
DAY = timedelta(days=1)
DAYS = 30
OPTIONS = ("--demo-days", str(DAYS))


def get(stack: Stack, path: str) -> Any:
    answer = stack.call("GET", path, headers={"Authorization": stack.token("admin")})
    assert answer.status == 200, answer.body
    return answer.json()


def products(stack: Stack) -> list[Product]:
    items = get(stack, "/products?limit=100")["items"]
    return [Product(item["id"], item["name"], item["price"]) for item in items]


def orders(events: list[Event]) -> int:
    return sum(not event.refund for event in events)


def test_demo_orders_survive_an_interruption_and_are_counted_once(tmp_path: Path) -> None:
    with running_stack(tmp_path, TEMPLATE, *OPTIONS) as first_run:
        first_run.wait_for(BEGUN)
        report = f"/analytics/summary?from={datetime.now(UTC).date() - (DAYS - 1) * DAY}"
        wait_until(lambda: get(first_run, report)["orders"] > 0, lambda: first_run.output)
        children = first_run.processes()
        assert first_run.end(signal.SIGINT) == 0
        written = first_run.output.partition("\nready\n")[2]
    assert COMPLETE not in written
    assert "GET" in written  # the test's own requests, among hundreds of the demo's
    assert set(re.findall(r"POST +(\S+)", written)) <= {"/v1/webhooks/payments"}  # of the stand-in for Stripe
    assert written.endswith("\nThe shop is closed.\n")
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), lambda: str(children))

    with running_stack(tmp_path, TEMPLATE, *OPTIONS) as stack:
        stack.wait_for(COMPLETE, progress=lambda: get(stack, report)["orders"])
        zone = ZoneInfo(get(stack, "/analytics/orders?interval=day")["timeZone"])
        today = datetime.now(UTC).astimezone(zone).date()
        first, yesterday = today - DAYS * DAY, today - DAY
        days = DemoOrders(zone, products(stack)).days(first, today, datetime.now(UTC))
        past = [event for day, events in days.items() if day < today for event in events]
        summary = f"/analytics/summary?from={first}&to={yesterday}"
        wait_until(
            lambda: get(stack, summary)["orders"] >= orders(past),
            lambda: str(get(stack, summary)),
            progress=lambda: get(stack, summary)["orders"],
        )
        figures = get(stack, summary)

        assert_the_kitchen_has_the_orders_of_the_day_once(stack)

        sent, last_day = send_again(stack)

        assert figures["orders"] == orders(past)
        assert figures["refunds"] == len(past) - orders(past)
        totals: list[Any] = [(event.body["total"], event.refund) for event in past]
        assert figures["revenue"]["amount"] == sum(-t["amount"] if refund else t["amount"] for t, refund in totals)
        days = DemoOrders(zone, products(stack)).days(first, today + DAY, datetime.now(UTC))
        assert len(days[last_day]) - 10 <= sent <= sum(len(days[day]) for day in days if day >= last_day)
        assert get(stack, summary) == figures


def assert_the_kitchen_has_the_orders_of_the_day_once(stack: Stack) -> None:
    """The first run was interrupted while it placed them or later; the second one has continued it."""
    expected = Counter(order.status for order in read_orders())
    day = get(stack, "/orders?limit=100")["items"]
    assert Counter(order["status"] for order in day) == expected
    queue = Counter(order["status"] for order in get(stack, "/orders/queue")["items"])
    assert queue == {status: expected[status] for status in ("placed", "accepted", "preparing", "ready")}


def send_again(stack: Stack) -> tuple[int, date]:
    """Run the demo again; return how many events it sent and the last day that had orders before."""
    series = get(stack, f"/analytics/orders?interval=day&from={datetime.now(UTC).date() - 30 * DAY}")
    labels = zip(series["labels"], series["series"]["orders"], strict=True)
    last_day = max(date.fromisoformat(label) for label, count in labels if count)
    again = subprocess.run(
        [sys.executable, "-m", "demo.orders", "--url", stack.base_url, "--days", str(DAYS)],
        cwd=ROOT,
        env={"BODEGA_TOKEN": stack.token("admin").removeprefix("Bearer ")},
        check=True,
        capture_output=True,
        text=True,
    )
    found = re.search(r"^(\d+) created, (\d+) kept", again.stdout, re.MULTILINE)
    assert found, again.stdout
    return int(found[1]) + int(found[2]), last_day
