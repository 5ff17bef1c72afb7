"""What all measurements share: options, the layer, the stub, progress, the verdict."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.budgets import judge
from benchmarks.events import product_events
from benchmarks.layers import built_layer
from benchmarks.programs import OURS, PEERS, REFERENCE, Program, Workshop, accounts_table, workshop
from benchmarks.stub import running_stub

Found = Mapping[str, float]
"""Figures that budgets exist for, by the budgets' names."""


@dataclass(frozen=True)
class Bench:
    """Where a measurement runs. `quick` is for those who change the code, and too few runs to judge by."""

    shop: Workshop
    layer: Path
    quick: bool
    only: tuple[str, ...]

    def products(self) -> list[Program]:
        """The reference, its peers and the shop, all with the same events."""
        events = product_events()
        wanted = [name for name in PEERS if not self.only or name in self.only or name == REFERENCE]
        programs = [self.shop.peer(name, events) for name in wanted]
        if not self.only or OURS in self.only:
            programs.append(self.shop.function("products", events))
        return programs


def progress(text: str) -> None:
    """One line on a terminal that the next one takes the place of; nothing where nobody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Bench]:
    layer = Path(arguments.layer).resolve() if arguments.layer else built_layer()
    with running_stub(accounts_table()) as url, workshop(layer, url) as shop:
        yield Bench(shop, layer, arguments.quick, tuple(arguments.only.split(",")) if arguments.only else ())
    progress("")


def parsed(description: str | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(description or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few runs: to see where one is, not to judge by")
    parser.add_argument("--layer", help="folder of a built layer (as it is unpacked to /opt) instead of this code's")
    parser.add_argument("--only", help=f"names of programs, with commas: {', '.join((*PEERS, OURS))}")
    return parser.parse_args()


def run_alone(description: str | None, measure: Callable[[Bench], Found]) -> int:
    """The exit status of a measurement that was started by itself."""
    with opened(parsed(description)) as bench:
        return verdict(measure(bench))


def verdict(found: Found) -> int:
    """Say which budgets of what was found are missed; the exit status is whether any is."""
    lines = judge(found)
    if found:
        print("\nBudgets: " + ("all kept" if not lines else "MISSED\n  " + "\n  ".join(lines)))
    return 1 if lines else 0
