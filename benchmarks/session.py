"""The setting of a measurement: the layer, the stub, and the programs."""

import shutil
import tempfile
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from benchmarks import ROOT
from benchmarks.programs import BENCH_PYTHON, OURS, PEERS, PEERS_FOLDER, REFERENCE, sample_order, sample_payment
from benchmarks.programs.build import build_function, built_layer
from benchmarks.programs.events import Event, product_events
from benchmarks.programs.program import Program
from benchmarks.programs.sample_order import order_events
from benchmarks.programs.stored_menu import stored_menu
from benchmarks.programs.stub import Received, StubResponses, running_stub
from local.lambdas.environment import Surroundings, lambda_environment
from local.template import read_template
from local.template.resources import Function


@dataclass(frozen=True)
class Session:
    """Makes programs: folders as on Lambda, the template's environment, and a stub in place of AWS.

    `quick` means few runs, for a trial of the code. `only`, if not empty, names the programs to measure. `received` has
    the last requests to the stub.
    """

    layer: Path
    folder: Path
    stub: str
    quick: bool
    only: Collection[str]
    received: Received = field(repr=False)

    def products(self) -> list[Program]:
        """Return the reference, its peers and the shop's function, all with the same events."""
        events = product_events()
        programs = [self.peer(name, events) for name in PEERS if name == REFERENCE or self._wants(name)]
        return programs + [self.function("products", events)] * self._wants(OURS)

    def orders(self) -> list[Program]:
        """Return the reference and the shop's function for orders, with the same events."""
        events = order_events()
        reference = replace(self.peer("bare_orders", events, function="orders"), name=REFERENCE)
        return [reference, self.function("orders", events)]

    def _wants(self, name: str) -> bool:
        return not self.only or name in self.only

    def function(self, name: str, events: Mapping[str, Event]) -> Program:
        """Return a function of the shop, on the built layer."""
        code = self.folder / name
        if not code.exists():
            code.mkdir()
            build_function(name, code)
        path = (str(code), str(self.layer / "python"))
        return Program(OURS, path, f"{name}.app.handler", name, self.environment(name), events)

    def peer(self, name: str, events: Mapping[str, Event], *, function: str = "products") -> Program:
        """Return a peer of `function`, on the packages as pip installs and compiles them."""
        (packages,) = BENCH_PYTHON.parents[1].glob("lib/python*/site-packages")
        path = (str(self.folder / "peers"), str(packages))
        return Program(name, path, f"{name}.handler", function, self.environment(function), events)

    def variant(self, name: str, program: Program) -> Program:
        """Return a module of the peers' folder that runs with the code and layer of the shop's `program`."""
        return replace(program, name=name, path=(*program.path, str(self.folder / "peers")), handler=f"{name}.handler")

    def environment(self, function: str) -> dict[str, str]:
        surroundings = Surroundings(self.stub, self.stub, self.stub)
        variables = lambda_environment(*_declared(function), surroundings)
        if "PAYMENT_ENDPOINT" in variables:
            provider = {"PROVIDER": "stripe", "ENDPOINT": self.stub, "PUBLISHABLE_KEY": "pk_test_bench"}
            variables |= {f"PAYMENT_{name}": value for name, value in provider.items()}
        return {**variables, "PYTHONHASHSEED": "0"}


@contextmanager
def open_session(*, quick: bool = False, only: Collection[str] = ()) -> Iterator[Session]:
    if not BENCH_PYTHON.exists():
        raise SystemExit("There is no .venv-bench. `make bench` and `make gate` create it.")
    accounts_table = _declared("authorizer")[1]["ACCOUNTS_TABLE"]
    menu = stored_menu(_declared("categories")[1])
    responses = StubResponses(
        accounts_table, menu, {**sample_order.prepared(_declared("orders")[1]), **sample_payment.prepared()}
    )
    received: Received = deque(maxlen=100)
    with running_stub(responses, received) as stub, tempfile.TemporaryDirectory(prefix="bodega-bench-") as name:
        folder = Path(name).resolve()
        shutil.copytree(PEERS_FOLDER, folder / "peers", ignore=shutil.ignore_patterns("__pycache__"))
        yield Session(built_layer(), folder, stub, quick, only, received)


@cache
def _declared(function: str) -> tuple[Function, dict[str, str]]:
    """Return a function of the template and the environment that the template declares for it."""
    template = read_template(ROOT / "template.yaml")
    found = next(each for each in template.functions.values() if each.label == function)
    return found, template.environment(found)
