"""The gate: instructions per call of the shop's own functions, against those that were recorded.

    python -m benchmarks.gate [--record] [--layer FOLDER]

Never seconds: the count is the same on a busy machine. It is another one for another Python or processor, which
have records of their own in benchmarks/instructions.json.
"""

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import authorizer
from benchmarks.command import Bench, opened, progress
from benchmarks.counting import Count, counted, require_valgrind
from benchmarks.events import ROUTES, product_events
from benchmarks.figures import table
from benchmarks.programs import BENCH_PYTHON, python_version

RECORDS = Path(__file__).with_name("instructions.json")
TOLERANCE = 0.03
_BUILD = "import platform; print(platform.python_version(), platform.python_compiler(), sep=', ')"

Counts = Mapping[str, int]
"""Instructions by what was counted."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--record", action="store_true", help="write what is counted to benchmarks/instructions.json")
    parser.add_argument("--layer", help="folder of a built layer (as it is unpacked to /opt) instead of this code's")
    arguments = argparse.Namespace(quick=False, only=None, **vars(parser.parse_args()))
    require_valgrind()
    with opened(arguments) as bench:
        found = count_ours(bench)
    made_by = subprocess.run([BENCH_PYTHON, "-c", _BUILD], check=True, capture_output=True, text=True).stdout.strip()
    key = f"Python {python_version()}, {platform.machine()}"
    if arguments.record:
        record(key, made_by, found)
        return 0
    return report(key, made_by, found)


def count_ours(bench: Bench) -> dict[str, int]:
    products = bench.shop.function("products", product_events())
    judge = authorizer.ours(bench.shop)
    judge = replace(judge, events={authorizer.JUDGE: judge.events[authorizer.JUDGE]})
    wanted = {f"products, {route}": Count(products, route) for route in ROUTES}
    wanted["products, first get of a fresh process"] = Count(products, "get", cold=True)
    wanted["authorizer, a good token"] = Count(judge, authorizer.JUDGE)
    found = dict(zip(wanted, counted(list(wanted.values()), progress), strict=True))
    progress("")
    return found


def record(key: str, made_by: str, found: Counts, path: Path = RECORDS) -> None:
    records = _read(path)
    records[key] = {"build": made_by, "instructions": dict(found)}
    path.write_text(json.dumps(dict(sorted(records.items())), indent=2) + "\n", encoding="utf-8")
    print(f"Recorded for {key}:\n{_table({}, found)}")


def report(key: str, made_by: str, found: Counts, path: Path = RECORDS) -> int:
    """Print the comparison; the exit status is whether the gate stays shut."""
    known = _read(path).get(key)
    if known is None:
        print(f"There is no record for {key}:\n{_table({}, found)}")
        print("Record it on a commit that is known to be good, with `make gate ARGS=--record`, and commit the file.")
        return 1
    print(f"Instructions per call, {key}:\n{_table(known['instructions'], found)}")
    lines = deviations(known["instructions"], found)
    if not lines:
        return 0
    print("\nGATE:\n  " + "\n  ".join(lines))
    if known["build"] != made_by:
        print(f"The record was made by {known['build']}; this is {made_by}, which may count otherwise.")
    return 1


def deviations(recorded: Counts, found: Counts, tolerance: float = TOLERANCE) -> list[str]:
    """A line for each count that is further than `tolerance` (a fraction) from its record, or has none."""
    lines = []
    for name in sorted(recorded.keys() | found.keys()):
        if name not in recorded:
            lines.append(f"{name}: found {found[name]:,}, and no record of it; record anew")
        elif name not in found:
            lines.append(f"{name}: recorded {recorded[name]:,}, and not counted; record anew")
        else:
            change = found[name] / recorded[name] - 1
            what = f"{name}: recorded {recorded[name]:,}, found {found[name]:,} ({change:+.1%})"
            if change > tolerance:
                lines.append(f"{what}: slower by more than {tolerance:.0%}")
            elif change < -tolerance:
                lines.append(f"{what}: faster; record anew with `make gate ARGS=--record`, so that it stays so")
    return lines


def _read(path: Path) -> dict[str, Any]:
    records: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return records


def _table(recorded: Counts, found: Counts) -> str:
    rows = [
        [
            name,
            f"{recorded[name]:,}" if name in recorded else "-",
            f"{count:,}",
            f"{count / recorded[name] - 1:+.2%}" if name in recorded else "-",
        ]
        for name, count in found.items()
    ]
    return table(["instructions", "recorded", "found", "change"], rows)


if __name__ == "__main__":
    sys.exit(main())
