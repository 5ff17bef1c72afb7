"""Import times of a cold start by package, from Python's `-X importtime`."""

import re
import subprocess
from collections import Counter

from benchmarks.programs.program import Program

_LINE = re.compile(r"^import time:\s*(\d+) \|\s*\d+ \|\s*([^\s.]+)", re.MULTILINE)
_PACKAGES = 12
_RUNS = 3


def top_imports(program: Program) -> dict[str, float]:
    """Return milliseconds by top-level package, the slowest first. Modules count without what they import.

    Python measures wall time, so the fastest of three processes counts.
    """
    return by_package(min((_log(program) for _ in range(_RUNS)), key=lambda log: sum(_times(log).values())))


def by_package(log: str) -> dict[str, float]:
    return {package: round(microseconds / 1000, 1) for package, microseconds in _times(log).most_common(_PACKAGES)}


def _times(log: str) -> Counter[str]:
    times: Counter[str] = Counter()
    for microseconds, package in _LINE.findall(log):
        times[package] += int(microseconds)
    return times


def _log(program: Program) -> str:
    return subprocess.run(
        program.command(options=("-X", "importtime")),
        env=dict(program.environment),
        input=f'{program.setup()}\n{{"route": "{next(iter(program.events))}", "calls": 1}}\n',
        capture_output=True,
        text=True,
        check=True,
    ).stderr
