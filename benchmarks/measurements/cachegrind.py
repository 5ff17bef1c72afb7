"""Instruction counts by valgrind's cachegrind. They do not depend on other work of the machine.

They say nothing about caches and branch prediction. CPU time does.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from benchmarks.programs.program import Program
from benchmarks.terminal import progress

# Without cache simulation, cachegrind counts the same as callgrind in half the time.
_CACHEGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
_TOTAL = re.compile(r"I\s+refs:\s+([\d,]+)")
_WARM_UP = 12  # calls until Python has specialised its byte-code and caches are full
_NO_HANDLER = "json.loads"  # a handler that is already imported, to count a process without one


@dataclass(frozen=True)
class Count:
    """What to count: one more call of a warm process or, with `cold`, a fresh process's import and first call."""

    program: Program
    route: str
    calls: int = 20
    cold: bool = False


@dataclass(frozen=True)
class Run:
    """A process under valgrind. Its standard input says what it does."""

    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]
    stdin: str


def require_valgrind() -> None:
    """Raises: SystemExit with instructions if valgrind is not installed."""
    if shutil.which("valgrind") is None:
        raise SystemExit(
            "valgrind, which counts instructions, is not installed. Debian and Ubuntu: apt-get install valgrind; "
            "Fedora: dnf install valgrind. It does not run on Apple's processors: use a container there."
        )


def count_instructions(counts: Sequence[Count]) -> list[int]:
    """Return the instructions of each count, in order. Processes run in parallel, which changes no figure."""
    require_valgrind()
    pairs = [_runs(count) for count in counts]
    runs = list(dict.fromkeys(run for pair in pairs for run in pair))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        totals = list(progress(pool.map(instructions_of, runs), "counting instructions", len(runs)))
    by_run = dict(zip(runs, totals, strict=True))
    return [
        round((by_run[run] - by_run[baseline]) / (1 if count.cold else count.calls))
        for count, (run, baseline) in zip(counts, pairs, strict=True)
    ]


def _runs(count: Count) -> tuple[Run, Run]:
    """Return the process with the counted calls and the same process without: their common part cancels out."""
    if count.cold:
        return _run(count.program, [(count.route, 1)]), _run(replace(count.program, handler=_NO_HANDLER), [])
    warm_up = [(route, _WARM_UP) for route in count.program.events]
    return _run(count.program, [*warm_up, (count.route, count.calls)]), _run(count.program, warm_up)


def _run(program: Program, calls: Iterable[tuple[str, int]]) -> Run:
    lines = [program.setup(), *(json.dumps({"route": route, "calls": number}) for route, number in calls)]
    environment = tuple(sorted(program.environment.items()))
    return Run(tuple(program.command(*_CACHEGRIND)), environment, "\n".join(lines) + "\n")


def instructions_of(run: Run) -> int:
    """Raises: SystemExit with the process's errors if it fails."""
    done = subprocess.run(
        run.command, env=dict(run.environment), input=run.stdin, capture_output=True, text=True, check=False
    )
    total = total_of(done.stderr)
    if done.returncode or total is None:
        raise SystemExit(f"A counted process failed:\n{done.stderr}")
    return total


def total_of(log: str) -> int | None:
    """Return the total at the end of valgrind's log, None if there is none."""
    found = _TOTAL.search(log)
    return int(found[1].replace(",", "")) if found else None
