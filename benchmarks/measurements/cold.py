"""Cold: from a fresh process to its first answer, with import and first call apart, and peak memory.

The start of the interpreter is the same for all programs and left out. Files come from the system's cache.
"""

from collections.abc import Collection, Sequence

from benchmarks.measurements.imports import top_imports
from benchmarks.programs import OURS, REFERENCE, ROUTES
from benchmarks.programs.program import Process, Program
from benchmarks.report import tables
from benchmarks.results import Json, Spread, ratios, spread
from benchmarks.session import Session
from benchmarks.terminal import progress, show

_ROUNDS, _QUICK_ROUNDS = 15, 4
_WITH_IMPORTS = {REFERENCE, "powertools", OURS}

Start = dict[str, float]
"""Seconds by part of a cold start, and `mb`, the peak memory in megabytes."""


def measure(session: Session) -> tuple[Json, Json]:
    rounds = _QUICK_ROUNDS if session.quick else _ROUNDS
    programs = session.products()
    found = starts(programs, ROUTES, rounds + 1, "cold")
    first = {
        # The first round fills the system's cache.
        route: {each.name: summary(found[route, each.name][1:], found[route, REFERENCE][1:]) for each in programs}
        for route in ROUTES
    }
    imports = {program.name: top_imports(program) for program in programs if program.name in _WITH_IMPORTS}
    show("A fresh process to its first answer; ratio to the bare handler (quartiles)", tables.cold(first))
    show("Imports, ms", tables.imports(imports))
    return {"rounds": rounds, "quick": session.quick}, {"first": first, "imports_ms": imports}


def starts(
    programs: Sequence[Program], routes: Collection[str], rounds: int, title: str
) -> dict[tuple[str, str], list[Start]]:
    """Start each program once per route and round, in turns. Return the starts by route and program."""
    found: dict[tuple[str, str], list[Start]] = {(route, each.name): [] for route in routes for each in programs}
    for _ in progress(range(rounds), title):
        for route in routes:
            for program in programs:
                found[route, program.name].append(_start(program, route))
    return found


def _start(program: Program, route: str) -> Start:
    """Run a process until its first answer."""
    with Process(program) as process:
        parts = {"import": process.imported, "call": process.call(route)}
        times = {f"{part}_{clock}": seconds for part, by_clock in parts.items() for clock, seconds in by_clock.items()}
        both = {clock: parts["import"][clock] + parts["call"][clock] for clock in ("cpu", "wall")}
        return {**times, **both, "mb": process.peak_kilobytes() * 1024 / 1e6}


def summary(found: Sequence[Start], reference: Sequence[Start]) -> dict[str, Spread]:
    """Return milliseconds, megabytes, and the ratios of CPU and wall time to the reference."""
    series = {name: [each[name] for each in found] for name in found[0]}
    memory = spread(series.pop("mb"))
    ratio = {clock: ratios(series[clock], [each[clock] for each in reference]) for clock in ("cpu", "wall")}
    times = {f"{name}_ms": spread(seconds, 1000) for name, seconds in series.items()}
    return {**times, "memory_mb": memory, "ratio": ratio["cpu"], "wall_ratio": ratio["wall"]}
