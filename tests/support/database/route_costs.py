"""Meters the calls that a request makes to DynamoDB, in the form of docs/costs.json."""

import json
from collections.abc import Callable
from typing import Any

from harness.aws.dynamodb_proxy import Recording
from harness.aws.metering import by_key, units
from harness.aws.tables import template
from harness.shop.client import Answer
from scripts.route_costs import Calls, read_costs

Tables = Callable[[], dict[str, list[dict[str, Any]]]]


def routes_below(*starts: str) -> list[str]:
    """Return the template's routes whose path starts with one of `starts`, such as `GET /menu`; no preflights."""
    routes = (route for route in template().api.routes if route.is_operation)
    return sorted(f"{route.method} {route.path}" for route in routes if route.path.split("/")[1] in starts)


class Meter:
    """`tables` reads all items of each table that the requests use, by the table's name."""

    def __init__(self, recording: Recording, tables: Tables) -> None:
        self._recording = recording
        self._tables = tables

    def check(self, name: str, request: Callable[[], Any]) -> None:
        """Check that the request succeeds, and that each of its calls costs what docs/costs.json has for `name`."""
        calls, mails = self.measure(request)
        costs = read_costs()
        entry = {"request": "…", "ms": 30, "calls": calls} | ({"mails": mails} if mails else {})
        assert name in costs, (
            f'docs/costs.json has no entry for it. Add: "{name}": {json.dumps(entry, ensure_ascii=False)}'
        )
        assert (calls, mails) == (costs[name].calls, costs[name].mails), f"{name}: {json.dumps(calls)}"

    def measure(self, request: Callable[[], Any]) -> tuple[Calls, int]:
        """Make the request, check that it succeeds, and return its calls and the number of mails that it put out."""
        before = by_key(self._tables())
        self._recording.calls.clear()
        answer = request()
        made = list(self._recording.calls)
        assert not isinstance(answer, Answer) or answer.status < 300, answer
        after = by_key(self._tables())
        mails = sum(pk.startswith("OUTBOX#") for _, pk, _ in after.keys() - before.keys())
        return [[call.operation, *units(call, before, after)] for call in made], mails
