"""Warm: CPU time per call, of all programs in turns.

    python -m benchmarks.warm [--quick] [--layer FOLDER] [--only bare,ours]

Processes stay alive and take turns, so that what else the machine does meets all of them. CPU time is that of the
measured process, user and system.
"""

import sys
from contextlib import ExitStack

from benchmarks.command import Bench, Found, progress, run_alone
from benchmarks.events import ROUTES
from benchmarks.figures import Spread, ratios, spread_text, table
from benchmarks.programs import BENCH_PYTHON, OURS, REFERENCE, Process
from benchmarks.results import save

# Many short turns, not few long ones: what slows the machine down for a moment then meets all programs of a round.
_ROUNDS, _QUICK_ROUNDS = 80, 16
_CALLS = {"list": 10, "get": 25, "create": 25}
_WARM_UP = 50

Times = dict[str, dict[str, list[float]]]
"""CPU seconds per call by route, program and round."""


def measure(bench: Bench) -> Found:
    rounds = _QUICK_ROUNDS if bench.quick else _ROUNDS
    with ExitStack() as stack:
        processes = [stack.enter_context(Process(program)) for program in bench.products()]
        for process in processes:
            for route in ROUTES:
                process.call(route, _WARM_UP)
        times: Times = {route: {process.program.name: [] for process in processes} for route in ROUTES}
        for number in range(rounds):
            progress(f"warm: round {number + 1} of {rounds}")
            for route in ROUTES:
                for process in _in_turn(processes, number):
                    spent = process.call(route, _CALLS[route])["cpu"] / _CALLS[route]
                    times[route][process.program.name].append(spent)
    progress("")
    figures = {
        route: {
            name: {"cpu_ms": Spread.of(values).times(1000), "ratio": ratios(values, of_route[REFERENCE])}
            for name, values in of_route.items()
        }
        for route, of_route in times.items()
    }
    _show(figures)
    save("warm", {"rounds": rounds, "calls": _CALLS, "quick": bench.quick}, figures, BENCH_PYTHON)
    return {
        f"warm: {route}, ratio": of_route[OURS]["ratio"].median
        for route, of_route in figures.items()
        if OURS in of_route
    }


def _in_turn(processes: list[Process], number: int) -> list[Process]:
    """Another one begins each round: nobody always comes after the same neighbour."""
    start = number % len(processes)
    return processes[start:] + processes[:start]


def _show(figures: dict[str, dict[str, dict[str, Spread]]]) -> None:
    heads = ["warm", *(f"{route} {unit}" for route in ROUTES for unit in ("ms", "ratio"))]
    rows = [
        [name, *(spread_text(figures[route][name][unit]) for route in ROUTES for unit in ("cpu_ms", "ratio"))]
        for name in figures[ROUTES[0]]
    ]
    print("\nCPU time per call, median (quartiles); ratio to the bare handler\n")
    print(table(heads, rows))


if __name__ == "__main__":
    sys.exit(run_alone(__doc__, measure))
