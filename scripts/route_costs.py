"""What each route asks of DynamoDB: docs/costs.json, which the tests assert call by call.

The file has a member for each route of the template, and one for each function that no route leads to. `request` says
what was asked, of a shop of which size. `calls` are [operation, units of the table, units of its indexes], one by one,
a transaction's double ones included. `mails` is how many are put into the outbox; `then` names the functions that the
table's stream brings the rest to. `ms` is no test's: how long the function takes is assumed.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "docs" / "costs.json"

# One by one, as docs/costs.json has them.
Calls = list[list[Any]]

_READS = frozenset({"GetItem", "BatchGetItem", "Query"})


@dataclass(frozen=True)
class Cost:
    """`name`: the route, as `GET /menu`, or the function."""

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
    """All figures, by route or function."""
    document = json.loads(FIGURES.read_text(encoding="utf-8"))
    return {name: Cost(name, **figures) for name, figures in document.items()}
