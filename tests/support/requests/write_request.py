"""A request, or several, for every route that writes: what it is sent to, and with what.

A route of the template that writes and has none here makes `without_request` say so.
"""

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
    """`caller`: what the authorizer says of who sends it; None: nobody."""

    url: str
    body: Any = None
    caller: dict[str, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WriteRequest:
    """`prepare` brings the tables to where the request can be sent, and gives it.

    `steps`: why it writes in more than one call, where it does; empty, it has to write in one.
    `again`: whether the same request, sent once more after a 503, has to end as the first would have.
    """

    name: str
    route: Route
    prepare: Callable[[ShopEnvironment], Sent]
    status: int
    steps: str = ""
    again: bool = False

    def send(self, env: ShopEnvironment, sent: Sent) -> Answer:
        return env.shop.call(
            self.route[0], sent.url, body=sent.body, headers=sent.headers, caller=sent.caller, role="nobody"
        )


def routes_that_write() -> set[Route]:
    return {(route.method, route.path) for route in TEMPLATE.routes() if route.method in WRITING}


def without_request(requests: list[WriteRequest]) -> set[Route]:
    return routes_that_write() - {request.route for request in requests}


def stored(env: ShopEnvironment, table: str, prefix: str = "") -> list[dict[str, Any]]:
    """What stands in a table, plain: the items whose partition key starts so."""
    rows = [from_attributes(row) for row in env.tables.dump()[table]]
    return sorted((row for row in rows if row["pk"].startswith(prefix)), key=lambda row: (row["pk"], row["sk"]))
