"""What is measured: the shop's functions as they are deployed, and its peers, each in a process of its own."""

import json
import os
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
from benchmarks.events import Event
from local.lambdas.environment import Surroundings, lambda_environment
from local.template import read_template

BENCH_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
PEERS = ("bare", "fastapi_mangum", "flask_serverless_wsgi", "chalice_app", "powertools")
REFERENCE = "bare"
OURS = "ours"
_MEASURED = Path(__file__).with_name("measured.py")
_PEERS = Path(__file__).with_name("peers")
# The standard library and what a program names, nothing of the user's or the virtual environment's; no byte-code
# is left behind, as in Lambda's read-only folders. Not -I: it would take the fixed hash seed for the user's.
_FLAGS = ("-S", "-s", "-P", "-B")


@dataclass(frozen=True)
class Program:
    """A handler and what its process gets. `path` comes before the standard library's."""

    name: str
    path: tuple[str, ...]
    handler: str
    function: str
    environment: Mapping[str, str]
    events: Mapping[str, Event] = field(repr=False)

    def setup(self) -> str:
        document = {
            "path": self.path,
            "handler": self.handler,
            "function": self.function,
            "events": self.events,
        }
        return json.dumps(document)

    def command(self, *prefix: str, options: tuple[str, ...] = ()) -> list[str]:
        """`prefix` is what the interpreter runs under; `options` are its own."""
        return [*prefix, str(BENCH_PYTHON), *_FLAGS, *options, str(_MEASURED)]


class Process:
    """A program that runs and takes its turns. Times are in seconds."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._complaints = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  # closed as this is
        self._process = subprocess.Popen(
            program.command(),
            env=dict(program.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
        )
        self._send(program.setup())
        self.imported: dict[str, float] = self._receive()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()
        self._complaints.close()

    def call(self, route: str, calls: int = 1) -> dict[str, float]:
        """CPU and wall seconds of all calls together."""
        timed: dict[str, float] = self._ask({"route": route, "calls": calls})
        return timed

    def answer(self, route: str) -> dict[str, Any]:
        """`{answer}` or `{raised}`."""
        outcome: dict[str, Any] = self._ask({"ask": "answer", "route": route})
        return outcome

    def peak_kilobytes(self) -> int:
        return int(self._ask({"ask": "memory"})["kilobytes"])

    def _ask(self, command: dict[str, Any]) -> Any:
        self._send(json.dumps(command))
        return self._receive()

    def _send(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _receive(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            self._complaints.seek(0)
            raise RuntimeError(f"{self.program.name} ended before it answered:\n{self._complaints.read()}")
        return json.loads(line)


@cache
def python_version() -> str:
    """Major and minor version of the Python that runs the benchmark."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([BENCH_PYTHON, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


class Workshop:
    """Makes programs: folders as on Lambda, the template's environment, a stub in place of AWS."""

    def __init__(self, layer: Path, stub: str, folder: Path) -> None:
        self._layer, self._stub, self._folder = layer, stub, folder
        self._template = read_template(ROOT / "template.yaml")

    @property
    def packages(self) -> str:
        """The site-packages of .venv-bench, byte-compiled by pip."""
        (folder,) = BENCH_PYTHON.parents[1].glob("lib/python*/site-packages")
        return str(folder)

    def function(self, folder: str, events: Mapping[str, Event]) -> Program:
        """A function of the shop's: the built layer, and its code as `sam build` leaves it."""
        code = self._build(folder)
        path = (str(code), str(self._layer / "python"))
        return Program(OURS, path, f"{folder}.app.handler", folder, self.environment(folder), events)

    def peer(self, name: str, events: Mapping[str, Event], *, function: str = "products") -> Program:
        """A peer of `function`: its module, and all packages as pip leaves them."""
        code = self._copy(_PEERS)
        path = (str(code), self.packages)
        return Program(name, path, f"{name}.handler", function, self.environment(function), events)

    def variant(self, name: str, program: Program) -> Program:
        """A module beside the peers that runs on what `program` of the shop's has."""
        return replace(program, name=name, path=(*program.path, str(self._copy(_PEERS))), handler=f"{name}.handler")

    def environment(self, folder: str) -> dict[str, str]:
        found = next(each for each in self._template.functions.values() if each.label == folder)
        surroundings = Surroundings(self._stub, self._stub, self._stub)
        environment = lambda_environment(found, self._template.environment(found), surroundings)
        return {**environment, "PYTHONHASHSEED": "0"}

    def _build(self, function: str) -> Path:
        target = self._folder / function
        if not target.exists():
            target.mkdir()
            variables = (f"ARTIFACTS_DIR={target}", f"PYTHON={BENCH_PYTHON}", f"PYTHON_VERSION={python_version()}")
            command = ("make", "--silent", f"build-{function.capitalize()}Function", *variables)
            subprocess.run(command, cwd=ROOT / "functions", check=True)
        return target

    def _copy(self, source: Path) -> Path:
        target = self._folder / source.name
        if not target.exists():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        return target


def accounts_table() -> str:
    """The name that the template gives to the table of accounts, as the functions have it."""
    template = read_template(ROOT / "template.yaml")
    found = next(each for each in template.functions.values() if each.label == "authorizer")
    return template.environment(found)["ACCOUNTS_TABLE"]


@contextmanager
def workshop(layer: Path, stub: str) -> Iterator[Workshop]:
    if not BENCH_PYTHON.exists():
        raise SystemExit("There is no .venv-bench; `make bench` and `make gate` set it up")
    with tempfile.TemporaryDirectory(prefix="bodega-bench-") as folder:
        yield Workshop(layer, stub, Path(os.path.realpath(folder)))
