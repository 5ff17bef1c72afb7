"""Write the prices of a month and of each route into docs/operations.md: `python -m scripts.costs [--check]`.

The calls of each route are in docs/costs.json, which the tests assert (scripts/route_costs.py). Prices are AWS's list
prices.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from local.template import Template, read_template
from scripts import monthly_costs
from scripts.generated import ROOT, CannotGenerate, replaced, write_or_check
from scripts.route_costs import Cost, read_costs

DOCUMENT = ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- costs: written by scripts/costs.py (make costs) -->\n", "<!-- costs end -->\n"

# USD, us-east-1, arm64, without free tiers: AWS's list prices, assumed on 2026-11-25.
REQUEST = 3.50  # API Gateway REST, per million, the first 333 million a month
INVOCATION = 0.20  # Lambda, per million
GIGABYTE_SECOND = 0.0000133334 * 1_000_000
READ_UNIT, WRITE_UNIT = 0.125, 0.625  # DynamoDB on demand, per million
LOGS = 0.50  # CloudWatch Logs, per GB: a million requests that log a kilobyte each
TRACES = 5.00 * 0.05  # X-Ray, per million requests, 5% of which are sampled
MAIL = 100.0  # SES, per million

KILOBYTES_LOGGED = 0.9  # per invocation: access log, Lambda's own lines, metrics


@dataclass(frozen=True)
class Priced:
    """A route's cost, and the price of a million requests in USD. `memory` is its function's, in MB."""

    cost: Cost
    memory: int
    reads: float
    writes: float
    usd: float


def price() -> list[Priced]:
    """Return the prices of all routes of the template, the cheapest first.

    Raises: CannotGenerate if docs/costs.json lacks a route or function of the template, or has another one.
    """
    template = read_template(ROOT / "template.yaml", {})
    costs = _complete(read_costs(), template)
    found = []
    for route in template.api.routes:
        if not route.is_operation:
            continue
        cost = costs[f"{route.method} {route.path}"]
        behind = [costs[name] for name in (*cost.then, *["mailer"] * cost.mails)]
        # The table shows the units of the request and of the functions behind the stream. Those of the authorizer are
        # in the text above it.
        reads, writes = (sum(getattr(part, name) for part in (cost, *behind)) for name in ("reads", "writes"))
        memory = template.functions[route.function].memory
        usd = REQUEST + MAIL * cost.mails + TRACES + _function(cost, memory)
        usd += sum(_function(part, _memory(template, part.name)) for part in behind)
        if route.authorizer:
            usd += _function(costs["authorizer"], _memory(template, "authorizer"))
        found.append(Priced(cost, memory, reads, writes, usd))
    return sorted(found, key=lambda priced: (round(priced.usd, 6), priced.cost.name))


def _complete(costs: dict[str, Cost], template: Template) -> dict[str, Cost]:
    """Return the costs, which have every route and every function that no route leads to, and no other."""
    routed = {route.function for route in template.api.routes}
    wanted = {f"{route.method} {route.path}" for route in template.api.routes if route.is_operation}
    wanted |= {function.label for function in template.functions.values() if function.id not in routed}
    missing, unknown = sorted(wanted - costs.keys()), sorted(costs.keys() - wanted)
    if missing:
        raise CannotGenerate(
            f"docs/costs.json has no entry for {', '.join(missing)}. Add one for each, with the members that "
            "scripts/route_costs.py describes and an empty list of calls. Then prepare a request in its test "
            "(test_*route_costs.py in tests/functional) and run the test: it fails and prints the calls to enter."
        )
    if unknown:
        raise CannotGenerate(
            f"docs/costs.json: {', '.join(unknown)}: neither a route of template.yaml nor a function without routes. "
            "Delete the entry."
        )
    behind = sorted({name for cost in costs.values() for name in cost.then} - costs.keys())
    if behind:
        raise CannotGenerate(f"docs/costs.json: `then` names {', '.join(behind)}, which has no entry there.")
    return costs


def _function(cost: Cost, memory: int) -> float:
    """Return the price of a million invocations, with their DynamoDB units and logs."""
    lambda_ = INVOCATION + GIGABYTE_SECOND * memory / 1024 * cost.ms / 1000
    return lambda_ + READ_UNIT * cost.reads + WRITE_UNIT * cost.writes + LOGS * KILOBYTES_LOGGED


def _memory(template: Template, label: str) -> int:
    (memory,) = (function.memory for function in template.functions.values() if function.label == label)
    return memory


def build() -> str:
    """Return the table. Routes with the same request and figures share a row. Raises: CannotGenerate."""
    rows = ["| Request | Routes | Reads | Writes | Time | USD per million |", "|---|---|---|---|---|---|"]
    lines: dict[tuple[str, str], list[str]] = {}
    for priced in price():
        cost = priced.cost
        request = cost.request + (" and a mail" if cost.mails else "")
        time = f"{cost.ms} ms × {priced.memory} MB"
        figures = f"{priced.reads:g} | {priced.writes:g} | {time} | {priced.usd:.2f}"
        lines.setdefault((request, figures), []).append(cost.name)
    rows += [f"| {request} | {_routes(names)} | {figures} |" for (request, figures), names in lines.items()]
    return "\n".join(rows) + "\n"


def _routes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def files() -> dict[Path, str]:
    """Return docs/operations.md with the tables in it. Raises: CannotGenerate."""
    text = replaced(DOCUMENT, monthly_costs.BEGIN, monthly_costs.END, monthly_costs.build())
    return {DOCUMENT: replaced(DOCUMENT, BEGIN, END, build(), text)}


if __name__ == "__main__":
    sys.exit(write_or_check(__doc__, files, "make costs"))
