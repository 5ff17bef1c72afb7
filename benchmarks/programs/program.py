"""A program is a handler with its code, environment and events. It runs in a process of its own."""

import json
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from benchmarks.programs import BENCH_PYTHON
from benchmarks.programs.events import Event

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

    def modules(self) -> list[str]:
        """Return the names of the modules that the handler has loaded so far, at its import and in its calls."""
        names: list[str] = self._ask('{"ask": "modules"}')["modules"]
        return names

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
