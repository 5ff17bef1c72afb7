"""Instructions of a warm call and of a cold start, counted by valgrind's cachegrind. `--quick` counts two programs.

Other work on the machine does not change the counts. They ignore caches and branch prediction, which CPU time includes.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from benchmarks.programs import OURS, REFERENCE, ROUTES
from benchmarks.programs.program import Program
from benchmarks.report import tables
from benchmarks.results import Json
from benchmarks.session import Session
from benchmarks.terminal import progress, show

# Without cache simulation, cachegrind counts the same as callgrind in half the time.
_CACHEGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
_TOTAL = re.compile(r"I\s+refs:\s+([\d,]+)")
_WARM_UP = 12  # calls until Python has specialised its byte-code and caches are full
_COLD = "first get"
_NO_HANDLER = "json.loads"  # a handler that is already imported, to count a process without one


@dataclass(frozen=True)
class Count:
    """What to count: one more call of a warm process or, with `cold`, a fresh process's import and first call."""

    program: Program
    route: str
    calls: int = 20
    cold: bool = False


def measure(session: Session) -> tuple[Json, Json]:
    programs = [each for each in session.products() if not session.quick or each.name in {REFERENCE, OURS}]
    counts = [Count(program, route) for program in programs for route in ROUTES]
    counts += [Count(program, "get", cold=True) for program in programs]
    figures: dict[str, dict[str, dict[str, float]]] = {route: {} for route in (*ROUTES, _COLD)}
    for count, instructions in zip(counts, count_instructions(counts), strict=True):
        figures[_COLD if count.cold else count.route][count.program.name] = {"instructions": instructions}
    for by_program in figures.values():
        for found in by_program.values():
            found["ratio"] = found["instructions"] / by_program[REFERENCE]["instructions"]
    show("Instructions per call; ratio to the bare handler", tables.instructions(figures))
    return {"calls": counts[0].calls}, figures


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
    # Runs with the same input are the same: it names the program's path, handler and function.
    programs = {run: count.program for count, pair in zip(counts, pairs, strict=True) for run in pair}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        totals = pool.map(instructions_of, programs.values(), programs)
        by_run = dict(zip(programs, progress(totals, "counting instructions", len(programs)), strict=True))
    return [
        round((by_run[run] - by_run[baseline]) / (1 if count.cold else count.calls))
        for count, (run, baseline) in zip(counts, pairs, strict=True)
    ]


def _runs(count: Count) -> tuple[str, str]:
    """Return the inputs of a process with the counted calls and of one without: their common part cancels out."""
    if count.cold:
        return _input(count.program, [(count.route, 1)]), _input(replace(count.program, handler=_NO_HANDLER), [])
    warm_up = [(route, _WARM_UP) for route in count.program.events]
    return _input(count.program, [*warm_up, (count.route, count.calls)]), _input(count.program, warm_up)


def _input(program: Program, calls: Iterable[tuple[str, int]]) -> str:
    lines = [program.setup(), *(json.dumps({"route": route, "calls": number}) for route, number in calls)]
    return "\n".join(lines) + "\n"


def instructions_of(program: Program, stdin: str) -> int:
    """Run a process of the program on this input. Raises: SystemExit with the process's errors if it fails."""
    done = subprocess.run(
        program.command(*_CACHEGRIND),
        env=dict(program.environment),
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    total = total_of(done.stderr)
    if done.returncode or total is None:
        raise SystemExit(f"A counted process failed:\n{done.stderr}")
    return total


def total_of(log: str) -> int | None:
    """Return the total at the end of valgrind's log, None if there is none."""
    found = _TOTAL.search(log)
    return int(found[1].replace(",", "")) if found else None
