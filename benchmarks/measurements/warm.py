"""Warm: CPU time per call.

The processes stay alive and take turns, so that other work on the machine slows all of them. CPU time is user and
system time of the measured process.
"""

from contextlib import ExitStack

from benchmarks.programs import REFERENCE, ROUTES
from benchmarks.programs.program import Process
from benchmarks.report import tables
from benchmarks.results import Json, ratios, spread
from benchmarks.session import Session
from benchmarks.terminal import progress, show

# Many short turns instead of few long ones: a short disturbance then affects all programs of a round.
_ROUNDS, _QUICK_ROUNDS = 80, 16
_CALLS = {"list": 10, "get": 25, "create": 25}
_WARM_UP = 50


def measure(session: Session) -> tuple[Json, Json]:
    rounds = _QUICK_ROUNDS if session.quick else _ROUNDS
    with ExitStack() as stack:
        processes = [stack.enter_context(Process(program)) for program in session.products()]
        times: dict[str, dict[str, list[float]]] = {
            route: {process.program.name: [] for process in processes} for route in ROUTES
        }
        for process in processes:
            for route in ROUTES:
                process.call(route, _WARM_UP)
        for number in progress(range(rounds), "warm"):
            first = number % len(processes)  # rotates, so that no program always follows the same one
            for route in ROUTES:
                for process in processes[first:] + processes[:first]:
                    seconds = process.call(route, _CALLS[route])["cpu"] / _CALLS[route]
                    times[route][process.program.name].append(seconds)
    figures = {
        route: {
            name: {"cpu_ms": spread(seconds, 1000), "ratio": ratios(seconds, by_program[REFERENCE])}
            for name, seconds in by_program.items()
        }
        for route, by_program in times.items()
    }
    show("CPU time per call, median; ratio to the bare handler (quartiles)", tables.warm(figures))
    return {"rounds": rounds, "calls": _CALLS, "quick": session.quick}, figures
