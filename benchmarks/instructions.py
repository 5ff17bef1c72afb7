"""Instructions: of a call, warm, and of a fresh process to its first answer, of all programs (`--quick`: of two).

python -m benchmarks.instructions [--quick] [--layer FOLDER] [--only bare,ours]
"""

import sys

from benchmarks.command import Bench, Found, progress, run_alone
from benchmarks.counting import Count, counted
from benchmarks.events import ROUTES
from benchmarks.figures import table
from benchmarks.programs import BENCH_PYTHON, OURS, REFERENCE
from benchmarks.results import save

_COLD = "first get"


def measure(bench: Bench) -> Found:
    programs = [each for each in bench.products() if not bench.quick or each.name in {REFERENCE, OURS}]
    counts = [Count(program, route) for program in programs for route in ROUTES]
    counts += [Count(program, "get", cold=True) for program in programs]
    figures: dict[str, dict[str, dict[str, float]]] = {route: {} for route in (*ROUTES, _COLD)}
    for count, instructions in zip(counts, counted(counts, progress), strict=True):
        figures[_COLD if count.cold else count.route][count.program.name] = {"instructions": instructions}
    progress("")
    for of_route in figures.values():
        for found in of_route.values():
            found["ratio"] = found["instructions"] / of_route[REFERENCE]["instructions"]
    _show(figures)
    save("instructions", {"calls": counts[0].calls}, figures, BENCH_PYTHON)
    return {}


def _show(figures: dict[str, dict[str, dict[str, float]]]) -> None:
    print("\nMillions of instructions per call, and to a fresh process's first answer; ratio to the bare handler\n")
    rows = [
        [
            name,
            *(
                text
                for of_route in figures.values()
                for text in (f"{of_route[name]['instructions'] / 1e6:.2f}", f"{of_route[name]['ratio']:.2f}")
            ),
        ]
        for name in figures[_COLD]
    ]
    print(table(["instructions", *(head for route in figures for head in (route, "ratio"))], rows))


if __name__ == "__main__":
    sys.exit(run_alone(__doc__, measure))
