"""Counts what a request asks of DynamoDB, in the form of docs/costs.json."""

import json
from collections.abc import Callable
from typing import Any

from harness.aws.dynamodb_proxy import Recording
from harness.aws.metering import by_key, units
from harness.aws.tables import template
from harness.shop.client import Answer
from scripts.route_costs import Calls, read_costs

Rows = Callable[[], list[dict[str, Any]]]


def routes_below(*starts: str) -> list[str]:
    """The template's routes whose path begins so, as `GET /menu`; no preflights."""
    routes = (route for route in template().api.routes if route.method != "OPTIONS")
    return sorted(f"{route.method} {route.path}" for route in routes if route.path.split("/")[1] in starts)


class Meter:
    """`rows` reads the whole table that the requests work on."""

    def __init__(self, recording: Recording, rows: Rows) -> None:
        self._recording = recording
        self._rows = rows

    def check(self, name: str, request: Callable[[], Any]) -> None:
        """The request succeeds, and costs what docs/costs.json has under `name`: every call, to the half unit."""
        before = by_key(self._rows())
        self._recording.calls.clear()
        answer = request()
        made = list(self._recording.calls)
        assert not isinstance(answer, Answer) or answer.status < 300, answer
        after = by_key(self._rows())
        calls: Calls = [[call.operation, *units(call, before, after)] for call in made]
        mails = sum(pk.startswith("OUTBOX#") for pk, _ in after.keys() - before.keys())
        costs = read_costs()
        assert name in costs, f"docs/costs.json lacks {name}: {json.dumps(calls)}, {mails} mails"
        assert (calls, mails) == (costs[name].calls, costs[name].mails), f"{name}: {json.dumps(calls)}"
