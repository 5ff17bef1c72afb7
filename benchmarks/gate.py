"""Compares the instructions per call of the shop's functions with the recorded counts.

    python -m benchmarks.gate [--record]

Instruction counts are the same on a busy machine, unlike seconds. They differ between versions of Python and between
processors, so each has a record of its own in benchmarks/instructions.json.
"""

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.measurements.authorizer import VALID, our_authorizer
from benchmarks.measurements.instructions import Count, count_instructions, require_valgrind
from benchmarks.programs import BENCH_PYTHON, ROUTES
from benchmarks.programs.build import python_version
from benchmarks.programs.events import product_events
from benchmarks.programs.sample_order import order_events
from benchmarks.report.tables import markdown
from benchmarks.session import Session, open_session
from benchmarks.terminal import show

RECORDS = Path(__file__).with_name("instructions.json")
TOLERANCE = 0.03
_MOST_COUNTS = 3
_BUILD = "import platform; print(platform.python_version(), platform.python_compiler(), sep=', ')"

Counts = Mapping[str, int]
"""Instructions by what was counted."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true", help="write the counts to benchmarks/instructions.json")
    arguments = parser.parse_args()
    require_valgrind()
    key = f"Python {python_version()}, {platform.machine()}"
    recorded = {} if arguments.record else _read(RECORDS).get(key, {}).get("instructions", {})
    with open_session() as session:
        wanted = what_is_counted(session)
        counts = least_counts(lambda: count_all(wanted), recorded)
    build = subprocess.run([BENCH_PYTHON, "-c", _BUILD], check=True, capture_output=True, text=True).stdout.strip()
    if arguments.record:
        record(key, build, counts)
        return 0
    return report(key, build, counts)


def least_counts(count: Callable[[], Counts], recorded: Counts) -> Counts:
    """Count; as long as a count is too high, up to three times. Return the least of each.

    A timer or a repeated call that falls into the counted calls adds instructions, and nothing from outside takes any
    away. So the least count is the one of the code.
    """
    counts = count()
    for _ in range(_MOST_COUNTS - 1):
        if all(found <= recorded.get(name, found) * (1 + TOLERANCE) for name, found in counts.items()):
            break
        print("A count is too high. Counting again ...", flush=True)
        again = count()
        counts = {name: min(found, again[name]) for name, found in counts.items()}
    return counts


def count_all(wanted: Mapping[str, Count]) -> dict[str, int]:
    return dict(zip(wanted, count_instructions(list(wanted.values())), strict=True))


def what_is_counted(session: Session) -> dict[str, Count]:
    """Return the counts that have records, by name."""
    products = session.function("products", product_events())
    orders = session.function("orders", {"order": order_events()["order"]})
    authorizer = our_authorizer(session)
    authorizer = replace(authorizer, events={VALID: authorizer.events[VALID]})
    wanted = {f"products, {route}": Count(products, route) for route in ROUTES}
    wanted["products, first get of a fresh process"] = Count(products, "get", cold=True)
    # An order contains the work of a quote, which is not counted apart, because a process takes 8 s.
    wanted["orders, order"] = Count(orders, "order")
    wanted["authorizer, valid token"] = Count(authorizer, VALID)
    return wanted


def record(key: str, build: str, counts: Counts, path: Path = RECORDS) -> None:
    records = _read(path) | {key: {"build": build, "instructions": dict(counts)}}
    path.write_text(json.dumps(dict(sorted(records.items())), indent=2) + "\n", encoding="utf-8")
    _show(f"Recorded for {key}:", {}, counts)


def report(key: str, build: str, counts: Counts, path: Path = RECORDS) -> int:
    """Print the comparison. Return 1 if a count deviates from its record or there is no record."""
    known = _read(path).get(key)
    if known is None:
        _show(f"There is no record for {key}:", {}, counts)
        print("Record it on a commit that is known to be good, with `make gate ARGS=--record`, and commit the file.")
        return 1
    _show(f"Instructions per call, {key}:", known["instructions"], counts)
    lines = deviations(known["instructions"], counts)
    if lines:
        print("\nGATE:\n  " + "\n  ".join(lines))
        if known["build"] != build:
            print(f"The record was made by {known['build']}; this is {build}, which may count otherwise.")
    return 1 if lines else 0


def deviations(recorded: Counts, found: Counts) -> list[str]:
    """Return a line for each count that deviates by more than the tolerance or has no counterpart."""
    lines = []
    for name in sorted(recorded.keys() | found.keys()):
        if name not in recorded:
            lines.append(f"{name}: found {found[name]:,}, and no record of it; record anew")
        elif name not in found:
            lines.append(f"{name}: recorded {recorded[name]:,}, and not counted; record anew")
        elif abs(change := found[name] / recorded[name] - 1) > TOLERANCE:
            line = f"{name}: recorded {recorded[name]:,}, found {found[name]:,} ({change:+.1%})"
            slower = f"slower by more than {TOLERANCE:.0%}"
            faster = "faster; record anew with `make gate ARGS=--record`, so that the next change cannot lose it"
            lines.append(f"{line}: {slower if change > 0 else faster}")
    return lines


def _read(path: Path) -> dict[str, Any]:
    records: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return records


def _show(title: str, recorded: Counts, found: Counts) -> None:
    rows = []
    for name, count in found.items():
        known = (f"{recorded[name]:,}", f"{count / recorded[name] - 1:+.2%}") if name in recorded else ("-", "-")
        rows.append([name, known[0], f"{count:,}", known[1]])
    show(title, markdown(["instructions", "recorded", "found", "change"], rows))


if __name__ == "__main__":
    sys.exit(main())
