"""Instructions of a warm call and of a cold start, counted by valgrind. `--quick` counts two programs only."""

from benchmarks.measurements.cachegrind import Count, count_instructions
from benchmarks.programs import BENCH_PYTHON, OURS, REFERENCE, ROUTES
from benchmarks.report import tables
from benchmarks.results import save
from benchmarks.session import Figures, Session
from benchmarks.terminal import show

_COLD = "first get"


def measure(session: Session) -> Figures:
    programs = [each for each in session.products() if not session.quick or each.name in {REFERENCE, OURS}]
    counts = [Count(program, route) for program in programs for route in ROUTES]
    counts += [Count(program, "get", cold=True) for program in programs]
    figures: dict[str, dict[str, dict[str, float]]] = {route: {} for route in (*ROUTES, _COLD)}
    for count, instructions in zip(counts, count_instructions(counts), strict=True):
        figures[_COLD if count.cold else count.route][count.program.name] = {"instructions": instructions}
    for by_program in figures.values():
        for found in by_program.values():
            found["ratio"] = found["instructions"] / by_program[REFERENCE]["instructions"]
    save("instructions", {"calls": counts[0].calls}, figures, BENCH_PYTHON)
    show("Instructions per call; ratio to the bare handler", tables.instructions(figures))
    return {}
