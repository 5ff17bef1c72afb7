"""What a cold start imports, by package: Python's own account of it (`-X importtime`)."""

import re
import subprocess
from collections import Counter

from benchmarks.programs import Program

_LINE = re.compile(r"import time:\s*(\d+) \|\s*\d+ \|\s*(\S+)")
_MOST = 12
_RUNS = 3


def top_imports(program: Program) -> dict[str, float]:
    """Milliseconds by top-level package, the dearest first; modules' own time, without what they import in turn.

    Of the quickest of three processes: Python times imports by the clock, and others' work would count.
    """
    logs = [_log(program) for _ in range(_RUNS)]
    return by_package(min(logs, key=_total))


def _log(program: Program) -> str:
    route = next(iter(program.events))
    told = f'{program.setup()}\n{{"route": "{route}", "calls": 1}}\n'
    done = subprocess.run(
        program.command(options=("-X", "importtime")),
        env=dict(program.environment),
        input=told,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr


def _total(log: str) -> int:
    return sum(int(found[1]) for found in map(_LINE.match, log.splitlines()) if found)


def by_package(log: str) -> dict[str, float]:
    spent: Counter[str] = Counter()
    for line in log.splitlines():
        if found := _LINE.match(line):
            spent[found[2].partition(".")[0]] += int(found[1])
    return {package: round(microseconds / 1000, 1) for package, microseconds in spent.most_common(_MOST)}
