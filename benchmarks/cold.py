"""Cold: a fresh process to its first answer, import and first call apart, and the memory it takes.

    python -m benchmarks.cold [--quick] [--layer FOLDER] [--only bare,ours]

The start of the interpreter itself is the same for all and left out. Files come from the system's cache.
"""

import sys

from benchmarks.command import Bench, Found, progress, run_alone
from benchmarks.events import ROUTES
from benchmarks.figures import Spread, ratios, spread_text, table
from benchmarks.imports import top_imports
from benchmarks.programs import BENCH_PYTHON, OURS, REFERENCE, Process, Program
from benchmarks.results import save

_ROUNDS, _QUICK_ROUNDS = 15, 4
_EXPLAINED = {REFERENCE, "powertools", OURS}  # whose imports are told apart
_MEASURES = ("import_cpu", "call_cpu", "cpu", "import_wall", "call_wall", "wall")

Runs = dict[str, list[float]]
"""Seconds, and megabytes of memory, by measure and round."""


def measure(bench: Bench) -> Found:
    rounds = _QUICK_ROUNDS if bench.quick else _ROUNDS
    programs = bench.products()
    runs: dict[str, dict[str, Runs]] = {
        route: {program.name: {name: [] for name in (*_MEASURES, "mb")} for program in programs} for route in ROUTES
    }
    for number in range(-1, rounds):  # one more, to fill the system's cache
        progress(f"cold: round {number + 1} of {rounds}")
        for route in ROUTES:
            for program in programs:
                one = start(program, route)
                for name, value in one.items() if number >= 0 else ():
                    runs[route][program.name][name].append(value)
    progress("")
    figures = {
        route: {name: _summary(of_program, of_route[REFERENCE]) for name, of_program in of_route.items()}
        for route, of_route in runs.items()
    }
    imports = {program.name: top_imports(program) for program in programs if program.name in _EXPLAINED}
    _show(figures, imports)
    save("cold", {"rounds": rounds, "quick": bench.quick}, {"first": figures, "imports_ms": imports}, BENCH_PYTHON)
    return {
        f"cold: first {route}, ratio": of_route[OURS]["ratio"].median
        for route, of_route in figures.items()
        if OURS in of_route
    }


def start(program: Program, route: str) -> dict[str, float]:
    """One life of a process until its first answer: seconds by measure, and megabytes."""
    with Process(program) as process:
        imported, called = process.imported, process.call(route)
        return {
            "import_cpu": imported["cpu"],
            "call_cpu": called["cpu"],
            "cpu": imported["cpu"] + called["cpu"],
            "import_wall": imported["wall"],
            "call_wall": called["wall"],
            "wall": imported["wall"] + called["wall"],
            "mb": process.peak_kilobytes() * 1024 / 1e6,
        }


def _summary(runs: Runs, reference: Runs) -> dict[str, Spread]:
    """Milliseconds and megabytes; `ratio` is of CPU time, `wall_ratio` of the clock's."""
    return {
        **{f"{name}_ms": Spread.of(runs[name]).times(1000) for name in _MEASURES},
        "memory_mb": Spread.of(runs["mb"]),
        "ratio": ratios(runs["cpu"], reference["cpu"]),
        "wall_ratio": ratios(runs["wall"], reference["wall"]),
    }


def _show(figures: dict[str, dict[str, dict[str, Spread]]], imports: dict[str, dict[str, float]]) -> None:
    print(
        "\nA fresh process to its first answer: CPU ms of import and first call, median (quartiles); ratios to bare\n"
    )
    heads = ["", "import", "first call", "both", "ratio", "both, wall", "ratio, wall", "MB at most"]
    for route, of_route in figures.items():
        rows = [
            [
                name,
                *(spread_text(found[f"{part}_ms"], 0) for part in ("import_cpu", "call_cpu", "cpu")),
                spread_text(found["ratio"]),
                spread_text(found["wall_ms"], 0),
                spread_text(found["wall_ratio"]),
                f"{found['memory_mb'].median:.1f}",
            ]
            for name, found in of_route.items()
        ]
        print(table([f"first {route}", *heads[1:]], rows) + "\n")
    for name, packages in imports.items():
        print(f"{name} imports, ms: " + ", ".join(f"{package} {spent:.0f}" for package, spent in packages.items()))


if __name__ == "__main__":
    sys.exit(run_alone(__doc__, measure))
