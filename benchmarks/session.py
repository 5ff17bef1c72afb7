"""The setting of a measurement: the layer, the stub, the programs, and the budgets' verdict."""

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.budgets import missed_budgets
from benchmarks.programs import OURS, PEERS, REFERENCE
from benchmarks.programs.build import built_layer
from benchmarks.programs.events import product_events
from benchmarks.programs.program import Program, ProgramFactory, accounts_table, program_factory
from benchmarks.programs.stub import running_stub

Figures = Mapping[str, float]
"""Figures with a budget, by the budget's name."""


@dataclass(frozen=True)
class Session:
    """`quick` means few runs, for a trial of the code. `only`, if not empty, names the programs to measure."""

    factory: ProgramFactory
    layer: Path
    quick: bool = False
    only: tuple[str, ...] = ()

    def products(self) -> list[Program]:
        """Return the reference, its peers and the shop's function, all with the same events."""
        events = product_events()
        wanted = [name for name in PEERS if not self.only or name in self.only or name == REFERENCE]
        programs = [self.factory.peer(name, events) for name in wanted]
        return programs + [self.factory.function("products", events)] * (not self.only or OURS in self.only)


@contextmanager
def open_session(arguments: argparse.Namespace) -> Iterator[Session]:
    layer = Path(arguments.layer).resolve() if arguments.layer else built_layer()
    only = tuple(arguments.only.split(",")) if arguments.only else ()
    with running_stub(accounts_table()) as url, program_factory(layer, url) as factory:
        yield Session(factory, layer, arguments.quick, only)


def add_layer_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--layer", help="folder of a built layer, as it is unpacked to /opt; default: build it")


def report_budgets(figures: Figures) -> int:
    """Print the missed budgets. Return 1 if there are any."""
    missed = missed_budgets(figures)
    if figures:
        print("\nBudgets: " + ("all kept" if not missed else "MISSED\n  " + "\n  ".join(missed)))
    return 1 if missed else 0
