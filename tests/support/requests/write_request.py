"""Requests for every route that writes. `without_request` lists the template's routes that have none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bodega.attributes import from_attributes
from harness.shop.client import Answer
from scripts.template import TEMPLATE
from tests.support.shop.environment import ShopEnvironment

Route = tuple[str, str]

WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Sent:
    """A request. `caller`: the authorizer's context, or None."""

    url: str
    body: Any = None
    caller: dict[str, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)


Prepare = Callable[[ShopEnvironment], Sent]


@dataclass(frozen=True)
class WriteRequest:
    """A request to a route that writes.

    `prepare`: prepares the tables and returns the request. `steps`: why it writes in more than one call; if empty, it
    must write in one. `tidies`: whether the last write only deletes what is without effect already, and may be missing
    after a fault. `again`: whether a repetition after a 503 must have the result of the first request. `timed`:
    whether its result depends on the time since an earlier request.
    """

    name: str
    route: Route
    prepare: Prepare
    status: int
    steps: str = ""
    again: bool = False
    tidies: bool = False
    timed: bool = False

    def send(self, env: ShopEnvironment, sent: Sent) -> Answer:
        return env.shop.call(
            self.route[0], sent.url, body=sent.body, headers=sent.headers, caller=sent.caller, role="nobody"
        )


def routes_that_write() -> set[Route]:
    return {(route.method, route.path) for route in TEMPLATE.routes() if route.method in WRITING}


def without_request(requests: list[WriteRequest]) -> set[Route]:
    return routes_that_write() - {request.route for request in requests}


def stored(env: ShopEnvironment, table: str, prefix: str = "") -> list[dict[str, Any]]:
    """Return the items of a table whose partition key has this prefix, as plain values."""
    rows = [from_attributes(row) for row in env.tables.read(table)]
    return sorted((row for row in rows if row["pk"].startswith(prefix)), key=lambda row: (row["pk"], row["sk"]))
