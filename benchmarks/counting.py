"""Instructions as valgrind counts them: the same at every run, however busy the machine is.

What the processor makes of them (caches, branches) they do not say; for that there is CPU time.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from benchmarks.programs import Program

# Cachegrind without its caches counts what callgrind counts, in half of the time.
_COUNTER = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
_COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")
_WARM_UP = 12  # calls until Python has specialised its byte-code and caches are full
_NOTHING = "json.loads"  # a handler that is loaded already, for what a process takes without any

Call = tuple[str, int]
"""A route, and how often it is called."""


@dataclass(frozen=True)
class Count:
    """Instructions of one more call of `route` by a warm process, or, where `cold`, of a fresh one's first."""

    program: Program
    route: str
    calls: int = 20
    cold: bool = False


def require_valgrind() -> None:
    """Raises: SystemExit that says how to get it."""
    if shutil.which("valgrind") is None:
        raise SystemExit(
            "Instructions are counted by valgrind, which is not installed here. Debian and Ubuntu: apt-get install "
            "valgrind; Fedora: dnf install valgrind. There is none for macOS on Apple's processors: use a container."
        )


def counted(counts: Sequence[Count], progress: Callable[[str], None]) -> list[int]:
    """Instructions of each, in their order; processes run side by side, which changes no figure."""
    require_valgrind()
    runs = list(dict.fromkeys(run for count in counts for run in _runs(count)))
    by_run: dict[_Run, int] = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done, (run, total) in enumerate(zip(runs, pool.map(_instructions, runs), strict=True), 1):
            by_run[run] = total
            progress(f"counting instructions: {done} of {len(runs)} processes")
    return [_difference(count, by_run) for count in counts]


@dataclass(frozen=True)
class _Run:
    """A process under valgrind: what it is given on standard input decides what it does."""

    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]
    told: str


def _runs(count: Count) -> tuple[_Run, _Run]:
    """The process with what is counted, and the same one without: what they share cancels out."""
    if count.cold:
        return _run(count.program, [(count.route, 1)]), _run(replace(count.program, handler=_NOTHING), [])
    warm_up = [(route, _WARM_UP) for route in count.program.events]
    return _run(count.program, [*warm_up, (count.route, count.calls)]), _run(count.program, warm_up)


def _run(program: Program, calls: Iterable[Call]) -> _Run:
    told = "".join(f"{json.dumps({'route': route, 'calls': number})}\n" for route, number in calls)
    return _Run(
        tuple(program.command(*_COUNTER)), tuple(sorted(program.environment.items())), f"{program.setup()}\n{told}"
    )


def _instructions(run: _Run) -> int:
    done = subprocess.run(
        run.command, env=dict(run.environment), input=run.told, capture_output=True, text=True, check=False
    )
    total = total_of(done.stderr)
    if done.returncode or total is None:
        raise SystemExit(f"A process that was counted failed:\n{done.stderr}")
    return total


def total_of(log: str) -> int | None:
    """The instructions that valgrind's log ends with; None where it has none."""
    found = _COUNTED.search(log)
    return int(found[1].replace(",", "")) if found else None


def _difference(count: Count, totals: dict[_Run, int]) -> int:
    with_it, without = (totals[run] for run in _runs(count))
    return round((with_it - without) / (1 if count.cold else count.calls))
