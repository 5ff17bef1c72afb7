"""A program is a handler with its code, environment and events. It runs in a process of its own."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Self

from benchmarks import ROOT
from benchmarks.programs import BENCH_PYTHON, OURS, PEERS_FOLDER
from benchmarks.programs.build import build_function
from benchmarks.programs.events import Event
from local.lambdas.environment import Surroundings, lambda_environment
from local.template import read_template
from local.template.resources import Function

_WORKER = Path(__file__).with_name("worker.py")
# Only the standard library and the program's own path. No byte-code is written, as in Lambda's read-only folders.
# -I would do the same, but ignores PYTHONHASHSEED.
_FLAGS = ("-S", "-s", "-P", "-B")


@dataclass(frozen=True)
class Program:
    """`path` comes before the standard library. `handler` is module and name."""

    name: str
    path: tuple[str, ...]
    handler: str
    function: str
    environment: Mapping[str, str]
    events: Mapping[str, Event] = field(repr=False)

    def setup(self) -> str:
        """Return the worker's first line of input."""
        return json.dumps({name: getattr(self, name) for name in ("path", "handler", "function", "events")})

    def command(self, *prefix: str, options: tuple[str, ...] = ()) -> list[str]:
        """Return the worker's command line: `prefix` wraps the interpreter, `options` are the interpreter's."""
        return [*prefix, str(BENCH_PYTHON), *_FLAGS, *options, str(_WORKER)]


class Process:
    """A running program. Times are in seconds."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._stderr = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  # __exit__ closes it
        self._process = subprocess.Popen(
            program.command(),
            env=dict(program.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            text=True,
        )
        self.imported: dict[str, float] = self._ask(program.setup())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()
        self._stderr.close()

    def call(self, route: str, calls: int = 1) -> dict[str, float]:
        """Return the CPU and wall seconds of all calls together."""
        times: dict[str, float] = self._ask(json.dumps({"route": route, "calls": calls}))
        return times

    def answer(self, route: str) -> dict[str, Any]:
        """Return `{answer}` or `{raised}`."""
        outcome: dict[str, Any] = self._ask(json.dumps({"ask": "answer", "route": route}))
        return outcome

    def peak_kilobytes(self) -> int:
        return int(self._ask('{"ask": "memory"}')["kilobytes"])

    def _ask(self, line: str) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            self._stderr.seek(0)
            raise RuntimeError(f"{self.program.name} ended without an answer:\n{self._stderr.read()}")
        return json.loads(answer)


class ProgramFactory:
    """Makes programs: folders as on Lambda, the template's environment, and a stub in place of AWS."""

    def __init__(self, layer: Path, stub: str, folder: Path) -> None:
        self._layer, self._folder = layer, folder
        self._surroundings = Surroundings(stub, stub, stub)

    def function(self, name: str, events: Mapping[str, Event]) -> Program:
        """Return a function of the shop, on the built layer."""
        code = self._folder / name
        if not code.exists():
            code.mkdir()
            build_function(name, code)
        path = (str(code), str(self._layer / "python"))
        return Program(OURS, path, f"{name}.app.handler", name, self.environment(name), events)

    def peer(self, name: str, events: Mapping[str, Event], *, function: str = "products") -> Program:
        """Return a peer of `function`, on the packages as pip installs and compiles them."""
        (packages,) = BENCH_PYTHON.parents[1].glob("lib/python*/site-packages")
        path = (str(self._peers()), str(packages))
        return Program(name, path, f"{name}.handler", function, self.environment(function), events)

    def variant(self, name: str, program: Program) -> Program:
        """Return a module of the peers' folder that runs with the code and layer of the shop's `program`."""
        return replace(program, name=name, path=(*program.path, str(self._peers())), handler=f"{name}.handler")

    def environment(self, function: str) -> dict[str, str]:
        found, declared = _declared(function)
        return {**lambda_environment(found, declared, self._surroundings), "PYTHONHASHSEED": "0"}

    def _peers(self) -> Path:
        target = self._folder / PEERS_FOLDER.name
        if not target.exists():
            shutil.copytree(PEERS_FOLDER, target, ignore=shutil.ignore_patterns("__pycache__"))
        return target


def accounts_table() -> str:
    """Return the accounts table's name in the functions' environment."""
    return _declared("authorizer")[1]["ACCOUNTS_TABLE"]


@cache
def _declared(function: str) -> tuple[Function, dict[str, str]]:
    """Return a function of the template and the environment that the template declares for it."""
    template = read_template(ROOT / "template.yaml")
    found = next(each for each in template.functions.values() if each.label == function)
    return found, template.environment(found)


@contextmanager
def program_factory(layer: Path, stub: str) -> Iterator[ProgramFactory]:
    if not BENCH_PYTHON.exists():
        raise SystemExit("There is no .venv-bench. `make bench` and `make gate` create it.")
    with tempfile.TemporaryDirectory(prefix="bodega-bench-") as folder:
        yield ProgramFactory(layer, stub, Path(folder).resolve())
