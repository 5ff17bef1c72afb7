"""The DynamoDB calls of each route: docs/costs.json, which the tests assert call by call.

The file has an entry for each route of the template, and for each function without routes:

- `request`: the request, and the size of the shop.
- `calls`: a list of [operation, units of the tables, units of their indexes]. A transaction's units count twice, as AWS
  bills them, and it can write to several tables.
- `mails`: the number of mails put into the outbox.
- `then`: the functions that process the rest behind the table's stream.
- `ms`: the duration of the function. It is an assumption: no test asserts it.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from scripts.generated import ROOT, CannotGenerate

FIGURES = ROOT / "docs" / "costs.json"

Calls = list[list[Any]]

_READS = frozenset({"GetItem", "BatchGetItem", "Query"})


@dataclass(frozen=True)
class Cost:
    """An entry of docs/costs.json. `name` is the route (`GET /menu`) or the function."""

    name: str
    request: str
    ms: int
    calls: Calls
    mails: int = 0
    then: list[str] = field(default_factory=list)

    @property
    def reads(self) -> float:
        """Read request units, indexes included."""
        return float(sum(table + index for operation, table, index in self.calls if operation in _READS))

    @property
    def writes(self) -> float:
        """Write request units, indexes included."""
        return float(sum(table + index for operation, table, index in self.calls if operation not in _READS))


@cache
def read_costs() -> dict[str, Cost]:
    """Return all entries, by route or function. Raises: CannotGenerate for one with other members."""
    document = json.loads(FIGURES.read_text(encoding="utf-8"))
    costs = {}
    for name, members in document.items():
        try:
            costs[name] = Cost(name, **members)
        except TypeError as error:
            raise CannotGenerate(
                f"docs/costs.json: {name}: {error}. scripts/route_costs.py describes the members of an entry."
            ) from None
    return costs
