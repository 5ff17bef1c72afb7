"""Measures the shop beside other frameworks, on this machine alone.

    python -m benchmarks [warm cold authorizer instructions layer] [--quick] [--layer FOLDER] [--only bare,ours]

Without names, everything. Exits with 1 if a budget is missed (benchmarks/budgets.py).
"""

import argparse
import sys
import time

from benchmarks.measurements import authorizer, cold, instructions, layer, warm
from benchmarks.measurements.cachegrind import require_valgrind
from benchmarks.measurements.comparison import DifferentAnswers, compare
from benchmarks.programs import OURS, PEERS
from benchmarks.session import add_layer_option, open_session, report_budgets

MEASUREMENTS = {module.__name__.rpartition(".")[2]: module for module in (warm, instructions, cold, authorizer, layer)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="measurement", help=", ".join(MEASUREMENTS))
    parser.add_argument("--quick", action="store_true", help="few runs, for a trial: the figures are not reliable")
    parser.add_argument("--only", help=f"programs, separated by commas: {', '.join((*PEERS, OURS))}")
    add_layer_option(parser)
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(MEASUREMENTS):
        parser.error(f"unknown measurement: {', '.join(sorted(unknown))}")
    names = arguments.names or list(MEASUREMENTS)
    if "instructions" in names:
        require_valgrind()  # before minutes of other measurements
    figures: dict[str, float] = {}
    began = time.monotonic()
    with open_session(arguments) as session:
        try:
            compare(session)
        except DifferentAnswers as error:
            print(f"Not measured: the programs do different work.\n{error}")
            return 1
        for name in names:
            figures |= MEASUREMENTS[name].measure(session)
    print(f"\nMeasured in {time.monotonic() - began:.0f} s. The figures are in .local/bench/results.")
    return report_budgets(figures)


if __name__ == "__main__":
    sys.exit(main())
