"""Measures the shop beside other frameworks, on this machine alone.

    python -m benchmarks [warm instructions cold first_requests orders authorizer aws_clients
        layer]
        [--quick] [--only bare,ours]

Without names, everything. Exits with 1 if a budget is missed (benchmarks/budgets.py).
"""

import argparse
import sys
import time
from typing import Any

from benchmarks import ROOT
from benchmarks.budgets import our_figures, report_budgets
from benchmarks.measurements import authorizer, aws_clients, cold, first_requests, instructions, layer, orders, warm
from benchmarks.measurements.comparison import DifferentAnswers, compare
from benchmarks.programs import BENCH_PYTHON, OURS, PEERS
from benchmarks.results import results_folder, save
from benchmarks.session import open_session

# Each has measure(), which prints tables and returns its settings and figures.
MEASUREMENTS = {
    module.__name__.rpartition(".")[2]: module
    for module in (warm, instructions, cold, first_requests, orders, authorizer, aws_clients, layer)
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="measurement", help=", ".join(MEASUREMENTS))
    parser.add_argument("--quick", action="store_true", help="few runs, for a trial: the figures are not reliable")
    parser.add_argument("--only", help=f"programs, separated by commas: {', '.join((*PEERS, OURS))}")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(MEASUREMENTS):
        parser.error(f"unknown measurement: {', '.join(sorted(unknown))}")
    names = arguments.names or list(MEASUREMENTS)
    if {"instructions", "first_requests"} & set(names):
        instructions.require_valgrind()  # before minutes of other measurements
    folder = results_folder(quick=arguments.quick)
    found: dict[str, Any] = {}
    began = time.monotonic()
    with open_session(quick=arguments.quick, only=arguments.only.split(",") if arguments.only else ()) as session:
        try:
            compare(session)
        except DifferentAnswers as error:
            print(f"Not measured: the programs do different work.\n{error}")
            return 1
        for name in names:
            settings, found[name] = MEASUREMENTS[name].measure(session)
            save(name, settings, found[name], BENCH_PYTHON, folder)
    print(f"\nMeasured in {time.monotonic() - began:.0f} s. The figures are in {folder.relative_to(ROOT)}.")
    return report_budgets(our_figures(found))


if __name__ == "__main__":
    sys.exit(main())
