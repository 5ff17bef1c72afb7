"""Warm: CPU time per call.

The processes stay alive and take turns, so that other work on the machine slows all of them. CPU time is user and
system time of the measured process.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from benchmarks.programs import REFERENCE
from benchmarks.programs.program import Process, Program
from benchmarks.report import tables
from benchmarks.results import Json, ratios, spread
from benchmarks.session import Session
from benchmarks.terminal import progress, show

# Many short turns instead of few long ones: a short disturbance then affects all programs of a round.
ROUNDS, QUICK_ROUNDS = 80, 16
_CALLS = {"list": 10, "get": 25, "create": 25}
_WARM_UP = 50


def measure(session: Session) -> tuple[Json, Json]:
    rounds = QUICK_ROUNDS if session.quick else ROUNDS
    figures = in_turns(session.products(), _CALLS, rounds, "warm")
    show("CPU time per call, median; ratio to the bare handler (quartiles)", tables.warm(figures))
    return {"rounds": rounds, "calls": _CALLS, "quick": session.quick}, figures


def in_turns(programs: Sequence[Program], calls: Mapping[str, int], rounds: int, title: str) -> Json:
    """Return milliseconds per call and the ratio to the reference, by route and program.

    `calls`: the calls of each route in a round.
    """
    with ExitStack() as stack:
        processes = [stack.enter_context(Process(program)) for program in programs]
        times: dict[str, dict[str, list[float]]] = {
            route: {process.program.name: [] for process in processes} for route in calls
        }
        for process in processes:
            for route in calls:
                process.call(route, _WARM_UP)
        for number in progress(range(rounds), title):
            first = number % len(processes)  # rotates, so that no program always follows the same one
            for route, count in calls.items():
                for process in processes[first:] + processes[:first]:
                    seconds = process.call(route, count)["cpu"] / count
                    times[route][process.program.name].append(seconds)
    return {
        route: {
            name: {"cpu_ms": spread(seconds, 1000), "ratio": ratios(seconds, by_program[REFERENCE])}
            for name, seconds in by_program.items()
        }
        for route, by_program in times.items()
    }
