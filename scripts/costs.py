"""Writes what a million requests of each route cost into docs/operations.md, from calls and list prices.

What a route asks of DynamoDB stands in docs/costs.json, which the tests assert (scripts/route_costs.py). `--check`
writes nothing and fails where the table is not what this works out.
"""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from local.template import Template, read_template
from scripts.marked import with_between
from scripts.route_costs import ROOT, Cost, read_costs

DOCUMENT = ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- costs: written by scripts/costs.py (make costs) -->\n", "<!-- costs end -->\n"

# USD, us-east-1, arm64, without free tiers: AWS's list prices as assumed on 2026-11-25.
REQUEST = 3.50  # API Gateway REST, per million, the first 333 million a month
INVOCATION = 0.20  # Lambda, per million
GIGABYTE_SECOND = 0.0000133334 * 1_000_000
READ_UNIT, WRITE_UNIT = 0.125, 0.625  # DynamoDB on demand, per million
LOGS = 0.50  # CloudWatch Logs, per GB, which is a million times a kilobyte
TRACES = 5.00 * 0.05  # X-Ray, per million, of which one in twenty is kept
MAIL = 100.0  # SES, per million

KILOBYTES_LOGGED = 0.9  # access log, Lambda's lines, metrics: of one function


@dataclass(frozen=True)
class Priced:
    """A route's cost, and what a million of its requests cost in USD. `memory` of its function is in MB."""

    cost: Cost
    memory: int
    reads: float
    writes: float
    usd: float


def price() -> list[Priced]:
    """All routes of the template, the cheapest first. Raises: KeyError for a route without figures."""
    template, costs = read_template(ROOT / "template.yaml", {}), read_costs()
    found = []
    for route in template.api.routes:
        if route.method == "OPTIONS":
            continue
        cost = costs[f"{route.method} {route.path}"]
        behind = [costs[name] for name in (*cost.then, *["mailer"] * cost.mails)]
        # The table shows what the request asks for by itself and behind the stream; the authorizer's stands above it.
        reads, writes = (sum(getattr(part, name) for part in (cost, *behind)) for name in ("reads", "writes"))
        memory = template.functions[route.function].memory
        usd = REQUEST + MAIL * cost.mails + TRACES + _function(cost, memory)
        usd += sum(_function(part, _memory(template, part.name)) for part in behind)
        if route.authorizer:
            usd += _function(costs["authorizer"], _memory(template, "authorizer"))
        found.append(Priced(cost, memory, reads, writes, usd))
    return sorted(found, key=lambda priced: (round(priced.usd, 6), priced.cost.name))


def _function(cost: Cost, memory: int) -> float:
    """A million invocations of a function, with what they ask of DynamoDB and log."""
    lambda_ = INVOCATION + GIGABYTE_SECOND * memory / 1024 * cost.ms / 1000
    return lambda_ + READ_UNIT * cost.reads + WRITE_UNIT * cost.writes + LOGS * KILOBYTES_LOGGED


def _memory(template: Template, label: str) -> int:
    (memory,) = (function.memory for function in template.functions.values() if function.label == label)
    return memory


def build() -> str:
    """The table; routes that do the same for the same price share a line."""
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    text = DOCUMENT.read_text(encoding="utf-8")
    written = with_between(text, BEGIN, END, build())
    if written is None or (check and written != text):
        print("docs/operations.md: the table of costs is not what scripts/costs.py works out: make costs")
        return 1
    if not check:
        DOCUMENT.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
