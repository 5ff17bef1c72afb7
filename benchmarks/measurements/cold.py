"""Cold: from a fresh process to its first answer, with import and first call apart, and peak memory.

The start of the interpreter is the same for all programs and left out. Files come from the system's cache.
"""

from collections.abc import Sequence

from benchmarks.measurements.imports import top_imports
from benchmarks.measurements.spread import Spread, ratios, spread
from benchmarks.programs import BENCH_PYTHON, OURS, REFERENCE, ROUTES
from benchmarks.programs.program import Process, Program
from benchmarks.report import tables
from benchmarks.results import save
from benchmarks.session import Figures, Session
from benchmarks.terminal import progress, show

_ROUNDS, _QUICK_ROUNDS = 15, 4
_WITH_IMPORTS = {REFERENCE, "powertools", OURS}

Start = dict[str, float]
"""Seconds by part of a cold start, and `mb`, the peak memory in megabytes."""


def measure(session: Session) -> Figures:
    rounds = _QUICK_ROUNDS if session.quick else _ROUNDS
    programs = session.products()
    starts: dict[str, dict[str, list[Start]]] = {route: {each.name: [] for each in programs} for route in ROUTES}
    for _ in progress(range(rounds + 1), "cold"):
        for route in ROUTES:
            for program in programs:
                starts[route][program.name].append(start(program, route))
    figures = {
        # The first round fills the system's cache.
        route: {name: summary(found[1:], by_program[REFERENCE][1:]) for name, found in by_program.items()}
        for route, by_program in starts.items()
    }
    imports = {program.name: top_imports(program) for program in programs if program.name in _WITH_IMPORTS}
    save("cold", {"rounds": rounds, "quick": session.quick}, {"first": figures, "imports_ms": imports}, BENCH_PYTHON)
    show("A fresh process to its first answer; ratio to the bare handler (quartiles)", tables.cold(figures))
    show("Imports, ms", tables.imports(imports))
    return {
        f"cold: first {route}, ratio": by_program[OURS]["ratio"]["median"]
        for route, by_program in figures.items()
        if OURS in by_program
    }


def start(program: Program, route: str) -> Start:
    """Run a process until its first answer."""
    with Process(program) as process:
        imported, called = process.imported, process.call(route)
        times = {
            f"{part}_{clock}": seconds
            for clock in ("cpu", "wall")
            for part, seconds in (("import", imported[clock]), ("call", called[clock]))
        }
        both = {clock: imported[clock] + called[clock] for clock in ("cpu", "wall")}
        return {**times, **both, "mb": process.peak_kilobytes() * 1024 / 1e6}


def summary(starts: Sequence[Start], reference: Sequence[Start]) -> dict[str, Spread]:
    """Return milliseconds, megabytes, and the ratios of CPU and wall time to the reference."""
    series = {name: [each[name] for each in starts] for name in starts[0]}
    memory = spread(series.pop("mb"))
    ratio = {clock: ratios(series[clock], [each[clock] for each in reference]) for clock in ("cpu", "wall")}
    times = {f"{name}_ms": spread(seconds, 1000) for name, seconds in series.items()}
    return {**times, "memory_mb": memory, "ratio": ratio["cpu"], "wall_ratio": ratio["wall"]}
