"""What analytics write: numbers for operators, and nothing of what was sold to whom."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from harness.aws.dynamodb_proxy import Fault, Recording
from harness.shop.client import Shop
from harness.shop.orders import order
from tests.support.database.analytics_table import aggregate, send

MARK = "MARKED"


def marked() -> dict[str, Any]:
    event = order(event_id=f"{MARK}-event")
    item = event["items"][0] | {"productId": f"prd_{MARK}", "name": f"{MARK} name"}
    return event | {"orderId": f"{MARK}-order", "items": [item]}


def metrics(written: str) -> dict[str, float]:
    """The values of all metrics, added up."""
    found: dict[str, float] = {}
    for line in written.splitlines():
        document = json.loads(line)
        for metric in document.get("_aws", {}).get("CloudWatchMetrics", [{}])[0].get("Metrics", []):
            name = metric["Name"]
            found[name] = found.get(name, 0) + sum(document[name])
    return found


def test_events_are_counted_for_operators(shop: Shop, records: Any, output: Callable[[], str]) -> None:
    send(shop, order(), order())
    first = order()
    send(shop, first)
    send(shop, first, order())
    aggregate(records())
    aggregate(records())

    found = metrics(output())

    assert (found["EventsAccepted"], found["EventsRepeated"], found["EventsCounted"]) == (4, 1, 4)


def test_nothing_of_an_event_is_in_any_line(
    shop: Shop, records: Any, recording: Recording, output: Callable[[], str], impatient: None
) -> None:
    send(shop, marked())
    send(shop, marked())
    send(shop, marked() | {"type": MARK})
    send(shop, marked() | {MARK: MARK})
    shop.post("/analytics/events", raw_body=f'{{"events": [{MARK}')
    shop.get(f"/analytics/summary?from={MARK}", role="admin")
    shop.get("/analytics/products?from=2025-03-10&to=2025-03-10", role="admin")
    poisoned = records()
    poisoned[0]["dynamodb"]["NewImage"]["events"]["L"][0]["M"]["total"] = {"S": MARK}
    aggregate(poisoned)
    recording.faults.append(Fault("refused", "TransactWriteItems", times=1000))
    send(shop, marked() | {"eventId": f"{MARK}-2"})
    aggregate(records(), milliseconds=1000)
    written = output()

    assert "An event cannot be counted" in written
    assert "Storage unavailable" in written
    assert MARK not in written


@pytest.mark.parametrize("batch", [1, 3])
def test_an_event_is_said_to_be_counted_when_it_is(
    shop: Shop, records: Any, recording: Recording, output: Callable[[], str], impatient: None, batch: int
) -> None:
    for _ in range(batch):
        send(shop, order())
    recording.faults.append(Fault("refused", "TransactWriteItems", times=1000))
    aggregate(records(), milliseconds=1000)
    recording.faults.clear()
    assert "EventsCounted" not in metrics(output())

    aggregate(records())

    assert metrics(output())["EventsCounted"] == batch
